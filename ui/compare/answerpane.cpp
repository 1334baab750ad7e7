// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/compare/answerpane.h"

#include "ui/answer/answerview.h"
#include "ui/compare/keys.h"
#include "ui/compare/panebody.h"
#include "ui/compare/turnview.h"
#include "ui/models/format.h"
#include "ui/shell/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMenu>
#include <QPrintDialog>
#include <QPrinter>
#include <QRegularExpression>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {
namespace {

// Model names have characters that files cannot have.
QString fileName(const QString &model)
{
    QString name = model;
    name.replace(QRegularExpression(u"[^\\w.-]+"_s, QRegularExpression::UseUnicodePropertiesOption), u"-"_s);
    return name + u".pdf"_s;
}

// What there is to copy: all but the reasoning.
QStringList written(const Answer &answer, const QList<ToolResult> &results)
{
    QStringList parts{answer.text, answer.refusal};
    parts.removeAll(QString());
    for (qsizetype i = 0; i < answer.toolCalls.size(); ++i) {
        const ToolCall &call = answer.toolCalls.at(i);
        parts.append(u"%1(%2)"_s.arg(call.name, call.arguments));
        if (i < results.size())
            parts.last() += u" → "_s + results.at(i).text;
    }
    return parts;
}

bool isEmpty(const Attempt *attempt)
{
    return !attempt || (attempt->answer.isEmpty() && attempt->rounds.isEmpty());
}

} // namespace

AnswerPane::AnswerPane(const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_clock(clock)
    , m_head(new PaneHead)
    , m_body(new PaneBody)
    , m_footer(new QWidget)
    , m_copy(quietButton(tr("Copy")))
    , m_rawButton(quietButton(tr("Raw")))
    , m_provenance(quietButton(tr("Provenance")))
    , m_stop(quietButton(tr("Stop")))
    , m_retry(quietButton(tr("Retry")))
    , m_hide(quietButton(tr("Hide")))
    , m_figures(textLabel({}, Theme::Face::Figures, Theme::dimRole))
    , m_more(iconButton(u"overflow-menu"_s, tr("More")))
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
    connect(&m_count, &FigureCount::changed, this, [this] {
        refreshFigures();
        if (m_count.figures())
            announceEnd();
    });
    connect(m_head, &PaneHead::costRequested, this, [this] {
        if (m_current)
            emit costRequested(m_current->cell().id);
    });
    setFocusProxy(m_body);
    m_tick.setInterval(250ms);
    connect(&m_tick, &QTimer::timeout, this, [this] { m_head->setCell(m_current.get(), m_clock); });
    refresh();
}

QWidget *AnswerPane::makeFooter()
{
    m_footer->setBackgroundRole(QPalette::Base);
    m_footer->setAutoFillBackground(true);
    auto *layout = new QHBoxLayout(m_footer);
    layout->setContentsMargins(Theme::step + 2, 2, Theme::halfStep, 2);
    layout->setSpacing(0);
    for (QPushButton *button : {m_stop, m_retry, m_copy, m_rawButton, m_provenance, m_hide})
        layout->addWidget(button);
    layout->addStretch();
    layout->addWidget(m_figures);
    for (QToolButton *button : {m_more, m_maximise}) {
        button->setFixedWidth(Theme::iconSize + Theme::step);
        layout->addWidget(button);
    }
    m_hide->setToolTip(tr("Hide this pane until the conversation is opened again"));
    m_copy->setToolTip(withShortcut(tr("Copy this answer"), Keys::copy));
    m_rawButton->setCheckable(true);
    m_rawButton->setToolTip(withShortcut(tr("Show the answers as they came"), Keys::raw));
    m_more->setMenu(makeMenu());
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_provenance->setToolTip(withShortcut(tr("What was sent, and what came back beside the text"), Keys::provenance));
    m_stop->setToolTip(withShortcut(tr("Stop this answer"), Keys::stop));
    m_retry->setToolTip(withShortcut(tr("Make another attempt"), Keys::retry));
    m_maximise->setCheckable(true);
    connect(m_copy, &QPushButton::clicked, this, &AnswerPane::copyAnswer);
    connect(m_rawButton, &QPushButton::clicked, this, &AnswerPane::toggleRaw);
    connect(m_provenance, &QPushButton::clicked, this, &AnswerPane::showProvenance);
    connect(m_stop, &QPushButton::clicked, this, &AnswerPane::stop);
    connect(m_retry, &QPushButton::clicked, this, &AnswerPane::retry);
    connect(m_hide, &QPushButton::clicked, this, &AnswerPane::hideRequested);
    connect(m_maximise, &QToolButton::clicked, this, &AnswerPane::maximiseRequested);
    return m_footer;
}

QMenu *AnswerPane::makeMenu()
{
    auto *menu = new QMenu(m_more);
    QAction *print = menu->addAction(tr("Print…"), Keys::print, this, &AnswerPane::print);
    QAction *pdf = menu->addAction(tr("Save as PDF…"), this, &AnswerPane::saveAsPdf);
    menu->addSeparator();
    const auto zoomTo = [](int percent) { Theme::setAnswerZoom(percent); };
    menu->addAction(tr("Larger"), Keys::zoomIn, this, [=] { zoomTo(Theme::answerZoom() + Theme::answerZoomStep); });
    menu->addAction(tr("Smaller"), Keys::zoomOut, this, [=] { zoomTo(Theme::answerZoom() - Theme::answerZoomStep); });
    QAction *reset = menu->addAction({}, Keys::zoomReset, this, [=] { zoomTo(100); });
    // The keys are those of the page's own actions: these only show them.
    for (QAction *action : menu->actions())
        action->setShortcutContext(Qt::WidgetShortcut);
    connect(menu, &QMenu::aboutToShow, this, [this, print, pdf, reset] {
        const bool something = m_current && m_current->attempt();
        print->setEnabled(something);
        pdf->setEnabled(something);
        reset->setText(tr("Own size (zoom is %1)").arg(Format::percent(Theme::answerZoom())));
        reset->setEnabled(Theme::answerZoom() != 100);
    });
    return menu;
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
    turn->setRaw(m_raw);
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
    m_wasRunning = false;
    if (m_current)
        m_following = connect(m_current.get(), &CellModel::changed, this, &AnswerPane::refresh);
    refresh();
    emit answersChanged();
}

AnswerView *AnswerPane::view() const
{
    return m_body->turns().isEmpty() ? nullptr : m_body->turns().last()->answer();
}

QList<AnswerView *> AnswerPane::answers() const
{
    QList<AnswerView *> answers;
    for (const TurnView *turn : m_body->turns()) {
        if (turn->answer())
            answers.append(turn->answer());
    }
    return answers;
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
    const bool running = m_current && m_current->isRunning();
    m_body->setGrowing(running);
    m_count.setView(view() && !running ? view()->textPart() : nullptr);
    m_wasRunning = m_wasRunning || running;
    if (m_raw || !view() || !view()->textPart())
        announceEnd(); // else when it is counted
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
    const bool something = m_current && !isEmpty(m_current->attempt());
    m_copy->setVisible(something);
    m_rawButton->setVisible(something);
    m_provenance->setVisible(m_current && m_current->attempt());
    m_hide->setVisible(m_target.position < 0);
}

QString AnswerPane::figures() const
{
    return m_figures->text();
}

// As much as there is room for.
void AnswerPane::refreshFigures()
{
    const TextFigures counted = m_count.figures().value_or(TextFigures());
    QStringList parts;
    if (counted.words > 0)
        parts.append(Format::counted(counted.words, tr("1 word"), tr("%1 words")));
    if (counted.codeBlocks > 0)
        parts.append(Format::counted(counted.codeBlocks, tr("1 code block"), tr("%1 code blocks")));
    const QString whole = parts.join(u" · "_s);
    m_figures->setToolTip(whole);
    for (; !parts.isEmpty(); parts.removeLast()) {
        m_figures->setText(parts.join(u" · "_s));
        if (m_footer->minimumSizeHint().width() <= width())
            return;
    }
    m_figures->clear();
}

void AnswerPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    refreshFigures();
}

void AnswerPane::announceEnd()
{
    if (!m_wasRunning || !m_current || m_current->isRunning())
        return;
    m_wasRunning = false;
    const QString state = Format::state(m_current->cell().state);
    const QString words = m_count.figures()
                              ? u", "_s + Format::counted(m_count.figures()->words, tr("1 word"), tr("%1 words"))
                              : QString();
    QAccessibleAnnouncementEvent said(this, tr("%1: %2").arg(accessibleName(), state + words));
    QAccessible::updateAccessibility(&said);
}

void AnswerPane::toggleRaw()
{
    m_raw = !m_raw;
    m_rawButton->setChecked(m_raw);
    m_body->setRaw(m_raw);
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
    QStringList parts;
    for (const Round &round : attempt->rounds)
        parts += written(round.answer, round.results);
    parts += written(attempt->answer, {});
    if (parts.isEmpty())
        parts.append(attempt->answer.reasoning);
    QGuiApplication::clipboard()->setText(parts.join(u"\n\n"_s));
}

AnswerSheet AnswerPane::sheet() const
{
    const RenderedPrompt prompt = evenhand::render(m_body->turns().last()->prompt());
    return {.model = m_target.target.model,
            .channel = m_target.channel,
            .system = prompt.system,
            .prompt = prompt.user,
            .attempt = *m_current->attempt()};
}

void AnswerPane::print()
{
    if (!m_current || !m_current->attempt())
        return;
    auto printer = std::make_shared<QPrinter>();
    auto *dialog = new QPrintDialog(printer.get(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, printer, sheet = sheet()] {
        if (const Result<int> pages = printAnswer(sheet, *printer); !pages)
            emit failed(tr("The answer was not printed"), pages.error().message);
    });
    dialog->open();
}

void AnswerPane::saveAsPdf()
{
    if (!m_current || !m_current->attempt())
        return;
    auto *dialog = new QFileDialog(this, tr("Save the answer as PDF"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setMimeTypeFilters({u"application/pdf"_s});
    dialog->setDefaultSuffix(u"pdf"_s);
    dialog->selectFile(fileName(m_target.target.model));
    connect(dialog, &QFileDialog::fileSelected, this, [this, sheet = sheet()](const QString &path) {
        if (const Result<int> pages = saveAnswerAsPdf(sheet, path); !pages)
            emit failed(tr("The answer was not saved"), pages.error().message);
    });
    dialog->open();
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
