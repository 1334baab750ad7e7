// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/suites/tablesuite.h"

#include <QAbstractTableModel>
#include <QUndoStack>

#include <functional>

namespace evenhand {

// The cases of a suite, one in each row; name, variables, reference, task class, tags, attachments and checks as columns.
// Every change can be undone. What cannot be understood is not taken, and told by refused().
class SuiteModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    explicit SuiteModel(QObject *parent = nullptr);

    const Suite &suite() const { return m_suite; }
    void setSuite(const Suite &suite); // forgets what could be undone
    QUndoStack *undoStack() { return &m_undo; }
    void setReadOnly(bool readOnly) { m_readOnly = readOnly; }
    // Asked about checks before a cell takes them; without one, whatever has a type is taken.
    using CheckJudge = std::function<Result<void>(const QJsonArray &)>;
    void setCheckJudge(CheckJudge judge) { m_judge = std::move(judge); }

    const QList<TableColumn> &columns() const { return m_columns; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;

    void rename(const QString &name);
    void addCase(int row); // before this row
    void removeCases(const QList<int> &rows);
    void moveCases(const QList<int> &rows, int by); // up: -1, down: 1
    bool addVariable(const QString &name);          // false: there is one, or it cannot be a name
    bool renameVariable(int column, const QString &name);
    void removeVariable(int column);
    void moveVariable(int column, int by);

    // Adds files to a case, as they are now.
    void attachFiles(int row, const QStringList &paths);

    // Rows of cells between tabs, as spreadsheets have them on the clipboard. Pasting begins at the cell, makes cases where
    // there are not enough, and is refused when cells would have no column.
    QString copied(const QModelIndexList &cells) const;
    void paste(const QModelIndex &at, const QString &text);
    // The first row names the columns, as in a file; those that are new are added, each other row is a case at the end.
    void pasteWithHeadings(const QString &text);
    void clear(const QModelIndexList &cells);

    // The next cell after this one that holds the text, in any case; round the end once. Invalid: none does.
    QModelIndex find(const QString &text, const QModelIndex &after, bool backward) const;

signals:
    void refused(const QString &sentence);
    void changed();

private:
    class RowsCommand;
    class ShapeCommand;

    void setRow(int row, const SuiteCase &suiteCase);
    void setShape(const Suite &suite);
    void pushShape(const QString &text, const Suite &suite);
    bool mayBeVariable(const QString &name) const;
    void updateColumns();
    Result<void> put(SuiteCase &suiteCase, const TableColumn &column, const QString &text) const;

    Suite m_suite;
    QList<TableColumn> m_columns;
    QUndoStack m_undo;
    CheckJudge m_judge;
    bool m_readOnly = false;
};

} // namespace evenhand
