// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/answerview.h"

#include "app/text/visibletext.h"
#include "ui/answer/textsection.h"
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
enum Place { SkeletonPlace, WaitPlace, ReasoningPlace, TextPlace, RefusalPlace, ToolCallPlace, NoticePlace, EndPlace };

QVBoxLayout *slot(QVBoxLayout *layout, Place place)
{
    return static_cast<QVBoxLayout *>(layout->itemAt(place)->layout());
}

QString reasoningTitle(const Attempt &attempt)
{
    QStringList parts{AnswerView::tr("Reasoning")};
    const Timing &timing = attempt.timing;
    if (timing.firstReasoning) {
        const Duration end = timing.firstText.value_or(timing.lastToken.value_or(*timing.firstReasoning));
        parts.append(Format::duration(end - *timing.firstReasoning));
    }
    if (attempt.answer.usage && attempt.answer.usage->reasoning)
        parts.append(
            Format::counted(*attempt.answer.usage->reasoning, AnswerView::tr("1 token"), AnswerView::tr("%1 tokens")));
    return parts.join(u" · "_s);
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
    for (int place = SkeletonPlace; place <= EndPlace; ++place) {
        auto *column = new QVBoxLayout;
        column->setSpacing(Theme::step);
        m_layout->addLayout(column);
    }
    slot(m_layout, SkeletonPlace)->addWidget(m_skeleton);
    slot(m_layout, WaitPlace)->addWidget(m_wait);
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
        refreshReasoning(*attempt);
        refreshText(*attempt);
        refreshRefusal(*attempt);
        refreshToolCalls(*attempt);
        refreshNotices(*attempt);
    }
    refreshSkeleton();
    refreshWait();
    refreshEnd();
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
    for (QWidget *widget : std::initializer_list<QWidget *>{m_reasoning, m_text, m_refusal, m_notices})
        delete widget;
    qDeleteAll(m_toolCalls);
    m_reasoning = nullptr;
    m_text = nullptr;
    m_textShown = 0;
    m_refusal = nullptr;
    m_notices = nullptr;
    m_toolCalls.clear();
}

void AnswerView::refreshReasoning(const Attempt &attempt)
{
    if (attempt.answer.reasoning.isEmpty())
        return;
    if (!m_reasoning) {
        m_reasoning = new TextSection(Theme::Face::Body, false);
        slot(m_layout, ReasoningPlace)->addWidget(m_reasoning);
    }
    m_reasoning->setText(attempt.answer.reasoning);
    m_reasoning->setTitle(reasoningTitle(attempt));
}

void AnswerView::refreshText(const Attempt &attempt)
{
    const QString &text = attempt.answer.text;
    const bool streaming = m_cell->cell().state == LaneState::Streaming;
    if (text.isEmpty() && !m_text)
        return;
    if (!m_text) {
        m_text = new PlainTextView(Theme::Face::Answer);
        m_text->setAccessibleName(tr("Answer"));
        slot(m_layout, TextPlace)->addWidget(m_text);
    }
    if (text.size() > m_textShown) {
        m_text->appendText(QStringView(text).sliced(m_textShown));
        m_textShown = text.size();
    }
    if (m_cell->isRunning())
        m_text->setStreaming(streaming);
    else
        m_text->endText();
}

void AnswerView::refreshRefusal(const Attempt &attempt)
{
    if (attempt.answer.refusal.isEmpty())
        return;
    if (!m_refusal) {
        m_refusal = new TextSection(Theme::Face::Answer, true);
        m_refusal->setTitle(tr("Refused, in the model's words"));
        slot(m_layout, RefusalPlace)->addWidget(m_refusal);
    }
    m_refusal->setText(attempt.answer.refusal);
}

void AnswerView::refreshToolCalls(const Attempt &attempt)
{
    const QList<ToolCall> &calls = attempt.answer.toolCalls;
    for (qsizetype i = 0; i < calls.size(); ++i) {
        if (i >= m_toolCalls.size()) {
            m_toolCalls.append(new TextSection(Theme::Face::Code, true));
            slot(m_layout, ToolCallPlace)->addWidget(m_toolCalls.last());
        }
        m_toolCalls.at(i)->setTitle(tr("Tool call: %1").arg(calls.at(i).name));
        m_toolCalls.at(i)->setText(calls.at(i).arguments);
    }
}

void AnswerView::refreshNotices(const Attempt &attempt)
{
    if (attempt.answer.notices.isEmpty())
        return;
    if (!m_notices) {
        m_notices = sentenceLabel({}, Theme::dimRole);
        m_notices->setFont(Theme::font(Theme::Face::Small));
        slot(m_layout, NoticePlace)->addWidget(m_notices);
    }
    m_notices->setText(visibleText(attempt.answer.notices.join(u'\n')));
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
        slot(m_layout, EndPlace)->addWidget(m_end);
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
    const bool something = attempt && !attempt->answer.isEmpty();
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
        if (attempt && attempt->answer.stop == StopReason::Length) {
            note(Tone::Warning, tr("Cut off at the token limit"), {});
            return;
        }
        if (attempt && attempt->answer.stop == StopReason::Filtered && attempt->answer.refusal.isEmpty()) {
            note(Tone::Warning, tr("Filtered by the model or its provider"), {});
            return;
        }
        if (!attempt
            || (attempt->answer.text.isEmpty() && attempt->answer.refusal.isEmpty()
                && attempt->answer.toolCalls.isEmpty())) {
            note(Tone::Neutral, tr("The answer is empty"), something ? tr("Only reasoning came back.") : QString());
            return;
        }
        break;
    default:
        break;
    }
    if (m_end)
        m_end->hide();
}

} // namespace evenhand
