// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/costmodel.h"

#include "ui/models/costformat.h"
#include "ui/models/format.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

QString tokens(qint64 tokens, const SpendingSum &sum)
{
    if (sum.unreported == 0)
        return Format::count(tokens);
    return sum.unreported == sum.attempts ? CostModel::tr("not reported")
                                          : CostModel::tr("at least %1").arg(Format::count(tokens));
}

QString costText(const SpendingSum &sum)
{
    if (sum.amounts.isEmpty())
        return sum.unpriced > 0 ? CostModel::tr("unpriced") : CostModel::tr("nothing");
    const QString known = Format::amounts(sum);
    return sum.unpriced > 0 ? CostModel::tr("at least %1").arg(known) : known;
}

// All that is converted; empty where nothing can be.
QString convertedText(const SpendingSum &sum, const std::optional<Conversion> &conversion)
{
    if (!conversion || !sum.amounts.contains(conversion->from))
        return u"–"_s;
    return Format::shownAs({.nano = sum.amounts.value(conversion->from).nano, .currency = conversion->from},
                           conversion);
}

QString details(const SpendingSum &sum)
{
    QStringList lines;
    for (const auto &[currency, amount] : sum.amounts.asKeyValueRange()) {
        lines.append(CostModel::tr("%1 for %2")
                         .arg(moneyText({.nano = amount.nano, .currency = currency}),
                              Format::counted(amount.attempts, CostModel::tr("1 priced attempt"),
                                              CostModel::tr("%1 priced attempts"))));
    }
    if (sum.unpriced > 0)
        lines.append(Format::unpricedAttempts(sum.unpriced));
    if (sum.unreported > 0)
        lines.append(Format::counted(sum.unreported, CostModel::tr("1 attempt reported no tokens"),
                                     CostModel::tr("%1 attempts reported no tokens")));
    if (!sum.priceRows.isEmpty())
        lines.append(CostModel::tr("Price rows: %1").arg(sum.priceRows.join(u", "_s)));
    return Format::toolTip(lines.join(u'\n'));
}

} // namespace

QString mainCurrency(const SpendingSum &sum)
{
    QString currency;
    qint64 most = 0;
    for (const auto &[name, amount] : sum.amounts.asKeyValueRange()) {
        if (amount.attempts > most) {
            most = amount.attempts;
            currency = name;
        }
    }
    return currency;
}

void CostModel::setGroups(SpendingBy by, const QList<SpendingGroup> &groups,
                          const std::optional<Conversion> &conversion)
{
    m_by = by;
    m_conversion = conversion;
    setRows(groups);
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

SpendingSum CostModel::total() const
{
    SpendingSum total;
    for (const SpendingGroup &group : rows())
        total.add(group.sum);
    return total;
}

QString CostModel::groupTitle(SpendingBy by)
{
    switch (by) {
    case SpendingBy::Month:
        return tr("Month");
    case SpendingBy::Channel:
        return tr("Channel");
    case SpendingBy::Model:
        return tr("Model");
    case SpendingBy::Run:
        return tr("Run");
    case SpendingBy::TaskClass:
        return tr("Task class");
    }
    Q_UNREACHABLE_RETURN({});
}

QString CostModel::nameOf(SpendingBy by, const SpendingGroup &group)
{
    const QString name = group.name.simplified();
    if (by == SpendingBy::Month) {
        const QDate month = QDate::fromString(group.key + u"-01"_s, Qt::ISODate);
        return month.isValid() ? QLocale().toString(month, u"MMMM yyyy"_s) : name;
    }
    if (group.earlierRuns > 0)
        return Format::counted(group.earlierRuns, tr("1 earlier run"), tr("%1 earlier runs, summed up"));
    if (!name.isEmpty())
        return name;
    return by == SpendingBy::TaskClass ? tr("No task class") : tr("Without a name");
}

QStringList CostModel::titles() const
{
    const QString shown = m_conversion ? tr("%1 at %2, %3")
                                             .arg(m_conversion->to, nanoText(m_conversion->rateNano),
                                                  m_conversion->date.toString(Qt::ISODate))
                                       : QString();
    return {groupTitle(m_by), tr("Answers"), tr("Attempts"), tr("Tokens in"),
            tr("Tokens out"), tr("Cost"),    tr("Unpriced"), shown};
}

QVariant CostModel::cell(const SpendingGroup &group, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return text(group, column);
    case Qt::ToolTipRole:
        return column == Name ? Format::toolTip(nameOf(m_by, group)) : details(group.sum);
    case SortRole:
        return sortKey(group, column);
    default:
        return {};
    }
}

QString CostModel::text(const SpendingGroup &group, int column) const
{
    const SpendingSum &sum = group.sum;
    switch (Column(column)) {
    case Name:
        return nameOf(m_by, group);
    case Cells:
        return Format::count(sum.cells);
    case Attempts:
        return Format::count(sum.attempts);
    case TokensIn:
        return tokens(sum.inputTokens, sum);
    case TokensOut:
        return tokens(sum.outputTokens, sum);
    case Cost:
        return costText(sum);
    case Unpriced:
        return sum.unpriced == 0 ? tr("none") : Format::count(sum.unpriced);
    case Converted:
        return convertedText(sum, m_conversion);
    case ColumnCount:
        break;
    }
    Q_UNREACHABLE_RETURN({});
}

QVariant CostModel::sortKey(const SpendingGroup &group, int column) const
{
    const SpendingSum &sum = group.sum;
    switch (Column(column)) {
    case Name:
        return m_by == SpendingBy::Month ? group.key : nameOf(m_by, group);
    case Cells:
        return sum.cells;
    case Attempts:
        return sum.attempts;
    case TokensIn:
        return sum.inputTokens;
    case TokensOut:
        return sum.outputTokens;
    case Unpriced:
        return sum.unpriced;
    case Cost:
    case Converted:
        return sum.amounts.isEmpty() ? qint64(-1) : sum.amounts.value(mainCurrency(sum)).nano;
    case ColumnCount:
        break;
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace evenhand
