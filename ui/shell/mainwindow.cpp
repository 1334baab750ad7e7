// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/mainwindow.h"

#include "app/service/localservers.h"
#include "app/service/sample.h"
#include "app/store/coststore.h"
#include "ui/compare/comparepage.h"
#include "ui/compare/composer.h"
#include "ui/costs/costspage.h"
#include "ui/help/helpwindow.h"
#include "ui/models/lineupmodel.h"
#include "ui/prompts/promptspage.h"
#include "ui/runs/runspage.h"
#include "ui/settings/localserverbar.h"
#include "ui/settings/settingspage.h"
#include "ui/shell/rail.h"
#include "ui/shell/statusline.h"
#include "ui/shell/theme.h"
#include "ui/suites/suitespage.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/pageframe.h"

#include <QAction>
#include <QActionGroup>
#include <QBoxLayout>
#include <QCloseEvent>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr auto geometryKey = "window/geometry"_L1;
constexpr auto contextKey = "window/context"_L1;
constexpr QSize usualSize(1440, 900);
constexpr std::chrono::milliseconds costInterval{500}; // while answers end one after the other

} // namespace

MainWindow::MainWindow(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_servers(new LocalServers(session.workspace(), session.plugins(), session.engine(), this))
    , m_rail(new Rail)
    , m_pages(new QStackedWidget)
    , m_compare(new ComparePage(session))
    , m_runs(new RunsPage(session, [this] { return m_compare->lineup()->lineup(); }))
    , m_suites(new SuitesPage(session.workspace(), session.plugins()))
    , m_prompts(new PromptsPage(session.workspace()))
    , m_costs(new CostsPage({.workspace = session.workspace(), .pricing = session.pricing()}))
    , m_settings(new SettingsPage({.workspace = session.workspace(),
                                   .plugins = session.plugins(),
                                   .credentials = session.credentials(),
                                   .engine = session.engine()}))
    , m_status(new StatusLine)
    , m_menu(new QMenu(this))
    , m_monthRead(session.workspace(), this, [this](const Result<SpendingSum> &month) {
        m_status->setCost(month ? std::optional(*month) : std::nullopt);
    })
{
    setMinimumSize(720, 480);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *middle = new QHBoxLayout;
    middle->addWidget(m_rail);
    middle->addWidget(m_pages, 1);
    layout->addLayout(middle, 1);
    layout->addWidget(m_status);
    m_pages->addWidget(m_compare);
    m_pages->addWidget(m_runs);
    m_pages->addWidget(m_suites);
    m_pages->addWidget(m_prompts);
    m_pages->addWidget(m_costs);
    m_pages->addWidget(m_settings);
    m_status->setWorkspace(session.workspace().name(), session.workspace().path(), session.workspace().isReadOnly());

    buildActions();
    buildMenu();
    connectPages();
    connectSuites();
    connectPrompts();
    connectServers();
    restoreGeometry();
    showComparePage();
}

MainWindow::~MainWindow() = default;

QAction *MainWindow::addAction(const QString &text, const QList<QKeySequence> &keys, std::function<void()> run)
{
    auto *action = new QAction(text, this);
    action->setShortcuts(keys);
    connect(action, &QAction::triggered, this, std::move(run));
    QWidget::addAction(action);
    m_actions.append(action);
    return action;
}

void MainWindow::buildActions()
{
    m_compareAction = addAction(tr("Compare"), {Qt::ALT | Qt::Key_1}, [this] { showComparePage(); });
    m_compareAction->setIcon(Theme::icon(u"view-split-left-right"_s));
    m_suitesAction = addAction(tr("Suites and runs"), {Qt::ALT | Qt::Key_2}, [this] { showRunsPage(); });
    m_suitesAction->setIcon(Theme::icon(u"view-list-details"_s));
    m_promptsAction = addAction(tr("Prompts"), {Qt::ALT | Qt::Key_3}, [this] { showPromptsPage(); });
    m_promptsAction->setIcon(Theme::icon(u"bookmarks"_s));
    m_costsAction = addAction(tr("Costs"), {Qt::ALT | Qt::Key_6}, [this] { showCostsPage(); });
    m_costsAction->setIcon(Theme::icon(u"view-currency-list"_s));
    m_settingsAction = addAction(tr("Settings"), {Qt::CTRL | Qt::Key_Comma}, [this] { showSettingsPage(); });
    m_settingsAction->setIcon(Theme::icon(u"configure"_s));
    for (QAction *action : {m_compareAction, m_suitesAction, m_promptsAction, m_costsAction, m_settingsAction})
        action->setCheckable(true);
    m_rail->addPage(m_compareAction);
    m_rail->addPage(m_suitesAction);
    m_rail->addPage(m_promptsAction);
    m_rail->addPage(m_costsAction);
    m_rail->addBottomPage(m_settingsAction);
}

void MainWindow::buildMenu()
{
    const QKeySequence menuKeys(Qt::Key_F10);
    addAction(tr("Menu"), {menuKeys}, [this] { m_rail->openMenu(); });
    m_menu->addAction(addAction(tr("New workspace…"), {}, [this] { emit newRequested(); }));
    m_menu->addAction(addAction(tr("Open workspace…"), {QKeySequence::Open}, [this] { emit openRequested(); }));
    m_menu->addSeparator();
    m_menu->addAction(addAction(tr("Show or hide the list"), {Qt::CTRL | Qt::Key_B}, [this] { toggleContext(); }));
    QMenu *appearance = m_menu->addMenu(tr("Appearance"));
    auto *schemes = new QActionGroup(this);
    for (const auto &[scheme, name] :
         {std::pair(Theme::Scheme::System, tr("As the system")), std::pair(Theme::Scheme::Light, tr("Light")),
          std::pair(Theme::Scheme::Dark, tr("Dark"))}) {
        QAction *action = appearance->addAction(name, this, [scheme] { Theme::setScheme(scheme); });
        action->setCheckable(true);
        schemes->addAction(action);
        connect(appearance, &QMenu::aboutToShow, action,
                [action, scheme] { action->setChecked(Theme::scheme() == scheme); });
    }
    m_menu->addSeparator();
    m_menu->addAction(addAction(tr("Help"), {QKeySequence::HelpContents}, [this] { showHelp(); }));
    m_menu->addAction(
        addAction(tr("Keyboard shortcuts"), {Qt::Key_Question}, [this] { showHelp(HelpWindow::keyboardPage); }));
    m_menu->addAction(addAction(tr("Quit"), {QKeySequence::Quit}, [this] { close(); }));
    m_rail->setMenu(m_menu, menuKeys);
}

void MainWindow::connectPages()
{
    connect(m_compare, &ComparePage::titleChanged, this,
            [this](const QString &title) { setWindowTitle(tr("%1 – %2").arg(title, m_session.workspace().name())); });
    connect(m_compare, &ComparePage::channelSettingsRequested, this, [this] {
        showSettingsPage();
        m_settings->showSection(SettingsPage::Channels);
    });
    connect(m_settings, &SettingsPage::channelsChanged, m_compare, &ComparePage::reloadChannels);
    RunService &runs = m_session.runs();
    connect(&runs, &RunService::runningChanged, m_status, &StatusLine::setRunning);
    connect(&runs, &RunService::activeOrigins, m_status, &StatusLine::setOrigins);
    m_costTimer.setSingleShot(true);
    m_costTimer.setInterval(costInterval);
    connect(&m_costTimer, &QTimer::timeout, this, &MainWindow::refreshCosts);
    connect(&runs, &RunService::recorded, this, [this] {
        if (!m_costTimer.isActive())
            m_costTimer.start();
    });
    refreshCosts();
}

// Months are those of the prices, in UTC.
void MainWindow::refreshCosts()
{
    const QString month = QDateTime::currentDateTimeUtc().toString(u"yyyy-MM"_s);
    m_monthRead.start([month](Database &db) { return CostStore::inMonth(db, month); });
    m_costs->showSpending();
}

// Runs and suites are one place: each leads to the other.
void MainWindow::connectSuites()
{
    connect(m_runs, &RunsPage::suiteChosen, this, [this](SuiteId suite) {
        showSuitesPage();
        if (suite.isNull())
            return;
        m_suites->open(suite);
        m_suites->reload();
    });
    QToolButton *runs = iconButton(u"view-list-details"_s, tr("Runs"));
    m_suites->frame()->contextHead()->addWidget(runs);
    connect(runs, &QToolButton::clicked, this, &MainWindow::showRunsPage);
    auto *run = new QPushButton(tr("Run…"));
    run->setEnabled(!m_session.workspace().isReadOnly());
    m_suites->frame()->bar()->addWidget(run);
    connect(run, &QPushButton::clicked, this, [this] {
        m_suites->save();
        showRunsPage();
        m_runs->newRun(m_suites->suite());
    });
}

void MainWindow::connectPrompts()
{
    connect(m_prompts, &PromptsPage::useRequested, this, [this](const PromptText &prompt) {
        showComparePage();
        m_compare->composer()->setPrompt(prompt);
        m_compare->composer()->focusPrompt();
    });
    connect(m_prompts, &PromptsPage::runRequested, this, [this](PromptId prompt) {
        showRunsPage();
        m_runs->newRun({}, prompt);
    });
}

void MainWindow::connectServers()
{
    auto *bar = new LocalServerBar(*m_servers);
    m_compare->addNoticeBar(bar);
    connect(bar, &LocalServerBar::added, m_compare, &ComparePage::reloadChannels);
    connect(bar, &LocalServerBar::added, m_settings, &SettingsPage::reload);
    connect(bar, &LocalServerBar::targetsRequested, m_compare, &ComparePage::proposeTargets);
    connect(bar, &LocalServerBar::formRequested, this, [this](const Channel &draft) {
        showSettingsPage();
        m_settings->addChannel(draft);
    });
}

void MainWindow::begin()
{
    if (m_session.workspace().isReadOnly() || !m_session.isNew()) {
        m_compare->restoreSaved();
    } else if (const Result<Sample> sample = addSample(m_session)) {
        m_compare->reloadChannels();
        m_compare->restore({.lineup = sample->lineup, .prompt = sample->prompt});
    } else {
        m_compare->showProblem(tr("The sample could not be made"), sample.error().message);
    }
    m_compare->composer()->focusPrompt();
    if (m_session.interrupted() > 0) {
        m_compare->showProblem(
            tr("The program ended while answers were under way"),
            tr("What had arrived is kept and marked as interrupted. Nothing is sent again by itself."));
    }
}

void MainWindow::lookForServers()
{
    if (!m_session.workspace().isReadOnly())
        m_servers->look();
}

PageFrame *MainWindow::currentFrame() const
{
    if (m_pages->currentWidget() == m_costs)
        return m_costs->frame();
    if (m_pages->currentWidget() == m_prompts)
        return m_prompts->frame();
    if (m_pages->currentWidget() == m_suites)
        return m_suites->frame();
    if (m_pages->currentWidget() == m_runs)
        return m_runs->frame();
    return m_pages->currentWidget() == m_settings ? m_settings->frame() : m_compare->frame();
}

void MainWindow::showPage(QWidget *page)
{
    const bool isFirstVisit = page->focusProxy() && !page->focusWidget();
    m_pages->setCurrentWidget(page);
    if (isFirstVisit)
        page->setFocus(Qt::OtherFocusReason);
    m_compareAction->setChecked(page == m_compare);
    m_suitesAction->setChecked(page == m_suites || page == m_runs);
    m_promptsAction->setChecked(page == m_prompts);
    m_costsAction->setChecked(page == m_costs);
    m_settingsAction->setChecked(page == m_settings);
    applyContext();
}

void MainWindow::showComparePage()
{
    showPage(m_compare);
}

void MainWindow::showRunsPage()
{
    showPage(m_runs);
}

void MainWindow::showSuitesPage()
{
    showPage(m_suites);
}

void MainWindow::showPromptsPage()
{
    showPage(m_prompts);
}

void MainWindow::showCostsPage()
{
    showPage(m_costs);
}

void MainWindow::showSettingsPage()
{
    showPage(m_settings);
}

void MainWindow::showHelp(int page)
{
    auto *help = new HelpWindow({{.title = tr("Everywhere"), .actions = m_actions},
                                 {.title = tr("When comparing"), .actions = m_compare->pageActions()},
                                 {.title = tr("In suites and runs"), .actions = m_runs->pageActions()}},
                                this);
    help->setAttribute(Qt::WA_DeleteOnClose);
    help->showPage(page);
    help->show();
}

void MainWindow::toggleContext()
{
    m_contextVisible = !currentFrame()->isContextVisible();
    applyContext();
}

void MainWindow::applyContext()
{
    currentFrame()->setContextVisible(m_contextVisible);
}

void MainWindow::restoreGeometry()
{
    const QSettings settings;
    m_contextVisible = settings.value(contextKey, true).toBool();
    if (!QWidget::restoreGeometry(settings.value(geometryKey).toByteArray()))
        resize(usualSize.boundedTo(screen()->availableSize() * 0.95));
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_mayClose && m_session.runs().running() > 0) {
        event->ignore();
        askBeforeClosing(tr("Answers are still under way. Stop them and close? What has arrived is kept."));
    } else if (!m_mayClose && m_settings->isModified()) {
        event->ignore();
        askBeforeClosing(tr("The channel that is open in the settings was not saved. Close all the same?"));
    } else {
        QSettings settings;
        settings.setValue(geometryKey, saveGeometry());
        settings.setValue(contextKey, m_contextVisible);
        QWidget::closeEvent(event);
        emit closed();
    }
}

void MainWindow::askBeforeClosing(const QString &text)
{
    auto *question = new QMessageBox(this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setWindowTitle(tr("Close Evenhand"));
    question->setText(text);
    QPushButton *closeButton = question->addButton(tr("Close"), QMessageBox::AcceptRole);
    question->setDefaultButton(question->addButton(QMessageBox::Cancel));
    connect(closeButton, &QPushButton::clicked, this, [this] {
        m_mayClose = true;
        close();
    });
    question->open();
}

} // namespace evenhand
