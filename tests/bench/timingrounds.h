// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/laneevent.h"
#include "tests/bench/pacedserver.h"

namespace evenhand {

class RunEngine;

// Runs lanes at once and hands in how many milliseconds each was late: what the lane says its first token took, less what
// the server's own record says.
class TimingRounds
{
public:
    explicit TimingRounds(const PacedServer &server);

    // Returns when all lanes have ended. Fails with the sentence of the first lane that was not done.
    Result<QList<double>> run(RunEngine &engine, int lanes);

private:
    RunSpec spec(int lanes);
    Result<double> lateness(const Cell &cell) const;

    const PacedServer &m_server;
    Channel m_channel;
    int m_firstRequest = 0;
    int m_nextRequest = 0;
};

// A channel of the openai plugin to a server of the benches.
Channel benchChannel(const QString &name, const PacedServer &server);

} // namespace evenhand
