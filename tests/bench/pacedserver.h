// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <sys/types.h>

namespace evenhand {

// A chat completions server on a loopback port that sends the first token a fixed time after each request, the others
// at a fixed pace, and writes down when it did. It is a process of its own with nothing else to do, so neither its work
// nor its clock is the client's. Requests tell themselves apart by their model: "bench-0", "bench-1", …
class PacedServer
{
public:
    struct Pace
    {
        std::chrono::milliseconds firstToken{200};
        int tokens = 1;
        std::chrono::microseconds between{20'000};
    };
    // The pieces of an answer, each the value of "delta" in JSON.
    using Script = std::vector<std::string>;
    // Nanoseconds of CLOCK_MONOTONIC.
    struct Record
    {
        std::int64_t arrived = 0;    // the request's last byte was read
        std::int64_t firstToken = 0; // about to be written
    };

    // Forks, so it comes before any thread. No value when the system refuses. Request n is answered by script n, from its
    // beginning again where more tokens are asked for; without a script every token is "word ".
    static std::optional<PacedServer> start(const Pace &pace, int mostRequests,
                                            const std::vector<Script> &scripts = {});
    ~PacedServer();
    PacedServer(PacedServer &&other) noexcept;
    PacedServer &operator=(PacedServer &&) = delete;

    int port() const { return m_port; }
    std::span<const Record> records() const { return m_records; }

private:
    PacedServer() = default;

    pid_t m_process = -1;
    int m_port = 0;
    std::span<Record> m_records; // shared with the process
};

} // namespace evenhand
