// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/historymodel.h"

#include "app/store/workspace.h"
#include "ui/models/format.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

QString headFor(const QDateTime &when, const QDateTime &now)
{
    const QDate day = when.toLocalTime().date();
    const qint64 days = day.daysTo(now.toLocalTime().date());
    if (days <= 0)
        return HistoryModel::tr("Today");
    if (days == 1)
        return HistoryModel::tr("Yesterday");
    if (days < 7)
        return HistoryModel::tr("Last 7 days");
    if (days < 30)
        return HistoryModel::tr("Last 30 days");
    return QLocale().toString(day, u"MMMM yyyy"_s);
}

QString targets(int number)
{
    return Format::counted(number, HistoryModel::tr("1 target"), HistoryModel::tr("%1 targets"));
}

QString detailOf(const ConversationSummary &summary)
{
    QStringList parts{targets(summary.targets),
                      Format::counted(summary.turns, HistoryModel::tr("1 turn"), HistoryModel::tr("%1 turns"))};
    if (summary.failed > 0)
        parts.append(HistoryModel::tr("%1 failed").arg(Format::count(summary.failed)));
    return parts.join(u" · "_s);
}

int failedCells(const RunSummary &summary)
{
    return summary.cells.value(LaneState::Failed) + summary.cells.value(LaneState::Interrupted);
}

QString detailOf(const RunSummary &summary)
{
    QStringList parts{HistoryModel::tr("run"), targets(summary.targets)};
    if (summary.repeats > 1)
        parts.last() += u" × "_s + Format::count(summary.repeats);
    if (const int failed = failedCells(summary))
        parts.append(HistoryModel::tr("%1 failed").arg(Format::count(failed)));
    return parts.join(u" · "_s);
}

} // namespace

Result<void> HistoryModel::load(Workspace &workspace, const QString &filter, const QDateTime &now)
{
    const Result<QList<ConversationSummary>> conversations = ConversationStore::summaries(workspace.reader(), filter);
    if (!conversations)
        return std::unexpected(conversations.error());
    const Result<QList<RunSummary>> runs =
        RunStore::summaries(workspace.reader(), filter, RunStore::mostSummaries, RunsOf::PromptAlone);
    if (!runs)
        return std::unexpected(runs.error());
    QList<Entry> entries;
    for (const ConversationSummary &summary : *conversations) {
        entries.append({.head = {},
                        .conversation = summary.id,
                        .run = {},
                        .title = summary.title,
                        .detail = detailOf(summary),
                        .when = summary.updated,
                        .failed = summary.failed > 0});
    }
    for (const RunSummary &summary : *runs) {
        entries.append({.head = {},
                        .conversation = {},
                        .run = summary.id,
                        .title = summary.title,
                        .detail = detailOf(summary),
                        .when = summary.created,
                        .failed = failedCells(summary) > 0});
    }
    setEntries(entries, now);
    return {};
}

void HistoryModel::setEntries(QList<Entry> entries, const QDateTime &now)
{
    std::ranges::stable_sort(entries, std::ranges::greater(), &Entry::when);
    QList<Entry> rows;
    QString head;
    for (const Entry &entry : std::as_const(entries)) {
        if (const QString next = headFor(entry.when, now); next != head) {
            head = next;
            rows.append({.head = head, .conversation = {}, .run = {}, .title = {}, .detail = {}, .when = {}});
        }
        rows.append(entry);
    }
    if (rows == m_entries)
        return;
    beginResetModel();
    m_entries = rows;
    endResetModel();
}

QModelIndex HistoryModel::find(ConversationId conversation, RunId run) const
{
    for (int row = 0; row < m_entries.size(); ++row) {
        const Entry &entry = m_entries.at(row);
        const bool found =
            conversation.isNull() ? !run.isNull() && entry.run == run : entry.conversation == conversation;
        if (found)
            return index(row);
    }
    return {};
}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Entry &entry = m_entries.at(index.row());
    const bool isHead = !entry.head.isEmpty();
    switch (role) {
    case Qt::DisplayRole:
        return isHead ? entry.head : entry.title;
    case Qt::ToolTipRole:
        if (isHead)
            return {};
        return Format::toolTip(
            u"%1\n%2"_s.arg(entry.title, QLocale().toString(entry.when.toLocalTime(), QLocale::ShortFormat)));
    case Qt::AccessibleDescriptionRole:
    case DetailRole:
        return entry.detail;
    case HeadRole:
        return isHead;
    case FailedRole:
        return entry.failed;
    default:
        return {};
    }
}

Qt::ItemFlags HistoryModel::flags(const QModelIndex &index) const
{
    if (!index.isValid() || !checkIndex(index) || !m_entries.at(index.row()).head.isEmpty())
        return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

} // namespace evenhand
