// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/answerview.h"

#include "app/text/prettyjson.h"
#include "app/text/visibletext.h"
#include "ui/answer/blockview.h"
#include "ui/answer/linkdialog.h"
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
enum Slot { SkeletonSlot, WaitSlot, ReasoningSlot, TextSlot, RefusalSlot, ToolCallSlot, NoticeSlot, EndSlot };

QVBoxLayout *slot(QVBoxLayout *layout, int place)
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
    for (int place = SkeletonSlot; place <= EndSlot; ++place) {
        auto *column = new QVBoxLayout;
        column->setSpacing(Theme::step);
        m_layout->addLayout(column);
    }
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
        refreshReasoning(*attempt);
        refreshText(*attempt);
        refreshRefusal(*attempt);
        refreshToolCalls(*attempt);
        refreshNotices(*attempt);
        refreshStreaming();
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
    for (QWidget *widget : std::initializer_list<QWidget *>{m_reasoning, m_text, m_refusal, m_notices})
        delete widget;
    qDeleteAll(m_toolCalls);
    m_reasoning = nullptr;
    m_text = nullptr;
    m_refusal = nullptr;
    m_notices = nullptr;
    m_toolCalls.clear();
}

QList<TextSection *> AnswerView::sections() const
{
    QList<TextSection *> all{m_reasoning, m_refusal};
    all.append(m_toolCalls);
    all.removeAll(nullptr);
    return all;
}

QList<BlockView *> AnswerView::parts() const
{
    QList<BlockView *> parts;
    if (m_text)
        parts.append(m_text);
    for (const TextSection *section : sections())
        section == m_reasoning ? parts.prepend(section->view()) : parts.append(section->view());
    return parts;
}

void AnswerView::readFolded()
{
    for (TextSection *section : sections()) {
        if (!section->isExpanded())
            section->readNow();
    }
}

void AnswerView::unfold(const BlockView *part)
{
    for (TextSection *section : sections()) {
        if (section->view() == part && !section->isExpanded())
            section->setExpanded(true);
    }
}

void AnswerView::setRaw(bool raw)
{
    if (raw == m_raw)
        return;
    m_raw = raw;
    for (BlockView *view :
         {m_text, m_reasoning ? m_reasoning->view() : nullptr, m_refusal ? m_refusal->view() : nullptr}) {
        if (view)
            view->setMode(mode());
    }
    for (qsizetype call = 0; call < m_toolCalls.size(); ++call)
        showArguments(call);
}

void AnswerView::addPart(QWidget *widget, BlockView *view, int place)
{
    slot(m_layout, place)->addWidget(widget);
    connect(view, &BlockView::blocksChanged, this, &AnswerView::changed);
    connect(view, &BlockView::linkActivated, this,
            [this, view](const LinkTarget &link) { LinkDialog::show(link, this, linkText(view->blocks(), link)); });
}

TextSection *AnswerView::addSection(Theme::Face face, bool expanded, int place)
{
    auto *section = new TextSection(face, expanded);
    addPart(section, section->view(), place);
    return section;
}

void AnswerView::refreshReasoning(const Attempt &attempt)
{
    if (attempt.answer.reasoning.isEmpty())
        return;
    if (!m_reasoning) {
        m_reasoning = addSection(Theme::Face::Body, false, ReasoningSlot);
        m_reasoning->setMode(mode());
    }
    m_reasoning->setText(attempt.answer.reasoning);
    m_reasoning->setTitle(reasoningTitle(attempt));
}

void AnswerView::refreshText(const Attempt &attempt)
{
    const QString &text = attempt.answer.text;
    if (text.isEmpty() && !m_text)
        return;
    if (!m_text) {
        m_text = new BlockView(Theme::Face::Answer);
        m_text->setAccessibleName(tr("Answer"));
        m_text->setMode(mode());
        addPart(m_text, m_text, TextSlot);
    }
    m_text->setText(text);
}

void AnswerView::refreshRefusal(const Attempt &attempt)
{
    if (attempt.answer.refusal.isEmpty())
        return;
    if (!m_refusal) {
        m_refusal = addSection(Theme::Face::Answer, true, RefusalSlot);
        m_refusal->setTitle(tr("Refused, in the model's words"));
        m_refusal->setMode(mode());
    }
    m_refusal->setText(attempt.answer.refusal);
}

void AnswerView::refreshToolCalls(const Attempt &attempt)
{
    const QList<ToolCall> &calls = attempt.answer.toolCalls;
    for (qsizetype i = 0; i < calls.size(); ++i) {
        if (i >= m_toolCalls.size())
            m_toolCalls.append(addSection(Theme::Face::Code, true, ToolCallSlot));
        m_toolCalls.at(i)->setTitle(tr("Tool call: %1").arg(visibleText(calls.at(i).name)));
        showArguments(i);
    }
}

// They are complete when the answer is: only then they can be put in order.
void AnswerView::showArguments(qsizetype call)
{
    const QString &arguments = m_cell->attempt()->answer.toolCalls.at(call).arguments;
    TextSection *section = m_toolCalls.at(call);
    section->setMode(m_raw ? AnswerReader::Mode::Raw : AnswerReader::Mode::Code, u"json"_s);
    section->setText(m_raw || m_cell->isRunning() ? arguments : prettyJson(arguments));
}

void AnswerView::refreshStreaming()
{
    const QList<BlockView *> all = parts();
    for (BlockView *part : all)
        part->setStreaming(m_cell->cell().state == LaneState::Streaming && part == all.last());
    if (m_cell->isRunning())
        return;
    if (m_text)
        m_text->endText();
    for (TextSection *section : sections())
        section->endText();
}

void AnswerView::refreshNotices(const Attempt &attempt)
{
    if (attempt.answer.notices.isEmpty())
        return;
    if (!m_notices) {
        m_notices = sentenceLabel({}, Theme::dimRole);
        m_notices->setFont(Theme::font(Theme::Face::Small));
        slot(m_layout, NoticeSlot)->addWidget(m_notices);
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
