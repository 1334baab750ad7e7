// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/runcontrol.h"

#include "app/service/session.h"

using namespace Qt::StringLiterals;

namespace evenhand {

RunControl::RunControl(Session &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&session.runs(), &RunService::channelLoad, this, [this](const ChannelLoad &load) {
        m_loads.insert(load.channel, load);
        emit loadChanged();
    });
}

RunControl::~RunControl() = default;

Result<RunId> RunControl::start(const RunService::Request &request)
{
    return m_session.runs().create(request).and_then(
        [this](const Run &run) { return send(run.spec.id, Pick::Unfinished).transform([&] { return run.spec.id; }); });
}

Result<void> RunControl::send(RunId run, Pick pick)
{
    if (batch(run)) {
        return std::unexpected(
            Error{.code = ErrorCode::InvalidInput, .message = u"This run is being sent already."_s, .detail = {}});
    }
    Result<std::unique_ptr<Batch>> opened = Batch::open(m_session.runs(), m_session.workspace(), run, pick);
    if (!opened)
        return std::unexpected(opened.error());
    Batch *made = opened->get();
    m_batches.insert_or_assign(run, std::move(*opened));
    m_endings.remove(run);
    connect(made, &Batch::stateChanged, this, [this, run] { follow(run); });
    made->start();
    return {};
}

void RunControl::follow(RunId run)
{
    const auto found = m_batches.find(run);
    if (found->second->state() == Batch::State::Ended) {
        m_endings.insert(run, found->second->ending());
        found->second.release()->deleteLater(); // it is speaking
        m_batches.erase(found);
    }
    emit changed(run);
}

Batch *RunControl::batch(RunId run) const
{
    const auto found = m_batches.find(run);
    return found == m_batches.end() ? nullptr : found->second.get();
}

QList<RunId> RunControl::sending() const
{
    QList<RunId> runs;
    for (const auto &[run, batch] : m_batches)
        runs.append(run);
    return runs;
}

std::optional<Batch::Ending> RunControl::ending(RunId run) const
{
    const auto found = m_endings.constFind(run);
    return found == m_endings.cend() ? std::nullopt : std::optional(*found);
}

} // namespace evenhand
