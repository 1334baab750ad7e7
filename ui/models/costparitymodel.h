// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/pricing/moneytext.h"
#include "app/pricing/parity.h"
#include "ui/models/rowmodel.h"

namespace evenhand {

// What one model costs wherever it is sold.
class CostParityModel final : public RowModel<ParityLine>
{
    Q_OBJECT
public:
    enum Column { Channel, Region, Input, Output, Cost, Converted, Premium, Source, ColumnCount };
    enum Role { SortRole = Qt::UserRole, DisputedRole, PremiumRole /* hundredths of a percent, or invalid */ };

    using RowModel::RowModel;

    void setParity(const Parity &parity, const PriceBook &book, const std::optional<Conversion> &conversion);
    const std::optional<Conversion> &conversion() const { return m_conversion; }
    QString channelName(const ParityLine &line) const;

protected:
    QStringList titles() const override;
    bool isNumber(int column) const override { return column >= Input && column <= Premium; }
    QVariant cell(const ParityLine &line, int column, int role) const override;

private:
    QString text(const ParityLine &line, int column) const;
    QVariant sortKey(const ParityLine &line, int column) const;

    QMap<QString, QString> m_channels; // names by kind
    std::optional<Conversion> m_conversion;
};

} // namespace evenhand
