// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/suites/suiteimport.h"

#include <QDialog>

namespace evenhand {

// What was found in a file, before anything of it is kept: problems row by row, what was left out, what was understood. The
// person decides.
class ImportDialog : public QDialog
{
    Q_OBJECT
public:
    ImportDialog(const QString &file, const SuiteImport &import, QWidget *parent = nullptr);
};

} // namespace evenhand
