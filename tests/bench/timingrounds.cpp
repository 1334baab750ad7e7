// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/timingrounds.h"

#include "app/engine/runengine.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace evenhand {

Channel benchChannel(const QString &name, const PacedServer &server)
{
    Channel channel;
    channel.id = ChannelId::create();
    channel.name = name;
    channel.plugin = u"openai"_s;
    channel.settings = {{u"base_url"_s, u"http://127.0.0.1:%1/v1"_s.arg(server.port())}};
    channel.origin = QUrl(u"http://127.0.0.1:%1"_s.arg(server.port()));
    return channel;
}

TimingRounds::TimingRounds(const PacedServer &server)
    : m_server(server)
    , m_channel(benchChannel(u"Bench"_s, server))
{
}

RunSpec TimingRounds::spec(int lanes)
{
    RunSpec spec;
    spec.id = RunId::create();
    spec.prompt.user = u"How long does it take?"_s;
    m_firstRequest = m_nextRequest;
    for (int i = 0; i < lanes; ++i) {
        RunTarget column;
        column.channel = m_channel;
        column.channel.maxConcurrent = lanes;
        column.target.model = u"bench-%1"_s.arg(m_nextRequest++);
        spec.targets.append(column);
    }
    return spec;
}

Result<QList<double>> TimingRounds::run(RunEngine &engine, int lanes)
{
    const RunSpec run = spec(lanes);
    QHash<CellId, Cell> cells;
    const QList<CellSpec> plan = planCells(run);
    for (const CellSpec &cell : plan)
        cells.insert(cell.id, {.id = cell.id, .target = cell.target, .repeat = 0, .state = {}, .attempts = {}});

    int left = lanes;
    QObject receiver; // the engine may have other lanes than these, and outlives this
    QObject::connect(&engine, &RunEngine::laneEvents, &receiver, [&](const LaneEvents &events) {
        for (const LaneEvent &event : events) {
            const auto cell = cells.find(event.cell);
            if (cell == cells.end())
                continue;
            apply(event, *cell);
            if (isFinal(cell->state) && --left == 0)
                QCoreApplication::exit();
        }
    });
    engine.start(run, plan);
    QCoreApplication::exec();

    QList<double> late;
    for (const Cell &cell : std::as_const(cells)) {
        const Result<double> each = lateness(cell);
        if (!each)
            return std::unexpected(each.error());
        late.append(*each);
    }
    return late;
}

Result<double> TimingRounds::lateness(const Cell &cell) const
{
    const Attempt *attempt = cell.last();
    if (cell.state != LaneState::Done)
        return std::unexpected(attempt->error.value_or(Error{}));
    const std::optional<Duration> measured = attempt->timing.firstToken();
    const auto request = std::size_t(m_firstRequest) + std::size_t(cell.target);
    const PacedServer::Record &record = m_server.records()[request];
    if (!measured || record.firstToken == 0)
        return std::unexpected(Error{.code = ErrorCode::Protocol, .message = u"A lane has no first token."_s, .detail = {}});
    const auto actual = std::chrono::nanoseconds(record.firstToken - record.arrived);
    return std::chrono::duration<double, std::milli>(*measured - actual).count();
}

} // namespace evenhand
