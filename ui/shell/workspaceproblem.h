// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <evenhand/error.h>

#include <QDialog>

namespace evenhand {

// Said when a workspace cannot be opened: what is wrong, and what can be done.
class WorkspaceProblem : public QDialog
{
    Q_OBJECT
public:
    // hasWindow: a workspace is open, to which the person can go back.
    WorkspaceProblem(const QString &path, const Error &error, bool hasWindow, QWidget *parent = nullptr);

signals:
    void readOnlyRequested();
    void openRequested(); // another one
    void newRequested();
};

} // namespace evenhand
