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
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Recorder::writeDue);
}

Recorder::~Recorder()
{
    if (m_cells.isEmpty())
        return; // what is on its way to the disk would still be here
    QList<Cell> cells;
    for (Entry &entry : m_cells) {
        interrupt(entry.cell);
        cells.append(redacted(entry.cell, m_redactor));
    }
    // Waits for what was posted before, too: its outcome is called with this object.
    const Result<void> saved = m_workspace.write([&cells](Database &db) { return saveCells(db, cells); });
    if (!saved)
        qCWarning(lcRecorder).noquote() << saved.error().message << saved.error().detail;
}

void Recorder::setPricer(Pricer pricer)
{
    m_pricer = std::move(pricer);
}

void Recorder::watch(const Cell &cell)
{
    m_cells.insert(cell.id, {.cell = cell, .dirtySince = {}});
}

void Recorder::record(const LaneEvents &events)
{
    const Clock::Moment now = m_clock->now();
    for (const LaneEvent &event : events) {
        const auto entry = m_cells.find(event.cell);
        if (entry == m_cells.end())
            continue;
        apply(event, entry->cell);
        if (m_pricer && std::holds_alternative<AttemptEnded>(event.what) && entry->cell.last())
            entry->cell.attempts.last().cost = m_pricer(entry->cell);
        if (!entry->dirtySince)
            becomeDirty(event.cell, *entry, now);
        if (isFinal(entry->cell.state))
            m_ended.append(event.cell);
    }
    writeDue();
}

void Recorder::keep(const QList<Cell> &ended)
{
    for (const Cell &cell : ended) {
        becomeDirty(cell.id, *m_cells.insert(cell.id, {.cell = cell, .dirtySince = {}}), m_clock->now());
        m_ended.append(cell.id);
    }
    writeDue();
}

const Cell *Recorder::find(CellId id) const
{
    const auto entry = m_cells.find(id);
    return entry == m_cells.end() ? nullptr : &entry->cell;
}

void Recorder::becomeDirty(CellId id, Entry &entry, Clock::Moment since)
{
    entry.dirtySince = since;
    m_due.append({since, id});
}

void Recorder::writeDue()
{
    if (m_writing)
        return; // written() comes back here
    const Clock::Moment now = m_clock->now();
    QList<Cell> cells;
    if (!m_problem)
        take(std::exchange(m_ended, {}), cells);
    while (!m_due.isEmpty() && m_due.first().since + interval <= now) {
        const Due due = m_due.takeFirst();
        if (const auto entry = m_cells.constFind(due.cell); entry != m_cells.cend() && entry->dirtySince == due.since)
            take({due.cell}, cells);
    }
    if (!cells.isEmpty())
        write(cells);
    else if (!m_due.isEmpty() && !m_timer.isActive())
        m_timer.start(std::chrono::ceil<std::chrono::milliseconds>(m_due.first().since + interval - now));
}

void Recorder::take(const QList<CellId> &ids, QList<Cell> &cells)
{
    for (const CellId &id : ids) {
        const auto entry = m_cells.find(id);
        if (entry == m_cells.end() || !std::exchange(entry->dirtySince, std::nullopt))
            continue;
        cells.append(redacted(entry->cell, m_redactor));
    }
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
    const Clock::Moment now = m_clock->now();
    for (const CellId &id : cells) {
        Entry &entry = m_cells[id];
        if (!outcome && !entry.dirtySince)
            becomeDirty(id, entry, now);
        else if (outcome && !entry.dirtySince && isFinal(entry.cell.state))
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
