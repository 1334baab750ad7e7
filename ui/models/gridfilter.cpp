// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/gridfilter.h"

#include "ui/models/gridmodel.h"

namespace evenhand {

GridFilter::GridFilter(GridModel &grid, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_grid(grid)
{
    setDynamicSortFilter(false); // a case that changes stays where the person looks, until the marks are counted anew
    setSourceModel(&grid);
    connect(&grid, &GridModel::figuresChanged, this, [this] {
        if (m_show != Show::All)
            invalidateRowsFilter();
    });
}

void GridFilter::show(Show show)
{
    m_show = show;
    invalidateRowsFilter();
}

void GridFilter::setTaskClass(const QString &taskClass)
{
    m_taskClass = taskClass;
    invalidateRowsFilter();
}

void GridFilter::setText(const QString &text)
{
    m_text = text.simplified();
    invalidateRowsFilter();
}

int GridFilter::count(Show show) const
{
    int count = 0;
    for (int row = 0; row < m_grid.rowCount(); ++row)
        count += fits(m_grid.marks(row), show) ? 1 : 0;
    return count;
}

bool GridFilter::fits(const CaseMarks &marks, Show show)
{
    switch (show) {
    case Show::All:
        return true;
    case Show::Failed:
        return marks.failed;
    case Show::Different:
        return marks.different;
    case Show::Slow:
        return marks.slow;
    case Show::Dear:
        return marks.dear;
    }
    Q_UNREACHABLE_RETURN(true);
}

bool GridFilter::filterAcceptsRow(int row, const QModelIndex &) const
{
    return fits(m_grid.marks(row), m_show) && (m_taskClass.isEmpty() || m_grid.taskClass(row) == m_taskClass)
           && (m_text.isEmpty() || m_grid.contains(row, m_text));
}

} // namespace evenhand
