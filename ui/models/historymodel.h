// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/store/runstore.h"

#include <QAbstractListModel>

namespace evenhand {

class Workspace;

// Conversations and runs of their own, newest first, under heads that say when: "Today", "Yesterday", … A head is a row
// that cannot be selected.
class HistoryModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        HeadRole = Qt::UserRole, // bool
        DetailRole,              // the second line: "3 targets · 2 turns"
        FailedRole,              // bool: some of it did not end well
    };

    struct Entry
    {
        QString head; // of a head; all other members are empty then
        ConversationId conversation;
        RunId run; // of a run of its own
        QString title;
        QString detail;
        QDateTime when;
        bool failed = false;

        bool operator==(const Entry &) const = default;
    };

    using QAbstractListModel::QAbstractListModel;

    // Reads the history anew. `now` decides what "Today" is.
    Result<void> load(Workspace &workspace, const QString &filter, const QDateTime &now);
    void setEntries(QList<Entry> entries, const QDateTime &now); // without heads, in any order

    const Entry &entry(int row) const { return m_entries.at(row); }
    bool isEmpty() const { return m_entries.isEmpty(); }
    QModelIndex find(ConversationId conversation, RunId run) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    QList<Entry> m_entries;
};

} // namespace evenhand
