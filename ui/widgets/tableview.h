// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTreeView>

#include <functional>

namespace evenhand {

// A flat table: whole rows are selected, a hairline under each, a quiet header. Names are elided in the middle,
// sentences at the end.
class TableView : public QTreeView
{
    Q_OBJECT
public:
    using Ink = std::function<QColor(const QModelIndex &)>;

    explicit TableView(QWidget *parent = nullptr);

    // The colour of a cell's text; where it gives an invalid colour, the first column has the text's and the others a
    // dimmer one.
    void setInk(Ink ink);
    // Widths in characters, from the left; the last column takes the rest.
    void setColumnCharacters(const QList<int> &characters);
};

} // namespace evenhand
