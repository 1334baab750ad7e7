// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/gridmodel.h"

#include "app/service/runservice.h"
#include "app/store/workspace.h"
#include "ui/models/format.h"

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr qsizetype longestName = 120; // characters of variables that stand for a name

QString headOf(const QString &text)
{
    return text.first(std::min(text.size(), longestName)).simplified();
}

QString nameOf(const RunSpec &spec, int row)
{
    if (!spec.suite)
        return headOf(spec.prompt.user);
    const SuiteCase &asked = spec.suite->cases.at(row);
    if (!asked.name.isEmpty())
        return asked.name;
    QStringList values;
    for (const QString &column : spec.suite->columns)
        values.append(headOf(asked.variables.value(column)));
    values.removeAll(QString());
    return headOf(values.join(u" · "_s));
}

} // namespace

GridModel::GridModel(Workspace &workspace, RunService &runs, std::shared_ptr<const Clock> clock, QObject *parent)
    : QAbstractTableModel(parent)
    , m_workspace(workspace)
    , m_runs(runs)
    , m_clock(std::move(clock))
{
    m_flush.setSingleShot(true);
    m_flush.setInterval(interval);
    m_tick.setInterval(figuresInterval);
    connect(&m_flush, &QTimer::timeout, this, &GridModel::flush);
    connect(&m_tick, &QTimer::timeout, this, &GridModel::tick);
    connect(&runs, &RunService::laneEvents, this, &GridModel::receive);
    connect(&runs, &RunService::recorded, this, &GridModel::recorded);
    connect(&runs, &RunService::judged, this, &GridModel::judged);
}

Result<void> GridModel::open(RunId run)
{
    const Result<Run> head = RunStore::head(m_workspace.reader(), run);
    if (!head)
        return std::unexpected(head.error());
    const Result<QList<GridCell>> cells = RunStore::grid(m_workspace.reader(), run);
    if (!cells)
        return std::unexpected(cells.error());
    beginResetModel();
    m_spec = head->spec;
    m_created = head->created;
    m_cells = *cells;
    m_index.clear();
    m_live.clear();
    m_changed.clear();
    m_ended.clear();
    m_judged.clear();
    m_running = false;
    m_index.reserve(m_cells.size());
    const bool abandoned = m_workspace.isAbandoned();
    for (int i = 0; i < int(m_cells.size()); ++i) {
        GridCell &cell = m_cells[i];
        if (abandoned && !isFinal(cell.state))
            cell.state = LaneState::Interrupted;
        m_index.insert(cell.id, i);
        if (const Cell *now = m_runs.find(cell.id); now && !isFinal(now->state))
            m_live.insert(i, {.state = now->state, .attempt = now->last() ? now->last()->number : 0});
    }
    m_figures = targetFigures(m_cells, int(m_spec.targets.size()));
    m_marks = caseMarks(m_cells, cases());
    endResetModel();
    m_live.isEmpty() ? m_tick.stop() : m_tick.start();
    emit figuresChanged();
    return {};
}

void GridModel::clear()
{
    beginResetModel();
    m_spec = {};
    m_cells.clear();
    m_index.clear();
    m_live.clear();
    m_figures.clear();
    m_marks.clear();
    endResetModel();
    m_tick.stop();
    emit figuresChanged();
}

void GridModel::setRunning(bool running)
{
    if (std::exchange(m_running, running) == running || m_cells.isEmpty())
        return;
    flush();
    for (GridCell &cell : m_cells) {
        if (!running && cell.state == LaneState::Queued)
            cell.state = LaneState::Interrupted; // as it is on disk in a moment
    }
    emit dataChanged(index(0, FirstTargetColumn), index(rowCount() - 1, columnCount() - 1));
    count();
}

QList<GridCell> GridModel::cells(int row, int target) const
{
    return m_cells.sliced(firstOf(row, target), m_spec.repeats);
}

QString GridModel::caseName(int row) const
{
    const QString name = nameOf(m_spec, row);
    return name.isEmpty() ? tr("Case %1").arg(Format::count(row + 1)) : name;
}

QString GridModel::taskClass(int row) const
{
    return m_spec.suite ? m_spec.suite->cases.at(row).taskClass : QString();
}

QStringList GridModel::taskClasses() const
{
    QStringList classes;
    for (int row = 0; row < rowCount(); ++row)
        classes.append(taskClass(row));
    classes.removeAll(QString());
    classes.removeDuplicates();
    classes.sort();
    return classes;
}

bool GridModel::contains(int row, const QString &text) const
{
    const auto has = [&text](const QString &where) { return where.contains(text, Qt::CaseInsensitive); };
    if (has(caseName(row)) || has(taskClass(row)))
        return true;
    if (m_spec.suite) {
        const SuiteCase &asked = m_spec.suite->cases.at(row);
        if (std::ranges::any_of(asked.tags, has) || std::ranges::any_of(asked.variables, has))
            return true;
    }
    const int first = firstOf(row, 0);
    const int end = firstOf(row + 1, 0);
    for (int i = first; i < end; ++i) {
        if (has(m_cells.at(i).beginning))
            return true;
    }
    return false;
}

// ---- What happens --------------------------------------------------------------------------------------------

void GridModel::receive(const LaneEvents &events)
{
    for (const LaneEvent &event : events) {
        const auto found = m_index.constFind(event.cell);
        if (found != m_index.cend())
            apply(event, *found);
    }
}

void GridModel::apply(const LaneEvent &event, int index)
{
    LiveCell &live = m_live[index];
    if (const auto *change = std::get_if<LaneStateChanged>(&event.what)) {
        live.state = change->state;
        live.reason = change->reason;
        live.until.reset();
        if (change->wait.count() > 0)
            live.until = m_clock->now() + change->wait;
    } else if (const auto *started = std::get_if<AttemptStarted>(&event.what)) {
        live.attempt = started->number;
    }
    touch(index);
}

void GridModel::recorded(CellId id)
{
    const auto found = m_index.constFind(id);
    if (found == m_index.cend())
        return;
    m_ended.append(id);
    touch(*found);
}

void GridModel::judged(CellId id)
{
    const auto found = m_index.constFind(id);
    if (found == m_index.cend())
        return;
    m_judged.append(id);
    touch(*found);
}

void GridModel::read(int index)
{
    if (const Result<GridCell> cell = RunStore::gridCell(m_workspace.reader(), m_cells.at(index).id))
        m_cells[index] = *cell;
    m_stale = true;
}

void GridModel::touch(int index)
{
    m_changed.insert(rowOf(index));
    if (!m_flush.isActive())
        m_flush.start();
    if (!m_tick.isActive())
        m_tick.start();
}

void GridModel::flush()
{
    for (const CellId id : std::exchange(m_ended, {})) {
        const int index = m_index.value(id);
        m_live.remove(index);
        if (const Result<GridCell> cell = RunStore::gridCell(m_workspace.reader(), id))
            m_cells[index] = *cell;
        m_stale = true;
    }
    for (const CellId id : std::exchange(m_judged, {}))
        read(m_index.value(id));
    QList<int> rows = std::exchange(m_changed, {}).values();
    std::ranges::sort(rows);
    for (qsizetype first = 0; first < rows.size();) {
        qsizetype last = first;
        while (last + 1 < rows.size() && rows.at(last + 1) == rows.at(last) + 1)
            ++last;
        emit dataChanged(index(rows.at(first), FirstTargetColumn), index(rows.at(last), columnCount() - 1));
        first = last + 1;
    }
}

void GridModel::tick()
{
    if (std::exchange(m_stale, false))
        count();
    for (auto live = m_live.cbegin(); live != m_live.cend(); ++live)
        m_changed.insert(rowOf(live.key()));
    if (m_live.isEmpty())
        m_tick.stop();
    else
        flush();
}

void GridModel::count()
{
    m_figures = targetFigures(m_cells, int(m_spec.targets.size()));
    m_marks = caseMarks(m_cells, cases());
    emit figuresChanged();
}

// ---- What is shown -------------------------------------------------------------------------------------------

int GridModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || m_cells.isEmpty() ? 0 : cases();
}

int GridModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() || m_cells.isEmpty() ? 0 : FirstTargetColumn + int(m_spec.targets.size());
}

LiveCell GridModel::liveCell(int index) const
{
    LiveCell live = m_live.value(index);
    const Cell *now = m_runs.find(m_cells.at(index).id);
    if (const Attempt *attempt = now ? now->last() : nullptr) {
        live.beginning = beginningOf(*attempt);
        live.firstToken = attempt->firstToken();
    }
    return live;
}

GridEntry GridModel::entry(int row, int target) const
{
    const int first = firstOf(row, target);
    for (int index = first; !m_live.isEmpty() && index < first + m_spec.repeats; ++index) {
        if (m_live.contains(index))
            return liveEntry(liveCell(index), m_clock->now());
    }
    return repeatsEntry(cells(row, target), m_running);
}

QVariant GridModel::caseData(int row, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return caseName(row);
    case Qt::ToolTipRole:
        return Format::toolTip(caseName(row));
    case DetailRole: {
        if (!m_spec.suite)
            return QString();
        const SuiteCase &asked = m_spec.suite->cases.at(row);
        QStringList parts{asked.taskClass};
        parts += asked.tags;
        parts.removeAll(QString());
        return parts.join(u" · "_s);
    }
    default:
        return {};
    }
}

QString GridModel::toolTip(int row, int target) const
{
    const GridEntry shown = entry(row, target);
    QStringList lines{shown.head, shown.note, shown.time, shown.tokens, shown.cost};
    lines += explanations(cells(row, target));
    lines.removeAll(QString());
    return Format::toolTip(lines.join(u'\n'));
}

QVariant GridModel::entryData(int row, int target, int role) const
{
    switch (role) {
    case EntryRole:
        return QVariant::fromValue(entry(row, target));
    case Qt::DisplayRole:
        return entry(row, target).text();
    case Qt::ToolTipRole:
        return toolTip(row, target);
    case FailedRole:
        return std::ranges::any_of(cells(row, target), &isFailed);
    default:
        return {};
    }
}

QVariant GridModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (index.column() == NumberColumn)
        return role == Qt::DisplayRole ? QVariant(Format::count(index.row() + 1)) : QVariant();
    if (index.column() == CaseColumn)
        return caseData(index.row(), role);
    return entryData(index.row(), index.column() - FirstTargetColumn, role);
}

QVariant GridModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const int target = section - FirstTargetColumn;
    if (role == Qt::DisplayRole)
        return section == NumberColumn ? tr("#") : section == CaseColumn ? tr("Case") : targetLetter(target);
    if (target < 0 || (role != Qt::ToolTipRole && role != Qt::AccessibleTextRole))
        return {};
    const RunTarget &of = m_spec.targets.at(target);
    const QString name = u"%1 %2, %3"_s.arg(targetLetter(target), of.target.model, of.channel.name);
    return role == Qt::ToolTipRole ? Format::toolTip(name) : name;
}

} // namespace evenhand
