// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTableView>

namespace evenhand {

class SuiteModel;

// The table of cases. Keys as in a spreadsheet: copy, cut, paste, delete; Ctrl+Enter adds a case below, Alt+Up and Alt+Down
// move those that are selected.
class CaseView : public QTableView
{
    Q_OBJECT
public:
    explicit CaseView(SuiteModel &model, QWidget *parent = nullptr);

    QList<int> selectedRows() const;
    void addCase();
    void removeCases();
    void moveCases(int by);
    void copy();
    void paste();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void fitColumns();

    SuiteModel &m_model;
};

} // namespace evenhand
