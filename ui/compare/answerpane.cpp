// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/compare/answerpane.h"

#include "ui/compare/keys.h"
#include "ui/compare/panebody.h"
#include "ui/compare/turnview.h"
#include "ui/models/format.h"
#include "ui/shell/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {

AnswerPane::AnswerPane(const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_clock(clock)
    , m_head(new PaneHead)
    , m_body(new PaneBody)
    , m_copy(quietButton(tr("Copy")))
    , m_provenance(quietButton(tr("Provenance")))
    , m_stop(quietButton(tr("Stop")))
    , m_retry(quietButton(tr("Retry")))
    , m_hide(quietButton(tr("Hide")))
    , m_words(textLabel({}, Theme::Face::Figures, Theme::dimRole))
    , m_maximise(iconButton(u"view-fullscreen"_s, tr("Maximise this pane")))
{
    setMinimumSize(leastWidth, leastHeight);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_head);
    layout->addWidget(new Rule(Qt::Horizontal));
    layout->addWidget(m_body, 1);
    layout->addWidget(new Rule(Qt::Horizontal));
    layout->addWidget(makeFooter());
    setFocusProxy(m_body);
    m_tick.setInterval(250ms);
    connect(&m_tick, &QTimer::timeout, this, [this] { m_head->setCell(m_current.get(), m_clock); });
    refresh();
}

QWidget *AnswerPane::makeFooter()
{
    auto *footer = new QWidget;
    footer->setBackgroundRole(QPalette::Base);
    footer->setAutoFillBackground(true);
    auto *layout = new QHBoxLayout(footer);
    layout->setContentsMargins(Theme::halfStep, 2, Theme::step, 2);
    layout->setSpacing(0);
    for (QPushButton *button : {m_stop, m_retry, m_copy, m_provenance, m_hide})
        layout->addWidget(button);
    layout->addStretch();
    layout->addWidget(m_words);
    layout->addSpacing(Theme::halfStep);
    layout->addWidget(m_maximise);
    m_hide->setToolTip(tr("Hide this pane until the conversation is opened again"));
    m_copy->setToolTip(withShortcut(tr("Copy this answer"), Keys::copy));
    m_provenance->setToolTip(withShortcut(tr("What was sent, and what came back beside the text"), Keys::provenance));
    m_stop->setToolTip(withShortcut(tr("Stop this answer"), Keys::stop));
    m_retry->setToolTip(withShortcut(tr("Make another attempt"), Keys::retry));
    m_maximise->setCheckable(true);
    connect(m_copy, &QPushButton::clicked, this, &AnswerPane::copyAnswer);
    connect(m_provenance, &QPushButton::clicked, this, &AnswerPane::showProvenance);
    connect(m_stop, &QPushButton::clicked, this, &AnswerPane::stop);
    connect(m_retry, &QPushButton::clicked, this, &AnswerPane::retry);
    connect(m_hide, &QPushButton::clicked, this, &AnswerPane::hideRequested);
    connect(m_maximise, &QToolButton::clicked, this, &AnswerPane::maximiseRequested);
    return footer;
}

void AnswerPane::setTarget(const PaneTarget &target)
{
    if (target == m_target)
        return;
    m_target = target;
    m_head->setTarget(target);
    const QString name = target.position < 0
                             ? tr("%1, not in the lineup any more").arg(target.target.model)
                             : tr("Target %1, %2").arg(targetLetter(target.position), target.target.model);
    m_body->setAccessibleName(name);
    setAccessibleName(name);
    refreshFooter();
}

void AnswerPane::addTurn(const PromptText &prompt, const QList<std::shared_ptr<CellModel>> &cells)
{
    auto *turn = new TurnView(prompt, cells, m_clock);
    m_body->addTurn(turn);
    connect(turn, &TurnView::repeatChanged, this, &AnswerPane::follow);
    follow();
}

void AnswerPane::clear()
{
    m_body->clear();
    follow();
}

void AnswerPane::stepRepeat(int by)
{
    if (m_body->turns().isEmpty())
        return;
    TurnView *turn = m_body->turns().last();
    turn->setRepeat(turn->repeat() + by);
}

void AnswerPane::follow()
{
    disconnect(m_following);
    m_current = m_body->turns().isEmpty() ? nullptr : m_body->turns().last()->cell();
    m_count = {};
    if (m_current)
        m_following = connect(m_current.get(), &CellModel::changed, this, &AnswerPane::refresh);
    refresh();
}

void AnswerPane::refresh()
{
    m_head->setCell(m_current.get(), m_clock);
    if (m_current && m_current->cell().state == LaneState::Waiting) {
        if (!m_tick.isActive())
            m_tick.start();
    } else {
        m_tick.stop();
    }
    countWords();
    refreshFooter();
}

bool AnswerPane::isPausing() const
{
    return m_current && m_current->cell().state == LaneState::Waiting
           && (m_current->wait().reason == WaitReason::RetryAfter || m_current->wait().reason == WaitReason::Backoff);
}

void AnswerPane::refreshFooter()
{
    const bool running = m_current && m_current->isRunning();
    const bool ended = m_current && !running;
    const bool mayRetry = (ended && m_current->cell().state != LaneState::Done) || isPausing();
    m_stop->setVisible(running && !m_readOnly);
    m_retry->setVisible(mayRetry && !m_readOnly);
    m_retry->setText(running ? tr("Retry now") : tr("Retry"));
    m_copy->setVisible(m_current && m_current->attempt() && !m_current->attempt()->answer.isEmpty());
    m_provenance->setVisible(m_current && m_current->attempt());
    m_hide->setVisible(m_target.position < 0);
}

void AnswerPane::countWords()
{
    const Attempt *attempt = m_current ? m_current->attempt() : nullptr;
    if (!attempt) {
        m_words->clear();
        return;
    }
    if (attempt->id != m_count.attempt)
        m_count = {.attempt = attempt->id};
    const QString &text = attempt->answer.text;
    for (; m_count.read < text.size(); ++m_count.read) {
        const bool inWord = !text.at(m_count.read).isSpace();
        m_count.words += inWord && !m_count.inWord;
        m_count.inWord = inWord;
    }
    m_words->setText(m_count.words > 0 ? Format::counted(m_count.words, tr("1 word"), tr("%1 words")) : QString());
}

void AnswerPane::setMaximised(bool maximised)
{
    m_maximise->setChecked(maximised);
    const QString name = maximised ? tr("Show all panes again") : tr("Maximise this pane");
    m_maximise->setAccessibleName(name);
    m_maximise->setToolTip(withShortcut(name, Keys::maximise));
}

void AnswerPane::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    refreshFooter();
}

void AnswerPane::copyAnswer()
{
    const Attempt *attempt = m_current ? m_current->attempt() : nullptr;
    if (!attempt)
        return;
    const Answer &answer = attempt->answer;
    QStringList parts;
    for (const QString &text : {answer.text, answer.refusal}) {
        if (!text.isEmpty())
            parts.append(text);
    }
    for (const ToolCall &call : answer.toolCalls)
        parts.append(u"%1(%2)"_s.arg(call.name, call.arguments));
    if (parts.isEmpty())
        parts.append(answer.reasoning);
    QGuiApplication::clipboard()->setText(parts.join(u"\n\n"_s));
}

void AnswerPane::stop()
{
    if (m_current && m_current->isRunning())
        emit stopRequested(m_current->cell().id);
}

void AnswerPane::retry()
{
    if (!m_retry->isVisibleTo(this))
        return;
    if (m_current->isRunning())
        emit hurryRequested(m_current->cell().id);
    else
        emit retryRequested(m_current->cell().id);
}

void AnswerPane::showProvenance()
{
    if (m_current && m_current->attempt())
        emit provenanceRequested(m_current->cell().id);
}

} // namespace evenhand
