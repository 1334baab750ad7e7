// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/rowmodel.h"

#include <evenhand/provider.h>

namespace evenhand {

// The models that a channel offers, as its provider listed them.
class ModelModel final : public RowModel<ModelInfo>
{
    Q_OBJECT
public:
    enum Column { Model, Context, MaxOutput, Inputs, Features, Note, ColumnCount };
    enum Role { SortRole = Qt::UserRole }; // numbers as numbers, what was not said as less than anything

    using RowModel::RowModel;

protected:
    QStringList titles() const override;
    bool isNumber(int column) const override { return column == Context || column == MaxOutput; }
    QVariant cell(const ModelInfo &model, int column, int role) const override;
};

} // namespace evenhand
