// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/modelmodel.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace evenhand {

static QString tokens(std::optional<qint64> count)
{
    return count ? QLocale().toString(*count) : QString();
}

QStringList ModelModel::titles() const
{
    return {tr("Model"), tr("Context"), tr("Longest answer"), tr("Takes"), tr("Can"), tr("Note")};
}

QVariant ModelModel::cell(const ModelInfo &model, int column, int role) const
{
    if (role == SortRole && isNumber(column))
        return (column == Context ? model.contextLength : model.maxOutput).value_or(-1);
    if (role == Qt::ToolTipRole && column == Model)
        return model.name.isEmpty() || model.name == model.id ? model.id : u"%1\n%2"_s.arg(model.id, model.name);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != SortRole)
        return {};
    switch (column) {
    case Model:
        return model.id;
    case Context:
        return tokens(model.contextLength);
    case MaxOutput:
        return tokens(model.maxOutput);
    case Inputs:
        return model.inputs.join(", "_L1);
    case Features:
        return model.features.join(", "_L1);
    case Note:
        return model.note;
    }
    return {};
}

} // namespace evenhand
