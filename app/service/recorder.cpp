// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/recorder.h"

#include "app/core/redactor.h"
#include "app/store/runstore.h"
#include "app/store/workspace.h"

#include <QJsonDocument>
#include <QLoggingCategory>

namespace evenhand {
namespace {

Q_LOGGING_CATEGORY(lcRecorder, "evenhand.recorder")

QJsonObject redacted(const QJsonObject &json, const Redactor &redactor)
{
    if (json.isEmpty())
        return json;
    return QJsonDocument::fromJson(redactor.redact(QJsonDocument(json).toJson(QJsonDocument::Compact))).object();
}

void redactIn(Answer &answer, const Redactor &redactor)
{
    for (QString *text : {&answer.text, &answer.reasoning, &answer.refusal, &answer.stopRaw})
        *text = redactor.redact(*text);
    for (ToolCall &call : answer.toolCalls) {
        for (QString *text : {&call.id, &call.name, &call.arguments})
            *text = redactor.redact(*text);
    }
    for (QString &notice : answer.notices)
        notice = redactor.redact(notice);
    answer.usageRaw = redacted(answer.usageRaw, redactor);
}

void redactIn(Identity &identity, const Redactor &redactor)
{
    for (QString *text : {&identity.model, &identity.responseId, &identity.requestId, &identity.region,
                          &identity.serviceTier, &identity.fingerprint})
        *text = redactor.redact(*text);
    for (Header &header : identity.headers)
        header.value = redactor.redact(header.value);
}

void redactIn(Round &round, const Redactor &redactor)
{
    redactIn(round.answer, redactor);
    redactIn(round.identity, redactor);
    if (round.request)
        round.request = redactor.redact(*round.request);
    for (ToolResult &result : round.results)
        result.text = redactor.redact(result.text);
}

// A cell whose run was removed meanwhile is not missed, and must not keep others from being saved.
Result<void> saveCells(Database &db, const QList<Cell> &cells)
{
    for (const Cell &cell : cells) {
        const Result<void> saved = RunStore::saveCell(db, cell);
        if (!saved && saved.error().code != ErrorCode::NotFound)
            return saved;
    }
    return {};
}

} // namespace

Cell redacted(Cell cell, const Redactor &redactor)
{
    for (Attempt &attempt : cell.attempts) {
        for (Round &round : attempt.rounds)
            redactIn(round, redactor);
        redactIn(attempt.answer, redactor);
        redactIn(attempt.identity, redactor);
        if (attempt.request)
            attempt.request = redactor.redact(*attempt.request);
        if (attempt.error)
            attempt.error = redactor.redact(*attempt.error);
    }
    return cell;
}

Recorder::Recorder(Workspace &workspace, const Redactor &redactor, std::shared_ptr<const Clock> clock, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_redactor(redactor)
    , m_clock(std::move(clock))
    , m_nextCheckpoint(m_clock->now())
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Recorder::writeDue);
}

Recorder::~Recorder()
{
    if (m_cells.isEmpty())
        return; // what is on its way to the disk would still be here
    for (Entry &entry : m_cells) {
        if (isFinal(entry.cell.state))
            continue;
        interrupt(entry.cell);
        entry.dirty = true;
    }
    // Waits for what was posted before, too: its outcome is called with this object.
    const Result<void> saved =
        m_workspace.write([cells = takeDirty(false)](Database &db) { return saveCells(db, cells); });
    if (!saved)
        qCWarning(lcRecorder).noquote() << saved.error().message << saved.error().detail;
}

void Recorder::watch(const Cell &cell)
{
    m_cells.insert(cell.id, {.cell = cell, .dirty = false});
}

void Recorder::record(const LaneEvents &events)
{
    for (const LaneEvent &event : events) {
        const auto entry = m_cells.find(event.cell);
        if (entry == m_cells.end())
            continue;
        apply(event, entry->cell);
        entry->dirty = true;
    }
    writeDue();
}

const Cell *Recorder::find(CellId id) const
{
    const auto entry = m_cells.find(id);
    return entry == m_cells.end() ? nullptr : &entry->cell;
}

void Recorder::writeDue()
{
    if (m_writing)
        return; // written() comes back here
    const Clock::Moment now = m_clock->now();
    const bool checkpoint = now >= m_nextCheckpoint;
    QList<Cell> cells;
    if (checkpoint)
        cells = takeDirty(false);
    else if (!m_problem)
        cells = takeDirty(true);
    if (!cells.isEmpty()) {
        if (checkpoint)
            m_nextCheckpoint = now + interval;
        write(cells);
    } else if (isDirty() && !m_timer.isActive()) {
        m_timer.start(std::chrono::ceil<std::chrono::milliseconds>(m_nextCheckpoint - now));
    }
}

QList<Cell> Recorder::takeDirty(bool endedOnly)
{
    QList<Cell> cells;
    for (Entry &entry : m_cells) {
        if (!entry.dirty || (endedOnly && !isFinal(entry.cell.state)))
            continue;
        entry.dirty = false;
        cells.append(redacted(entry.cell, m_redactor));
    }
    return cells;
}

bool Recorder::isDirty() const
{
    return std::ranges::any_of(m_cells, &Entry::dirty);
}

void Recorder::write(const QList<Cell> &cells)
{
    QList<CellId> ids;
    for (const Cell &cell : cells)
        ids.append(cell.id);
    m_writing = true;
    m_workspace.post([cells](Database &db) { return saveCells(db, cells); },
                     [this, ids](const Result<void> &outcome) {
                         QMetaObject::invokeMethod(
                             this, [this, ids, outcome] { written(ids, outcome); }, Qt::QueuedConnection);
                     });
}

void Recorder::written(const QList<CellId> &cells, const Result<void> &outcome)
{
    m_writing = false;
    QList<CellId> ended;
    for (const CellId &id : cells) {
        Entry &entry = m_cells[id];
        if (!outcome)
            entry.dirty = true;
        else if (!entry.dirty && isFinal(entry.cell.state))
            ended.append(id);
    }
    if (outcome) {
        m_problem.reset();
    } else if (m_problem != outcome.error()) {
        m_problem = outcome.error();
        emit failed(*m_problem);
    }
    for (const CellId &id : ended) {
        m_cells.remove(id);
        emit recorded(id);
    }
    writeDue();
}

} // namespace evenhand
