// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/costparitymodel.h"

#include "ui/models/costformat.h"
#include "ui/models/format.h"

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

QString details(const ParityLine &line)
{
    QStringList lines{pricesText(line.row), sourceText(line.row.source)};
    if (!line.cost.total)
        lines.append(CostParityModel::tr("Unpriced: %1").arg(line.cost.unpriced));
    else
        lines.append(CostParityModel::tr("Exactly %1").arg(moneyText(*line.cost.total)));
    if (!line.row.note.isEmpty())
        lines.append(line.row.note);
    for (const PriceRow &other : line.disputed)
        lines.append(CostParityModel::tr("Disputed: %1 says %2").arg(sourceText(other.source), pricesText(other)));
    return lines.join(u'\n');
}

} // namespace

void CostParityModel::setParity(const Parity &parity, const PriceBook &book,
                                const std::optional<Conversion> &conversion)
{
    m_channels.clear();
    for (const ParityLine &line : parity.lines)
        m_channels.insert(line.row.channel, book.channelName(line.row.channel));
    m_conversion = conversion;
    setRows(parity.lines);
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

QString CostParityModel::channelName(const ParityLine &line) const
{
    return m_channels.value(line.row.channel, line.row.channel);
}

QStringList CostParityModel::titles() const
{
    const QString shown = m_conversion ? tr("%1 at %2, %3")
                                             .arg(m_conversion->to, nanoText(m_conversion->rateNano),
                                                  m_conversion->date.toString(Qt::ISODate))
                                       : QString();
    return {tr("Channel"),         tr("Region"), tr("Input"),   tr("Output"),
            tr("Cost of the mix"), shown,        tr("Premium"), tr("Source")};
}

QVariant CostParityModel::cell(const ParityLine &line, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return text(line, column);
    case Qt::ToolTipRole:
        return Format::toolTip(details(line));
    case SortRole:
        return sortKey(line, column);
    case DisputedRole:
        return !line.disputed.isEmpty();
    case PremiumRole:
        return line.premium ? QVariant(*line.premium) : QVariant();
    default:
        return {};
    }
}

QString CostParityModel::text(const ParityLine &line, int column) const
{
    switch (Column(column)) {
    case Channel:
        return channelName(line);
    case Region:
        return placeOf(line.row);
    case Input:
        return Format::price(line.row, PriceClass::Input);
    case Output:
        return Format::price(line.row, PriceClass::Output);
    case Cost:
        return line.cost.total ? Format::money(*line.cost.total) : tr("unpriced");
    case Converted:
        return line.cost.total ? Format::shownAs(*line.cost.total, m_conversion) : QString();
    case Premium:
        return Format::premium(line);
    case Source: {
        QString source =
            line.row.own ? tr("your own: %1").arg(sourceText(line.row.source)) : sourceText(line.row.source);
        if (line.isOlder)
            source = tr("%1 · older list").arg(source);
        return line.disputed.isEmpty() ? source : tr("⚠ disputed · %1").arg(source);
    }
    case ColumnCount:
        break;
    }
    Q_UNREACHABLE_RETURN({});
}

QVariant CostParityModel::sortKey(const ParityLine &line, int column) const
{
    switch (Column(column)) {
    case Input:
        return line.row.price(PriceClass::Input).value_or(-1);
    case Output:
        return line.row.price(PriceClass::Output).value_or(-1);
    case Cost:
    case Converted:
        return line.cost.total ? line.cost.total->nano : std::numeric_limits<qint64>::max();
    case Premium:
        return line.premium.value_or(std::numeric_limits<qint64>::max());
    default:
        return text(line, column);
    }
}

} // namespace evenhand
