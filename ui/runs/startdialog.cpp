// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/startdialog.h"

#include "app/pricing/moneytext.h"
#include "app/service/pricing.h"
#include "app/service/session.h"
#include "app/store/lineupstore.h"
#include "app/store/promptstore.h"
#include "app/store/suitestore.h"
#include "app/suites/starters.h"
#include "ui/models/costformat.h"
#include "ui/models/format.h"
#include "ui/runs/plantext.h"
#include "ui/shell/theme.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/tableview.h"

#include <QAbstractItemView>
#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRandomGenerator>
#include <QSpinBox>
#include <QStandardItemModel>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {
namespace {

constexpr int starterRole = Qt::UserRole + 1; // beside the id of a suite that is kept
constexpr int mostRepeats = 100;
constexpr int mostAtOnce = 1000;
constexpr int largestSeed = 1'000'000;
constexpr int firstNumber = 2; // columns of the table
constexpr int lastNumber = 5;

Error invalid(const QString &message)
{
    return {.code = ErrorCode::InvalidInput, .message = message, .detail = {}};
}

QString casesOf(qsizetype cases)
{
    return Format::counted(cases, StartDialog::tr("1 case"), StartDialog::tr("%1 cases"));
}

RunSuite runSuite(const Suite &suite)
{
    return {.id = suite.id, .name = suite.name, .columns = suite.columns, .cases = suite.cases};
}

} // namespace

StartDialog::StartDialog(Session &session, const Choice &choice, const Lineup &open, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_suiteBox(new QComboBox)
    , m_promptBox(new QComboBox)
    , m_lineupBox(new QComboBox)
    , m_repeats(new QSpinBox)
    , m_budget(new QLineEdit)
    , m_currency(new QComboBox)
    , m_concurrency(new QSpinBox)
    , m_seed(new QLineEdit)
    , m_reuse(new QCheckBox(tr("Take equal answers from earlier runs")))
    , m_rows(new QStandardItemModel(this))
    , m_table(new TableView)
    , m_summary(sentenceLabel({}))
    , m_problem(sentenceLabel({}, QPalette::BrightText))
{
    setWindowTitle(tr("New run"));
    resize(960, 560);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_start = buttons->addButton(tr("Start"), QDialogButtonBox::AcceptRole);
    m_start->setDefault(true);
    buttons->button(QDialogButtonBox::Cancel)->setAutoDefault(false);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(Theme::step);
    layout->addLayout(buildForm());
    layout->addSpacing(Theme::step);
    layout->addWidget(textLabel(tr("What will be sent"), Theme::Face::Strong));
    buildTable();
    layout->addWidget(m_table, 1);
    layout->addWidget(m_summary);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    m_planning.setSingleShot(true);
    m_planning.setInterval(200ms);
    m_prompts = PromptStore::all(session.workspace().reader()).value_or(QList<Prompt>());
    loadSuites(choice.suite);
    loadLineups(open);
    loadSuite();
    choosePrompt(choice.prompt);
    connect(&m_planning, &QTimer::timeout, this, &StartDialog::plan);
    connect(m_suiteBox, &QComboBox::currentIndexChanged, this, &StartDialog::loadSuite);
    for (QComboBox *box : {m_suiteBox, m_promptBox, m_lineupBox, m_currency})
        connect(box, &QComboBox::currentIndexChanged, this, &StartDialog::schedule);
    // Enter tells the same value once more, and presses Start.
    for (QSpinBox *box : {m_repeats, m_concurrency})
        connect(box, &QSpinBox::valueChanged, this, [this, last = box->value()](int value) mutable {
            if (std::exchange(last, value) != value)
                schedule();
        });
    for (QLineEdit *edit : {m_budget, m_seed})
        connect(edit, &QLineEdit::textChanged, this, &StartDialog::schedule);
    connect(m_reuse, &QCheckBox::toggled, this, &StartDialog::schedule);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, &StartDialog::start);
    m_suiteBox->setFocus();
    plan();
}

QLayout *StartDialog::buildForm()
{
    auto *form = new QGridLayout;
    form->setHorizontalSpacing(Theme::edge);
    form->setVerticalSpacing(Theme::halfStep);
    const auto add = [form](int row, int column, const QString &name, QWidget *editor, const QString &tip = {}) {
        editor->setAccessibleName(name);
        editor->setToolTip(Format::toolTip(tip));
        QLabel *label = textLabel(name, Theme::Face::Small, Theme::dimRole);
        label->setContentsMargins(0, row == 0 ? 0 : Theme::step, 0, 0);
        form->addWidget(label, 2 * row, column);
        form->addWidget(editor, 2 * row + 1, column);
    };
    m_repeats->setRange(1, mostRepeats);
    m_concurrency->setRange(0, mostAtOnce);
    m_concurrency->setSpecialValueText(tr("as each channel has it"));
    m_budget->setPlaceholderText(tr("none"));
    m_budget->setAccessibleName(tr("Budget"));
    m_currency->setAccessibleName(tr("Currency of the budget"));
    m_currency->addItems({u"USD"_s, u"EUR"_s, u"INR"_s, u"GBP"_s, u"JPY"_s, u"CNY"_s});
    m_seed->setText(QString::number(QRandomGenerator::global()->bounded(1, largestSeed)));
    m_seed->setPlaceholderText(tr("none: as cases and targets stand"));
    auto *budget = new QWidget;
    auto *line = new QHBoxLayout(budget);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_budget, 1);
    line->addWidget(m_currency);
    add(0, 0, tr("Suite"), m_suiteBox);
    add(0, 1, tr("Prompt"), m_promptBox);
    add(0, 2, tr("Lineup"), m_lineupBox);
    add(0, 3, tr("Budget"), budget, tr("Nothing is begun that could pass it. Answers that are out are still paid."));
    add(1, 0, tr("Repeats"), m_repeats);
    add(1, 1, tr("Requests at once, for each channel"), m_concurrency);
    add(1, 2, tr("Seed of the order"), m_seed,
        tr("Cases and targets are shuffled, so that no target gets the quiet hour. The same seed gives the same "
           "order."));
    for (QComboBox *box : {m_suiteBox, m_promptBox, m_lineupBox}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(16);
    }
    for (int column = 0; column < 4; ++column)
        form->setColumnStretch(column, 1);
    auto *reuse = new QHBoxLayout;
    reuse->setSpacing(Theme::step);
    reuse->addWidget(m_reuse);
    reuse->addWidget(
        textLabel(tr("Nothing is sent or paid for them, and they have no times."), Theme::Face::Small, Theme::dimRole));
    reuse->addStretch();
    form->addLayout(reuse, 4, 0, 1, 4);
    m_reuse->setToolTip(Format::toolTip(
        tr("Where an earlier run asked the same of the same model over the same channel, with the same parameters and "
           "files, "
           "its answer is taken. Off, every answer is asked for anew, as a comparison of times needs it.")));
    form->setRowMinimumHeight(4, m_reuse->sizeHint().height() + 2 * Theme::step);
    return form;
}

void StartDialog::buildTable()
{
    m_rows->setHorizontalHeaderLabels({tr("Target"), tr("Goes to"), tr("Requests"), tr("Tokens in"), tr("Tokens out"),
                                       tr("Estimated cost"), tr("Priced by")});
    for (int column = firstNumber; column <= lastNumber; ++column)
        m_rows->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_table->setModel(m_rows);
    m_table->setAccessibleName(tr("What will be sent to each target"));
    m_table->setColumnCharacters({18, 18, 9, 11, 11, 18});
}

// Those of the workspace, then the starters that it does not have yet.
void StartDialog::loadSuites(SuiteId chosen)
{
    const QList<SuiteSummary> kept = SuiteStore::all(m_session.workspace().reader()).value_or(QList<SuiteSummary>());
    for (const SuiteSummary &each : kept) {
        m_suiteBox->addItem(u"%1 · %2"_s.arg(each.name, casesOf(each.cases)), each.id.toString());
        if (each.id == chosen)
            m_suiteBox->setCurrentIndex(m_suiteBox->count() - 1);
    }
    m_suiteBox->addItem(tr("Starter suites:"));
    const QModelIndex heading = m_suiteBox->model()->index(m_suiteBox->count() - 1, 0);
    qobject_cast<QStandardItemModel *>(m_suiteBox->model())->itemFromIndex(heading)->setEnabled(false);
    m_suiteBox->setMaxVisibleItems(20);
    for (const starters::Summary &each : starters::summaries()) {
        if (std::ranges::contains(kept, each.name, &SuiteSummary::name))
            continue;
        m_suiteBox->addItem(tr("%1 · %2 · starter").arg(each.name, casesOf(each.cases)));
        m_suiteBox->setItemData(m_suiteBox->count() - 1, each.id, starterRole);
        m_suiteBox->setItemData(m_suiteBox->count() - 1, Format::toolTip(each.description), Qt::ToolTipRole);
    }
    if (kept.isEmpty())
        m_suiteBox->setCurrentIndex(1);
    m_suiteBox->view()->setMinimumWidth(m_suiteBox->view()->sizeHintForColumn(0) + Theme::edge);
}

void StartDialog::loadLineups(const Lineup &open)
{
    m_lineups = LineupStore::all(m_session.workspace().reader()).value_or(QList<Lineup>());
    if (!open.targets.isEmpty()) {
        m_lineups.prepend(open);
        m_lineups.first().name = tr("As in Compare");
    }
    for (const Lineup &lineup : std::as_const(m_lineups)) {
        const QString size = Format::counted(lineup.targets.size(), tr("1 target"), tr("%1 targets"));
        m_lineupBox->addItem(u"%1 · %2"_s.arg(lineup.name, size));
    }
}

void StartDialog::loadSuite()
{
    m_suite.reset();
    if (const QString starter = m_suiteBox->currentData(starterRole).toString(); !starter.isEmpty()) {
        if (const Result<Suite> suite = starters::suite(starter))
            m_suite = *suite;
    } else if (const SuiteId id = SuiteId::fromString(m_suiteBox->currentData().toString()); !id.isNull()) {
        if (const Result<SuiteVersion> suite = SuiteStore::newest(m_session.workspace().reader(), id))
            m_suite = suite->suite;
    }
    const QSignalBlocker quiet(m_promptBox);
    m_promptBox->clear();
    if (m_suite && m_suite->prompt)
        m_promptBox->addItem(tr("The suite's own"), -1);
    for (int i = 0; i < int(m_prompts.size()); ++i)
        m_promptBox->addItem(tr("%1, version %2").arg(m_prompts.at(i).name, Format::count(m_prompts.at(i).latest)), i);
}

void StartDialog::choosePrompt(PromptId prompt)
{
    const auto found = std::ranges::find(m_prompts, prompt, &Prompt::id);
    if (found != m_prompts.end())
        m_promptBox->setCurrentIndex(m_promptBox->findData(int(found - m_prompts.begin())));
}

void StartDialog::start()
{
    Result<RunService::Request> asked = request();
    if (!asked)
        return showProblem(asked.error().message);
    if (m_suite->id.isNull()) {
        const Result<SuiteVersion> kept =
            m_session.workspace().write([this](Database &db) { return SuiteStore::add(db, *m_suite); });
        if (!kept)
            return showProblem(kept.error().message);
        asked->suite = runSuite(kept->suite);
    }
    emit startRequested(*asked);
}

Result<std::optional<Money>> StartDialog::budget() const
{
    const QString text = m_budget->text().trimmed();
    if (text.isEmpty())
        return std::optional<Money>();
    const std::optional<qint64> nano = nanoFromText(text);
    if (!nano || *nano <= 0)
        return std::unexpected(invalid(tr("The budget is not an amount. Write it as 5 or 0.50.")));
    return Money{.nano = *nano, .currency = m_currency->currentText()};
}

Result<RunService::Request> StartDialog::request() const
{
    if (!m_suite)
        return std::unexpected(invalid(tr("There is no suite. Make or import one first.")));
    if (m_lineupBox->currentIndex() < 0)
        return std::unexpected(invalid(tr("There is no lineup. Add targets in Compare first.")));
    if (m_promptBox->currentIndex() < 0)
        return std::unexpected(
            invalid(tr("This suite has no prompt of its own. Save one under Prompts, or in Compare, first.")));
    const Result<std::optional<Money>> limit = budget();
    if (!limit)
        return std::unexpected(limit.error());
    const QString seed = m_seed->text().trimmed();
    bool isNumber = true;
    const qint64 number = seed.isEmpty() ? 0 : seed.toLongLong(&isNumber);
    if (!isNumber)
        return std::unexpected(invalid(tr("The seed is not a whole number.")));
    RunService::Request request{.prompt = m_suite->prompt.value_or(PromptText()),
                                .lineup = m_lineups.at(m_lineupBox->currentIndex()),
                                .repeats = m_repeats->value(),
                                .inConversation = false,
                                .name = m_suite->name,
                                .suite = runSuite(*m_suite),
                                .budget = *limit};
    if (const int saved = m_promptBox->currentData().toInt(); saved >= 0) {
        const Result<QList<PromptVersion>> versions =
            PromptStore::versions(m_session.workspace().reader(), m_prompts.at(saved).id);
        if (!versions)
            return std::unexpected(versions.error());
        request.prompt = versions->first().text;
    }
    if (!seed.isEmpty())
        request.seed = number;
    if (m_concurrency->value() > 0)
        request.concurrency = m_concurrency->value();
    request.reuse = m_reuse->isChecked();
    return request;
}

void StartDialog::schedule()
{
    m_start->setEnabled(false);
    m_planning.start();
}

void StartDialog::plan()
{
    m_planning.stop();
    const Result<RunSpec> spec =
        request().and_then([this](const RunService::Request &asked) { return m_session.runs().preview(asked); });
    if (!spec)
        return showProblem(spec.error().message);
    const Result<RunPlan> plan = planRun(m_session.workspace().reader(), *spec, m_session.runs().prices());
    if (!plan)
        return showProblem(plan.error().message);
    showPlan(*spec, *plan);
}

void StartDialog::showProblem(const QString &problem)
{
    m_rows->setRowCount(0);
    m_summary->hide();
    m_problem->setText(problem);
    m_problem->show();
    m_start->setEnabled(false);
}

QString StartDialog::priceText(const RunTarget &target, const TargetPlan &plan) const
{
    if (!plan.unpriced.isEmpty())
        return tr("unpriced: %1").arg(plan.unpriced);
    const PriceFinding found =
        m_session.pricing().find(target.channel, target.target.model, QDateTime::currentDateTimeUtc());
    return found.row ? sourceText(found.row->source) : QString();
}

void StartDialog::showPlan(const RunSpec &spec, const RunPlan &plan)
{
    m_rows->setRowCount(0);
    for (int i = 0; i < int(plan.targets.size()); ++i) {
        const TargetPlan &each = plan.targets.at(i);
        const RunTarget &target = spec.targets.at(i);
        QList<QStandardItem *> row;
        for (const QString &text :
             {u"%1  %2"_s.arg(targetLetter(i), target.target.model),
              each.origin.isEmpty() ? tr("this machine") : each.origin, Format::count(each.requests),
              Format::count(each.inputTokens), Format::count(each.outputTokens), PlanText::range(each.low, each.high),
              priceText(target, each)}) {
            auto *item = new QStandardItem(text);
            item->setToolTip(Format::toolTip(text));
            if (row.size() >= firstNumber && row.size() <= lastNumber)
                item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            row.append(item);
        }
        m_rows->appendRow(row);
    }
    m_summary->setText(PlanText::summary(spec, plan).join(u' '));
    m_summary->show();
    m_problem->hide();
    m_start->setEnabled(true);
}

QString StartDialog::summary() const
{
    return m_summary->isHidden() ? QString() : m_summary->text();
}

QString StartDialog::problem() const
{
    return m_problem->isHidden() ? QString() : m_problem->text();
}

} // namespace evenhand
