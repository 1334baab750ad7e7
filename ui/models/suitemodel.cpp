// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/suitemodel.h"

#include "app/service/attachments.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

// Files that were not among these before are attached as they are now.
Result<void> attachNew(SuiteCase &suiteCase, const QList<AttachmentRef> &before)
{
    for (AttachmentRef &file : suiteCase.attachments) {
        const auto known = std::ranges::find(before, file.path, &AttachmentRef::path);
        const Result<AttachmentRef> attached = known == before.end() ? attach(file.path) : *known;
        if (!attached)
            return std::unexpected(attached.error());
        file = *attached;
    }
    return {};
}

} // namespace

// Cases that changed in their places. Changes of one cell (named by a key) that follow each other are one.
class SuiteModel::RowsCommand : public QUndoCommand
{
public:
    RowsCommand(SuiteModel &model, const QString &text, const QMap<int, SuiteCase> &after, int cell = -1)
        : QUndoCommand(text)
        , m_model(model)
        , m_after(after)
        , m_cell(cell)
    {
        for (const int row : after.keys())
            m_before.insert(row, model.m_suite.cases.at(row));
    }

    void redo() override { set(m_after); }
    void undo() override { set(m_before); }
    int id() const override { return m_cell < 0 ? -1 : 1; }

    bool mergeWith(const QUndoCommand *later) override
    {
        const auto *other = static_cast<const RowsCommand *>(later);
        if (other->m_cell != m_cell)
            return false;
        m_after = other->m_after;
        return true;
    }

private:
    void set(const QMap<int, SuiteCase> &cases)
    {
        for (const auto &[row, one] : cases.asKeyValueRange())
            m_model.setRow(row, one);
        emit m_model.changed();
    }

    SuiteModel &m_model;
    QMap<int, SuiteCase> m_before;
    QMap<int, SuiteCase> m_after;
    int m_cell;
};

// Cases or columns that came, went or moved. The suite's values are shared, so that keeping both is cheap.
class SuiteModel::ShapeCommand : public QUndoCommand
{
public:
    ShapeCommand(SuiteModel &model, const QString &text, const Suite &after)
        : QUndoCommand(text)
        , m_model(model)
        , m_before(model.m_suite)
        , m_after(after)
    {
    }

    void redo() override { set(m_after); }
    void undo() override { set(m_before); }

private:
    void set(const Suite &suite)
    {
        m_model.setShape(suite);
        emit m_model.changed();
    }

    SuiteModel &m_model;
    Suite m_before;
    Suite m_after;
};

SuiteModel::SuiteModel(QObject *parent)
    : QAbstractTableModel(parent)
{
    updateColumns();
}

void SuiteModel::setSuite(const Suite &suite)
{
    m_undo.clear();
    setShape(suite);
}

void SuiteModel::updateColumns()
{
    using Kind = TableColumn::Kind;
    m_columns = {{.kind = Kind::Name, .variable = {}}};
    for (const QString &name : std::as_const(m_suite.columns))
        m_columns.append({.kind = Kind::Variable, .variable = name});
    for (const Kind kind : {Kind::Reference, Kind::TaskClass, Kind::Tags, Kind::Attachments, Kind::Checks})
        m_columns.append({.kind = kind, .variable = {}});
}

void SuiteModel::setShape(const Suite &suite)
{
    beginResetModel();
    m_suite = suite;
    updateColumns();
    endResetModel();
}

void SuiteModel::setRow(int row, const SuiteCase &suiteCase)
{
    m_suite.cases[row] = suiteCase;
    emit dataChanged(index(row, 0), index(row, columnCount() - 1));
}

void SuiteModel::pushShape(const QString &text, const Suite &suite)
{
    if (!m_readOnly && suite != m_suite)
        m_undo.push(new ShapeCommand(*this, text, suite));
}

int SuiteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_suite.cases.size());
}

int SuiteModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

QVariant SuiteModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role != Qt::DisplayRole && role != Qt::EditRole)
        return {};
    const QString text = cellText(m_suite.cases.at(index.row()), m_columns.at(index.column()));
    constexpr qsizetype mostShown = 300;
    return role == Qt::EditRole ? text : text.left(mostShown).simplified();
}

Result<void> SuiteModel::put(SuiteCase &suiteCase, const TableColumn &column, const QString &text) const
{
    SuiteCase changed = suiteCase;
    if (const Result<void> set = setCell(changed, column, text); !set)
        return set;
    if (const Result<void> attached = attachNew(changed, suiteCase.attachments); !attached)
        return attached;
    if (m_judge && changed.checks != suiteCase.checks) {
        if (const Result<void> accepted = m_judge(changed.checks); !accepted)
            return accepted;
    }
    suiteCase = changed;
    return {};
}

QVariant SuiteModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return int((orientation == Qt::Horizontal ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole || section < 0)
        return {};
    if (orientation == Qt::Vertical)
        return section + 1;
    if (section >= m_columns.size())
        return {};
    switch (m_columns.at(section).kind) {
    case TableColumn::Kind::Name:
        return tr("Name");
    case TableColumn::Kind::Variable:
        return m_columns.at(section).variable;
    case TableColumn::Kind::Reference:
        return tr("Reference");
    case TableColumn::Kind::TaskClass:
        return tr("Task class");
    case TableColumn::Kind::Tags:
        return tr("Tags");
    case TableColumn::Kind::Attachments:
        return tr("Attachments");
    case TableColumn::Kind::Checks:
        return tr("Checks");
    }
    Q_UNREACHABLE_RETURN({});
}

Qt::ItemFlags SuiteModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.isValid() && !m_readOnly ? flags | Qt::ItemIsEditable : flags;
}

bool SuiteModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || m_readOnly || !index.isValid())
        return false;
    SuiteCase one = m_suite.cases.at(index.row());
    if (const Result<void> set = put(one, m_columns.at(index.column()), value.toString()); !set) {
        emit refused(set.error().message);
        return false;
    }
    if (one != m_suite.cases.at(index.row()))
        m_undo.push(new RowsCommand(*this, tr("Change a cell"), {{index.row(), one}},
                                    index.row() * columnCount() + index.column()));
    return true;
}

void SuiteModel::rename(const QString &name)
{
    Suite suite = m_suite;
    suite.name = name.trimmed();
    if (!suite.name.isEmpty())
        pushShape(tr("Rename the suite"), suite);
}

void SuiteModel::attachFiles(int row, const QStringList &paths)
{
    const TableColumn attachments{.kind = TableColumn::Kind::Attachments, .variable = {}};
    const QStringList all = namesOf(m_suite.cases.at(row).attachments) + paths;
    setData(index(row, int(m_columns.indexOf(attachments))), listToCell(all));
}

void SuiteModel::addCase(int row)
{
    Suite suite = m_suite;
    suite.cases.insert(std::clamp(qsizetype(row), qsizetype(0), suite.cases.size()), SuiteCase{.id = CaseId::create()});
    pushShape(tr("Add a case"), suite);
}

void SuiteModel::removeCases(const QList<int> &rows)
{
    const QSet<int> gone(rows.begin(), rows.end());
    Suite suite = m_suite;
    suite.cases.clear();
    for (int row = 0; row < rowCount(); ++row) {
        if (!gone.contains(row))
            suite.cases.append(m_suite.cases.at(row));
    }
    pushShape(tr("Remove cases"), suite);
}

void SuiteModel::moveCases(const QList<int> &rows, int by)
{
    QList<int> sorted = rows;
    if (by > 0)
        std::ranges::sort(sorted, std::greater());
    else
        std::ranges::sort(sorted);
    Suite suite = m_suite;
    const auto fits = [&](int row) { return row + by >= 0 && row + by < suite.cases.size(); };
    if (!std::ranges::all_of(sorted, fits))
        return;
    for (const int row : std::as_const(sorted))
        suite.cases.move(row, row + by);
    pushShape(tr("Move cases"), suite);
}

// As templates have them: letters, digits, "_", "-" and ".".
bool SuiteModel::mayBeVariable(const QString &name) const
{
    return variableNames({.user = u"{{%1}}"_s.arg(name)}) == QStringList{name} && !m_suite.columns.contains(name);
}

bool SuiteModel::addVariable(const QString &name)
{
    if (!mayBeVariable(name))
        return false;
    Suite suite = m_suite;
    suite.columns.append(name);
    pushShape(tr("Add a column"), suite);
    return true;
}

bool SuiteModel::renameVariable(int column, const QString &name)
{
    const TableColumn &old = m_columns.at(column);
    if (old.kind != TableColumn::Kind::Variable || !mayBeVariable(name))
        return false;
    Suite suite = m_suite;
    suite.columns[suite.columns.indexOf(old.variable)] = name;
    for (SuiteCase &one : suite.cases)
        setVariable(one, name, one.variables.take(old.variable));
    pushShape(tr("Rename a column"), suite);
    return true;
}

void SuiteModel::removeVariable(int column)
{
    const TableColumn old = m_columns.at(column);
    if (old.kind != TableColumn::Kind::Variable)
        return;
    Suite suite = m_suite;
    suite.columns.removeOne(old.variable);
    for (SuiteCase &one : suite.cases)
        one.variables.remove(old.variable);
    pushShape(tr("Remove a column"), suite);
}

void SuiteModel::moveVariable(int column, int by)
{
    Suite suite = m_suite;
    const qsizetype from = suite.columns.indexOf(m_columns.at(column).variable);
    if (from < 0 || from + by < 0 || from + by >= suite.columns.size())
        return;
    suite.columns.move(from, from + by);
    pushShape(tr("Move a column"), suite);
}

QString SuiteModel::copied(const QModelIndexList &cells) const
{
    QMap<int, QMap<int, QString>> table;
    QSet<int> columns;
    for (const QModelIndex &cell : cells) {
        table[cell.row()][cell.column()] = data(cell, Qt::EditRole).toString();
        columns.insert(cell.column());
    }
    QList<int> sorted(columns.begin(), columns.end());
    std::ranges::sort(sorted);
    QList<QStringList> rows;
    for (const QMap<int, QString> &row : std::as_const(table)) {
        QStringList texts;
        for (const int column : std::as_const(sorted))
            texts.append(row.value(column));
        rows.append(texts);
    }
    return toDelimited(rows, u'\t');
}

void SuiteModel::paste(const QModelIndex &at, const QString &text)
{
    const Table table = parseDelimited(text, u'\t', QuoteRules::Clipboard);
    Suite suite = m_suite;
    const int firstRow = at.isValid() ? at.row() : int(suite.cases.size());
    const int firstColumn = at.isValid() ? at.column() : 0;
    qsizetype outside = 0;
    for (qsizetype i = 0; i < table.rows.size(); ++i) {
        const QStringList &cells = table.rows.at(i).cells;
        const qsizetype row = firstRow + i;
        while (suite.cases.size() <= row)
            suite.cases.append(SuiteCase{.id = CaseId::create()});
        for (qsizetype j = 0; j < cells.size(); ++j) {
            if (firstColumn + j >= m_columns.size()) {
                ++outside;
                continue;
            }
            const Result<void> set = put(suite.cases[row], m_columns.at(firstColumn + j), cells.at(j));
            if (!set)
                return emit refused(tr("Nothing was pasted. Row %1: %2").arg(i + 1).arg(set.error().message));
        }
    }
    if (outside > 0)
        return emit refused(
            tr("Nothing was pasted: %n cells would have no column. Add columns first, or paste rows with their "
               "headings (Ctrl+Shift+V).",
               nullptr, int(outside)));
    pushShape(tr("Paste"), suite);
}

void SuiteModel::pasteWithHeadings(const QString &text)
{
    const SuiteImport pasted = suiteFromTable(parseDelimited(text, u'\t', QuoteRules::Clipboard));
    if (!pasted.problems.isEmpty())
        return emit refused(tr("Nothing was pasted. %1").arg(toString(pasted.problems.first())));
    Suite suite = m_suite;
    for (const QString &name : pasted.suite.columns) {
        if (!suite.columns.contains(name))
            suite.columns.append(name);
    }
    for (SuiteCase one : pasted.suite.cases) {
        Result<void> usable = attachNew(one, {});
        if (usable && m_judge)
            usable = m_judge(one.checks);
        if (!usable)
            return emit refused(tr("Nothing was pasted. %1").arg(usable.error().message));
        suite.cases.append(one);
    }
    pushShape(tr("Paste"), suite);
}

void SuiteModel::clear(const QModelIndexList &cells)
{
    QMap<int, SuiteCase> changed;
    for (const QModelIndex &cell : cells) {
        SuiteCase one = changed.value(cell.row(), m_suite.cases.at(cell.row()));
        if (setCell(one, m_columns.at(cell.column()), {}) && one != m_suite.cases.at(cell.row()))
            changed.insert(cell.row(), one);
    }
    if (!changed.isEmpty() && !m_readOnly)
        m_undo.push(new RowsCommand(*this, tr("Clear cells"), changed));
}

QModelIndex SuiteModel::find(const QString &text, const QModelIndex &after, bool backward) const
{
    const int cells = rowCount() * columnCount();
    if (cells == 0 || text.isEmpty())
        return {};
    const int from = after.isValid() ? after.row() * columnCount() + after.column() : (backward ? 0 : -1);
    for (int step = 1; step <= cells; ++step) {
        const int place = ((backward ? from - step : from + step) % cells + cells) % cells;
        const QModelIndex cell = index(place / columnCount(), place % columnCount());
        if (data(cell, Qt::EditRole).toString().contains(text, Qt::CaseInsensitive))
            return cell;
    }
    return {};
}

} // namespace evenhand
