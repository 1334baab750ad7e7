// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/widgets/tableview.h"

namespace evenhand {

// Lies over the first column of a table and shows it, where the others scroll sideways under it. The table has its
// model before, and owns it.
class FirstColumn : public TableView
{
    Q_OBJECT
public:
    explicit FirstColumn(TableView *table);

    bool eventFilter(QObject *watched, QEvent *event) override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void place();

    TableView *m_table;
};

} // namespace evenhand
