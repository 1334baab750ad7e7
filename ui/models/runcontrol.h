// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/service/batch.h"

#include <memory>

namespace evenhand {

class Session;

// The runs of a suite that this window sends: begins them, keeps them while another page is shown, knows how they ended.
class RunControl : public QObject
{
    Q_OBJECT
public:
    explicit RunControl(Session &session, QObject *parent = nullptr);
    ~RunControl() override; // what was not begun is interrupted

    // Stores the run and begins to send it.
    Result<RunId> start(const RunService::Request &request);
    // Goes on with what was not sent, or sends again what failed.
    Result<void> send(RunId run, Pick pick);

    // Null: it is not being sent. A paused run is.
    Batch *batch(RunId run) const;
    QList<RunId> sending() const;
    // No value: it was not sent since the window opened.
    std::optional<Batch::Ending> ending(RunId run) const;
    // As its engine said last; one that was not heard of has no name.
    ChannelLoad load(ChannelId channel) const { return m_loads.value(channel); }

signals:
    // It began, paused, went on or ended.
    void changed(evenhand::RunId run);
    void loadChanged();

private:
    void follow(RunId run);

    Session &m_session;
    std::map<RunId, std::unique_ptr<Batch>> m_batches;
    QHash<RunId, Batch::Ending> m_endings;
    QHash<ChannelId, ChannelLoad> m_loads;
};

} // namespace evenhand
