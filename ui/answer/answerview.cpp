// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/answerview.h"

#include "app/text/visibletext.h"
#include "ui/answer/answerparts.h"
#include "ui/answer/blockview.h"
#include "ui/models/format.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/plaintextview.h"

#include <QBoxLayout>
#include <QPainter>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {
namespace {

// Grey lines where text is about to be.
class Skeleton final : public QWidget
{
public:
    Skeleton()
    {
        setFixedHeight(int(std::size(widths)) * lineHeight);
        hide();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(Theme::colors().sunk);
        for (int line = 0; line < int(std::size(widths)); ++line)
            painter.drawRoundedRect(QRect(0, line * lineHeight + 6, width() * widths[line] / 100, 10), 4, 4);
    }

private:
    static constexpr int lineHeight = 22;
    static constexpr int widths[] = {92, 84, 60}; // per cent of the room
};

// Places in the layout, from above.
enum Slot { PartsSlot, SkeletonSlot, WaitSlot, NoticeSlot, EndSlot };

QVBoxLayout *slot(QVBoxLayout *layout, int place)
{
    return static_cast<QVBoxLayout *>(layout->itemAt(place)->layout());
}

QString pauseText(const CellModel &cell, const Clock &clock)
{
    const CellModel::Wait &wait = cell.wait();
    const QString left = wait.until && *wait.until > clock.now()
                             ? Format::seconds(std::chrono::ceil<std::chrono::milliseconds>(*wait.until - clock.now()))
                             : QString();
    switch (wait.reason) {
    case WaitReason::None:
    case WaitReason::Answer:
        return {};
    case WaitReason::RetryAfter:
        return left.isEmpty() ? AnswerView::tr("The provider asked to wait.")
                              : AnswerView::tr("The provider asked to wait. Next attempt in %1.").arg(left);
    case WaitReason::Backoff:
        return left.isEmpty() ? AnswerView::tr("The last attempt failed; it is tried again.")
                              : AnswerView::tr("The last attempt failed. Next one in %1.").arg(left);
    case WaitReason::Pacing:
        return left.isEmpty()
                   ? AnswerView::tr("The channel's rate is used up for now. It waits for its turn.")
                   : AnswerView::tr("The channel's rate is used up for now. Its turn comes in %1.").arg(left);
    }
    Q_UNREACHABLE_RETURN({});
}

// Where the provider says it in another word than ours.
QString providersWord(const Answer &answer)
{
    if (answer.stopRaw.isEmpty() || answer.stopRaw == toString(answer.stop))
        return {};
    return AnswerView::tr("In the provider's word: “%1”.").arg(answer.stopRaw);
}

} // namespace

AnswerView::AnswerView(const std::shared_ptr<CellModel> &cell, const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_cell(cell)
    , m_clock(clock)
    , m_layout(new QVBoxLayout(this))
    , m_skeleton(new Skeleton)
    , m_wait(new PlainTextView(Theme::Face::Body, Theme::dimRole))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(Theme::step); // an empty place takes none
    for (int place = PartsSlot; place <= EndSlot; ++place) {
        auto *column = new QVBoxLayout;
        column->setSpacing(Theme::step);
        m_layout->addLayout(column);
    }
    slot(m_layout, PartsSlot)->setSpacing(2 * Theme::step);
    slot(m_layout, SkeletonSlot)->addWidget(m_skeleton);
    slot(m_layout, WaitSlot)->addWidget(m_wait);
    m_patience.setSingleShot(true);
    m_patience.setInterval(200ms);
    connect(&m_patience, &QTimer::timeout, m_skeleton, &QWidget::show);
    m_tick.setInterval(250ms);
    connect(&m_tick, &QTimer::timeout, this, &AnswerView::refreshWait);
    connect(m_cell.get(), &CellModel::changed, this, &AnswerView::refresh);
    refresh();
}

void AnswerView::refresh()
{
    if (const Attempt *attempt = m_cell->attempt()) {
        if (attempt->id != m_attempt) {
            clear();
            m_attempt = attempt->id;
        }
        refreshParts(*attempt);
        refreshNotices(*attempt);
    }
    refreshSkeleton();
    refreshWait();
    refreshEnd();
    emit changed();
}

void AnswerView::refreshSkeleton()
{
    const bool waits = m_cell->cell().state == LaneState::Waiting && m_cell->wait().reason == WaitReason::Answer;
    if (waits && !m_patience.isActive() && m_skeleton->isHidden())
        m_patience.start();
    if (!waits) {
        m_patience.stop();
        m_skeleton->hide();
    }
}

void AnswerView::clear()
{
    qDeleteAll(m_parts);
    m_parts.clear();
    delete m_notices;
    m_notices = nullptr;
}

QList<BlockView *> AnswerView::parts() const
{
    QList<BlockView *> parts;
    for (const AnswerParts *request : m_parts)
        parts += request->parts();
    return parts;
}

BlockView *AnswerView::textPart() const
{
    return m_parts.isEmpty() ? nullptr : m_parts.last()->textPart();
}

void AnswerView::readFolded()
{
    for (AnswerParts *request : std::as_const(m_parts))
        request->readFolded();
}

void AnswerView::unfold(const BlockView *part)
{
    for (AnswerParts *request : std::as_const(m_parts))
        request->unfold(part);
}

void AnswerView::setRaw(bool raw)
{
    if (raw == m_raw)
        return;
    m_raw = raw;
    for (AnswerParts *request : std::as_const(m_parts))
        request->setRaw(raw);
}

AnswerParts *AnswerView::partsOf(qsizetype request)
{
    while (m_parts.size() <= request) {
        auto *parts = new AnswerParts(m_raw);
        m_parts.append(parts);
        slot(m_layout, PartsSlot)->addWidget(parts);
        connect(parts, &AnswerParts::changed, this, &AnswerView::changed);
    }
    return m_parts.at(request);
}

void AnswerView::refreshParts(const Attempt &attempt)
{
    for (qsizetype i = 0; i < attempt.rounds.size(); ++i) {
        AnswerParts *parts = partsOf(i);
        if (parts->hasEnded())
            continue;
        const Round &round = attempt.rounds.at(i);
        parts->setAnswer(round.answer, round.timing);
        parts->setStreaming(false);
        parts->end(round.results);
    }
    AnswerParts *last = partsOf(attempt.rounds.size());
    if (last->hasEnded())
        return;
    last->setAnswer(attempt.answer, attempt.timing);
    last->setStreaming(m_cell->cell().state == LaneState::Streaming);
    if (!m_cell->isRunning())
        last->end();
}

void AnswerView::refreshNotices(const Attempt &attempt)
{
    const QStringList notices = attempt.notices();
    if (notices.isEmpty())
        return;
    if (!m_notices) {
        m_notices = sentenceLabel({}, Theme::dimRole);
        m_notices->setFont(Theme::font(Theme::Face::Small));
        slot(m_layout, NoticeSlot)->addWidget(m_notices);
    }
    m_notices->setText(visibleText(notices.join(u'\n')));
}

void AnswerView::refreshWait()
{
    QString text = m_cell->isRunning() ? pauseText(*m_cell, m_clock) : QString();
    if (!text.isEmpty()) {
        if (!m_cell->wait().message.isEmpty())
            text += u"\n“%1”"_s.arg(m_cell->wait().message);
        text += u'\n' + tr("The other panes go on.");
    }
    if (text != m_waitText) {
        m_waitText = text;
        m_wait->setText(text);
    }
    m_wait->setHidden(text.isEmpty());
    if (m_cell->isRunning() && m_cell->wait().until) {
        if (!m_tick.isActive())
            m_tick.start();
    } else {
        m_tick.stop();
    }
}

Banner *AnswerView::note(Banner::Tone tone, const QString &title, const QString &sentence)
{
    if (!m_end) {
        m_end = new Banner(tone);
        slot(m_layout, EndSlot)->addWidget(m_end);
    }
    m_end->setTone(tone);
    m_end->setText(title, visibleText(sentence));
    m_end->show();
    return m_end;
}

void AnswerView::refreshEnd()
{
    using Tone = Banner::Tone;
    const Attempt *attempt = m_cell->attempt();
    const QString error = attempt && attempt->error ? attempt->error->message : QString();
    const bool something = attempt && !(attempt->answer.isEmpty() && attempt->rounds.isEmpty());
    switch (m_cell->cell().state) {
    case LaneState::Failed:
        note(Tone::Bad, something ? tr("Failed in the middle of the answer") : tr("Failed"), error);
        return;
    case LaneState::Cancelled:
        note(Tone::Neutral, tr("Stopped"), something ? tr("What had arrived is kept.") : tr("Nothing had arrived."));
        return;
    case LaneState::Interrupted:
        note(Tone::Warning, tr("Interrupted"),
             tr("The program ended before the answer did. What had arrived is kept; nothing is sent again by itself."));
        return;
    case LaneState::Done:
        refreshGoodEnd(attempt);
        return;
    default:
        if (m_end)
            m_end->hide();
    }
}

void AnswerView::refreshGoodEnd(const Attempt *attempt)
{
    using Tone = Banner::Tone;
    const Answer answer = attempt ? attempt->answer : Answer();
    const QString word = providersWord(answer);
    if (answer.stop == StopReason::Length)
        note(Tone::Warning, tr("Cut off at the token limit"), word);
    else if (answer.stop == StopReason::Filtered && answer.refusal.isEmpty())
        note(Tone::Warning, tr("Filtered by the model or its provider"), word);
    else if (answer.text.isEmpty() && answer.refusal.isEmpty() && answer.toolCalls.isEmpty())
        note(Tone::Neutral, tr("The answer is empty"),
             answer.reasoning.isEmpty() ? word : tr("Only reasoning came back."));
    else if (answer.stop == StopReason::ToolCall)
        note(Tone::Neutral, tr("It waits for the result of a tool"), word);
    else if (answer.stop == StopReason::Paused)
        note(Tone::Neutral, tr("The provider paused the answer"), word);
    else if (answer.stop == StopReason::None && !word.isEmpty())
        note(Tone::Neutral, tr("It ended for another reason"), word);
    else if (m_end)
        m_end->hide();
}

} // namespace evenhand
