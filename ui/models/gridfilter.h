// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QSortFilterProxyModel>

namespace evenhand {

class GridModel;
struct CaseMarks;

// Those cases of a grid that are looked for.
class GridFilter final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    enum class Show { All, Failed, Different, Slow, Dear };

    explicit GridFilter(GridModel &grid, QObject *parent = nullptr);

    Show shown() const { return m_show; }
    void show(Show show);
    void setTaskClass(const QString &taskClass); // empty: all
    void setText(const QString &text);           // empty: all
    // Cases of the grid that it would show by that alone.
    int count(Show show) const;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    static bool fits(const CaseMarks &marks, Show show);

    GridModel &m_grid;
    Show m_show = Show::All;
    QString m_taskClass;
    QString m_text;
};

} // namespace evenhand
