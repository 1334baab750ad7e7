// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include <sys/types.h>

namespace evenhand {

// A chat completions server on a loopback port that streams each answer at once after a fixed time: 50 events of 48
// characters, 2,400 in all, then usage and the end. It is a process of its own with nothing else to do.
class BurstServer
{
public:
    static constexpr int charactersOfAnAnswer = 2400;

    // Forks, so it comes before any thread. No value when the system refuses.
    static std::optional<BurstServer> start(std::chrono::milliseconds delay);
    ~BurstServer();
    BurstServer(BurstServer &&other) noexcept;
    BurstServer &operator=(BurstServer &&) = delete;

    int port() const { return m_port; }
    std::int64_t answered() const;

private:
    BurstServer() = default;

    pid_t m_process = -1;
    int m_port = 0;
    std::int64_t *m_answered = nullptr; // shared with the process
};

// Asks so often over so many connections, reads every answer to its end and does nothing with it. Seconds that it took.
double askRaw(int port, int requests, int atOnce);

} // namespace evenhand
