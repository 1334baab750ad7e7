// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/engine/plugincatalog.h"
#include "ui/models/rowmodel.h"

namespace evenhand {

class PluginModel final : public RowModel<PluginInfo>
{
    Q_OBJECT
public:
    enum Column { Name, State, Version, Vendor, File, ColumnCount };
    enum Role { StateRole = Qt::UserRole };

    using RowModel::RowModel;

protected:
    QStringList titles() const override;
    QVariant cell(const PluginInfo &plugin, int column, int role) const override;
};

} // namespace evenhand
