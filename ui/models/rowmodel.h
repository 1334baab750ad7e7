// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractTableModel>

namespace evenhand {

// A flat, read-only table over a list of values. A concrete model names its columns and gives cells.
template<typename Row>
class RowModel : public QAbstractTableModel
{
public:
    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const final { return parent.isValid() ? 0 : int(m_rows.size()); }
    int columnCount(const QModelIndex &parent = {}) const final { return parent.isValid() ? 0 : int(titles().size()); }

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const final
    {
        if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
            return {};
        if (role == Qt::TextAlignmentRole)
            return headerData(index.column(), Qt::Horizontal, role);
        return cell(m_rows.at(index.row()), index.column(), role);
    }

    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const final
    {
        if (orientation != Qt::Horizontal || section < 0 || section >= titles().size())
            return {};
        if (role == Qt::TextAlignmentRole)
            return int((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
        return role == Qt::DisplayRole ? QVariant(titles().at(section)) : QVariant();
    }

    const QList<Row> &rows() const { return m_rows; }
    const Row &row(int row) const { return m_rows.at(row); }

    void setRows(const QList<Row> &rows)
    {
        beginResetModel();
        m_rows = rows;
        endResetModel();
    }

protected:
    virtual QStringList titles() const = 0;                                    // of the columns
    virtual bool isNumber([[maybe_unused]] int column) const { return false; } // shown at the right
    virtual QVariant cell(const Row &row, int column, int role) const = 0;

    void replaceRow(int row, const Row &value)
    {
        m_rows[row] = value;
        emit dataChanged(index(row, 0), index(row, columnCount() - 1));
    }

private:
    QList<Row> m_rows;
};

} // namespace evenhand
