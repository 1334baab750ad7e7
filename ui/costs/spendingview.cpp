// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/costs/spendingview.h"

#include "app/service/pricing.h"
#include "app/store/workspace.h"
#include "app/suites/csvtable.h"
#include "ui/costs/barplot.h"
#include "ui/costs/projectionpanel.h"
#include "ui/models/costformat.h"
#include "ui/models/costmodel.h"
#include "ui/models/format.h"
#include "ui/shell/theme.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/pageframe.h"
#include "ui/widgets/tableview.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QHeaderView>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr SpendingBy groupings[] = {SpendingBy::Month, SpendingBy::Channel, SpendingBy::Model, SpendingBy::Run,
                                    SpendingBy::TaskClass};
constexpr qsizetype mostLying = 8;
constexpr qsizetype mostMonths = 12;

} // namespace

SpendingView::SpendingView(const CostsContext &context, QWidget *parent)
    : CostsView(tr("Spending"), parent)
    , m_context(context)
    , m_model(new CostModel(this))
    , m_sorted(new QSortFilterProxyModel(this))
    , m_by(new QButtonGroup(this))
    , m_total(textLabel({}, Theme::Face::Body, Theme::dimRole))
    , m_stack(new QStackedWidget)
    , m_table(new TableView)
    , m_months(new BarPlot(Qt::Vertical))
    , m_groups(new BarPlot(Qt::Horizontal))
    , m_plotRule(new Rule(Qt::Horizontal))
    , m_projection(new ProjectionPanel)
    , m_export(addBarAction(tr("Save as CSV…")))
    , m_read(context.workspace, this, [this](const Result<Groups> &read) {
        if (read)
            showGroups(*read);
        else
            emit failed(tr("The costs cannot be read"), read.error().message);
    })
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_stack);
    m_stack->addWidget(new EmptyState(
        tr("Nothing was sent from this workspace yet. What requests cost is counted here as their answers arrive. Sample "
           "answers are played on this machine and cost nothing.")));
    m_stack->addWidget(makeContent());
    m_stack->setCurrentIndex(m_stack->addWidget(new QWidget)); // until the first read
    m_export->setEnabled(false);
    connect(m_export, &QPushButton::clicked, this,
            [this] { saveAs(tr("Save the costs"), u"costs.csv"_s, [this] { return csv(); }); });
    connect(m_by, &QButtonGroup::idClicked, this, [this] { read(); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &SpendingView::showMeasured);
}

QWidget *SpendingView::makeHead()
{
    auto *head = new QWidget;
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins(Theme::edge, Theme::step, Theme::edge, Theme::step);
    layout->setSpacing(Theme::step);
    for (const SpendingBy by : groupings) {
        auto *button = new QPushButton(CostModel::groupTitle(by));
        button->setCheckable(true);
        button->setAutoDefault(false);
        button->setAccessibleName(tr("Group by %1").arg(CostModel::groupTitle(by).toLower()));
        m_by->addButton(button, int(by));
        layout->addWidget(button);
    }
    m_by->button(int(SpendingBy::Month))->setChecked(true);
    layout->addStretch(1);
    layout->addWidget(m_total);
    return head;
}

QWidget *SpendingView::makeContent()
{
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(CostModel::SortRole);
    m_sorted->setSortLocaleAware(true);
    m_table->setModel(m_sorted);
    m_table->setAccessibleName(tr("What was spent"));
    m_table->setSortingEnabled(true);
    m_table->setColumnCharacters({24, 7, 8, 9, 9, 24, 8, 22});
    m_table->header()->setStretchLastSection(false);
    m_table->header()->setSectionResizeMode(CostModel::Name, QHeaderView::Stretch);
    m_table->setInk(
        [](const QModelIndex &index) { return index.column() == CostModel::Cost ? Theme::colors().text : QColor(); });
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addWidget(new Rule(Qt::Horizontal));
    layout->addWidget(m_months);
    layout->addWidget(m_groups);
    layout->addWidget(m_plotRule);
    layout->addWidget(m_table, 1);
    layout->addWidget(new Rule(Qt::Horizontal));
    layout->addWidget(m_projection);
    setFocusProxy(m_table);
    return content;
}

void SpendingView::setBy(SpendingBy by)
{
    m_by->button(int(by))->setChecked(true);
    read();
}

void SpendingView::refresh(const std::optional<Conversion> &conversion)
{
    m_conversion = conversion;
    read();
}

void SpendingView::read()
{
    const auto by = SpendingBy(m_by->checkedId());
    if (by != m_model->by())
        m_total->setText(tr("Reading…"));
    m_read.start([by](Database &db) {
        return CostStore::spending(db, by).transform(
            [by](const QList<SpendingGroup> &groups) { return Groups{.by = by, .groups = groups}; });
    });
}

void SpendingView::showGroups(const Groups &read)
{
    const auto &[by, groups] = read;
    if (by != SpendingBy(m_by->checkedId()))
        return; // another grouping was chosen meanwhile, and is read next
    const bool isOtherGrouping = by != m_model->by();
    const int current = isOtherGrouping ? -1 : m_table->currentIndex().row();
    m_model->setGroups(by, groups, m_conversion);
    m_stack->setCurrentIndex(groups.isEmpty() ? 0 : 1);
    m_export->setEnabled(!groups.isEmpty());
    m_table->setColumnHidden(CostModel::Converted, !m_conversion);
    if (isOtherGrouping || m_table->header()->sortIndicatorSection() < 0)
        m_table->sortByColumn(by == SpendingBy::Month ? CostModel::Name : CostModel::Cost, Qt::DescendingOrder);
    m_table->setCurrentIndex(current < 0 ? QModelIndex() : m_sorted->index(current, 0));
    const SpendingSum total = m_model->total();
    m_total->setText(
        tr("All: %1, %2").arg(Format::counted(total.cells, tr("1 answer"), tr("%1 answers")), Format::spent(total)));
    showPlot();
    showMeasured();
}

void SpendingView::showPlot()
{
    const bool isMonths = m_model->by() == SpendingBy::Month;
    const QString currency = mainCurrency(m_model->total());
    QList<SpendingGroup> groups = m_model->rows();
    groups.removeIf([](const SpendingGroup &group) { return group.earlierRuns > 0; }); // bars are of single runs
    if (!isMonths) {
        std::ranges::stable_sort(groups, std::greater(),
                                 [&](const SpendingGroup &group) { return group.sum.amounts.value(currency).nano; });
    }
    const qsizetype most = isMonths ? mostMonths : mostLying;
    groups = isMonths ? groups.last(std::min(most, groups.size())) : groups.first(std::min(most, groups.size()));
    QList<BarPlot::Bar> bars;
    for (const SpendingGroup &group : std::as_const(groups)) {
        const qint64 nano = group.sum.amounts.value(currency).nano;
        const bool hasAmount = group.sum.amounts.contains(currency);
        QString money = group.sum.amounts.isEmpty() ? tr("unpriced") : Format::amounts(group.sum);
        if (isMonths && hasAmount && group.sum.amounts.size() > 1) // there is little room
            money = Format::money({.nano = nano, .currency = currency}) + tr(" · …");
        bars.append({.name = CostModel::nameOf(m_model->by(), group),
                     .value = double(nano) / double(nanoPerUnit),
                     .figure = hasAmount && group.sum.unpriced > 0 ? tr("at least %1").arg(money) : money});
    }
    BarPlot *plot = isMonths ? m_months : m_groups;
    m_months->setVisible(isMonths && !currency.isEmpty());
    m_groups->setVisible(!isMonths && !currency.isEmpty());
    m_plotRule->setVisible(!currency.isEmpty());
    plot->setBars(tr("Cost in %1 by %2").arg(currency, CostModel::groupTitle(m_model->by()).toLower()), bars);
}

void SpendingView::showMeasured()
{
    const QModelIndex index = m_table->currentIndex();
    if (!index.isValid()) {
        m_projection->setMeasured(tr("all that was measured here"), m_model->total(), m_conversion);
        return;
    }
    const SpendingGroup &group = m_model->row(m_sorted->mapToSource(index).row());
    m_projection->setMeasured(tr("those of “%1”").arg(CostModel::nameOf(m_model->by(), group)), group.sum,
                              m_conversion);
}

QString SpendingView::sourcesOf(const QStringList &priceRows) const
{
    QStringList sources;
    for (const QString &id : priceRows.join(u' ').split(u' ', Qt::SkipEmptyParts)) {
        if (const Result<PriceRow> row = priceRow(m_context.workspace.reader(), id))
            sources.append(sourceText(row->source));
    }
    sources.removeDuplicates();
    return sources.join(u"; "_s);
}

QByteArray SpendingView::csv() const
{
    QList<QStringList> lines{{CostModel::groupTitle(m_model->by()).toLower(), u"key"_s, u"answers"_s, u"attempts"_s,
                              u"input tokens"_s, u"output tokens"_s, u"attempts without tokens"_s, u"cost"_s,
                              u"currency"_s, u"priced attempts"_s, u"unpriced attempts"_s, u"shown as"_s, u"rate"_s,
                              u"price rows"_s, u"sources"_s}};
    for (int row = 0; row < m_sorted->rowCount(); ++row) {
        const SpendingGroup &group = m_model->row(m_sorted->mapToSource(m_sorted->index(row, 0)).row());
        const SpendingSum &sum = group.sum;
        const QStringList counts{QString::number(sum.cells), QString::number(sum.attempts),
                                 QString::number(sum.inputTokens), QString::number(sum.outputTokens),
                                 QString::number(sum.unreported)};
        const QString sources = sourcesOf(sum.priceRows);
        const QStringList currencies = sum.amounts.isEmpty() ? QStringList{QString()} : sum.amounts.keys();
        for (const QString &currency : currencies) {
            const AmountSum amount = sum.amounts.value(currency);
            const Money money{.nano = amount.nano, .currency = currency};
            const std::optional<Money> other = m_conversion ? converted(money, *m_conversion) : std::nullopt;
            lines.append(
                QStringList{harmlessCell(CostModel::nameOf(m_model->by(), group)), harmlessCell(group.key)} + counts
                + QStringList{currency.isEmpty() ? QString() : nanoText(amount.nano), currency,
                              QString::number(amount.attempts), QString::number(sum.unpriced),
                              other ? moneyText(*other) : QString(), other ? conversionText(*m_conversion) : QString(),
                              sum.priceRows.join(u' '), harmlessCell(sources)});
        }
    }
    return toDelimited(lines, u',').toUtf8();
}

} // namespace evenhand
