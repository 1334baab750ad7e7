// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/run.h"
#include "app/store/database.h"

#include <QDialog>

namespace evenhand {

// "Why this number": the sum of each attempt that was priced, and why others have no price.
class CostDialog : public QDialog
{
    Q_OBJECT
public:
    CostDialog(const QString &title, const QString &text, QWidget *parent = nullptr);
};

// In words, attempt by attempt; several cells are repeats of each other.
QString costText(Database &db, const QList<Cell> &cells);

} // namespace evenhand
