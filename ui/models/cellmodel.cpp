// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/cellmodel.h"

#include "app/service/runservice.h"

namespace evenhand {

CellModel::CellModel(const Cell &cell)
    : m_cell(cell)
{
}

void CellModel::apply(const LaneEvent &event, Clock::Moment now)
{
    evenhand::apply(event, m_cell);
    if (const auto *change = std::get_if<LaneStateChanged>(&event.what)) {
        m_wait = {};
        if (change->state == LaneState::Waiting || change->state == LaneState::Queued) {
            m_wait.reason = change->reason;
            m_wait.since = now;
            m_wait.message = change->message;
            if (change->wait.count() > 0)
                m_wait.until = now + change->wait;
        }
    } else if (const auto *attempt = std::get_if<AttemptStarted>(&event.what)) {
        m_most = attempt->most;
    }
}

void CellModel::takeCosts(const Cell &recorded)
{
    for (qsizetype i = 0; i < std::min(m_cell.attempts.size(), recorded.attempts.size()); ++i)
        m_cell.attempts[i].cost = recorded.attempts.at(i).cost;
}

void CellModel::requeue()
{
    m_cell.state = LaneState::Queued;
    m_wait = {};
}

CellModels::CellModels(RunService &runs, std::shared_ptr<const Clock> clock, QObject *parent)
    : QObject(parent)
    , m_runs(runs)
    , m_clock(std::move(clock))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, &CellModels::announce);
    connect(&runs, &RunService::laneEvents, this, &CellModels::receive);
    connect(&runs, &RunService::recorded, this, [this](CellId cell) { m_running.remove(cell); });
}

std::shared_ptr<CellModel> CellModels::model(const Cell &cell)
{
    if (std::shared_ptr<CellModel> known = m_known.value(cell.id).lock())
        return known;
    m_known.removeIf([](const auto &entry) { return entry.value().expired(); });
    auto made = std::make_shared<CellModel>(cell);
    m_known.insert(cell.id, made);
    return made;
}

std::shared_ptr<CellModel> CellModels::started(const Cell &cell)
{
    std::shared_ptr<CellModel> started = model(cell);
    m_running.insert(cell.id, started);
    if (!started->isRunning()) {
        started->requeue();
        emit started->changed();
    }
    return started;
}

void CellModels::receive(const LaneEvents &events)
{
    const Clock::Moment now = m_clock->now();
    for (const LaneEvent &event : events) {
        if (const std::shared_ptr<CellModel> model = m_known.value(event.cell).lock()) {
            model->apply(event, now);
            const Cell *recorded = std::holds_alternative<AttemptEnded>(event.what) ? m_runs.find(event.cell) : nullptr;
            if (recorded)
                model->takeCosts(*recorded);
            m_changed.insert(event.cell);
        }
    }
    if (!m_changed.isEmpty() && !m_timer.isActive())
        m_timer.start();
}

void CellModels::announce()
{
    const QSet<CellId> changed = std::exchange(m_changed, {});
    for (const CellId &cell : changed) {
        if (const std::shared_ptr<CellModel> model = m_known.value(cell).lock())
            emit model->changed();
    }
}

} // namespace evenhand
