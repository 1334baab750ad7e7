// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/suites/tablesuite.h"

#include <QTableView>

namespace evenhand {

class SuiteModel;

// The table of cases. Keys as in a spreadsheet: copy, cut, paste, delete; Ctrl+Shift+V pastes rows that have headings,
// Ctrl+Enter adds a case below, Alt+Up and Alt+Down move those that are selected. Whatever happens to the cases, the current
// one stays the current one, and columns keep their widths.
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
    void pasteWithHeadings();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    // What there is to keep when cases or columns come, go or move.
    struct Place
    {
        SuiteId suite;
        CaseId current;
        int row = -1;
        int column = -1;
        int scrolled = 0;
        QList<TableColumn> columns;
        QList<int> widths; // of the columns
    };

    void keepPlace();
    void returnToPlace();
    void goTo(int row, int column);
    void fitColumns();

    SuiteModel &m_model;
    Place m_place;
};

} // namespace evenhand
