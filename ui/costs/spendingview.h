// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/store/backgroundread.h"
#include "app/store/coststore.h"
#include "ui/costs/costsview.h"

QT_BEGIN_NAMESPACE
class QButtonGroup;
class QLabel;
class QSortFilterProxyModel;
class QStackedWidget;
QT_END_NAMESPACE

namespace evenhand {

class BarPlot;
class CostModel;
class ProjectionPanel;
class TableView;

// What was spent, grouped as the person likes, with a plot and what a year would cost.
class SpendingView : public CostsView
{
    Q_OBJECT
public:
    explicit SpendingView(const CostsContext &context, QWidget *parent = nullptr);

    void refresh(const std::optional<Conversion> &conversion) override;
    void setBy(SpendingBy by);
    QByteArray csv() const; // what is shown, with the sources of its prices
    // What is spent is read beside this thread: what is shown is on its way.
    bool isReading() const { return m_read.isReading(); }

private:
    // What was asked for, with what was found.
    struct Groups
    {
        SpendingBy by = SpendingBy::Month;
        QList<SpendingGroup> groups;
    };

    QWidget *makeHead();
    QWidget *makeContent();
    void read();
    void showGroups(const Groups &read);
    void showPlot();
    void showMeasured();
    QString sourcesOf(const QStringList &priceRows) const;

    CostsContext m_context;
    std::optional<Conversion> m_conversion;
    CostModel *m_model;
    QSortFilterProxyModel *m_sorted;
    QButtonGroup *m_by;
    QLabel *m_total;
    QStackedWidget *m_stack;
    TableView *m_table;
    BarPlot *m_months;
    BarPlot *m_groups;
    QWidget *m_plotRule;
    ProjectionPanel *m_projection;
    QPushButton *m_export;
    BackgroundRead<Groups> m_read; // the last to be made, and the first to go
};

} // namespace evenhand
