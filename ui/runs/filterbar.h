// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/gridfilter.h"

#include <QTimer>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QButtonGroup;
class QComboBox;
class QLineEdit;
class QPushButton;
QT_END_NAMESPACE

namespace evenhand {

class ColumnsMenu;
class GridModel;

// Which cases and columns of the grid are shown.
class FilterBar : public QWidget
{
    Q_OBJECT
public:
    FilterBar(GridModel &model, GridFilter &filter, ColumnsMenu &columns, QWidget *parent = nullptr);

    // Another run is open: everything of it is shown.
    void reset();
    void focusText();

private:
    void addChip(GridFilter::Show show, const QString &tip);
    void addColumns();
    void refresh();
    QString failedTip() const;
    static QString nameOf(GridFilter::Show show);

    GridModel &m_model;
    GridFilter &m_filter;
    ColumnsMenu &m_columns;
    QButtonGroup *m_chips;
    QComboBox *m_classes;
    QPushButton *m_columnsButton;
    QLineEdit *m_text;
    QTimer m_typing;
};

} // namespace evenhand
