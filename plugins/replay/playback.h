// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/replay/recording.h"

namespace evenhand::replay {

// Times are divided by the factor; without one everything comes at once.
struct Speed
{
    std::optional<double> factor = 1;
};

struct TimedEvent
{
    std::chrono::microseconds at{0}; // since the request
    ChatEvent event;

    bool operator==(const TimedEvent &) const = default;
};

// An answer on the time line of one request: the same for the same input, always.
struct Playback
{
    QList<TimedEvent> events; // by time
    ChatOutcome outcome;
    std::chrono::microseconds end{0};

    bool operator==(const Playback &) const = default;
};

Playback play(const Recording &recording, const RecordedAnswer &answer, const ChatRequest &request, const Speed &speed);

// Text in pieces of the size of usual tokens: a word or a part of a long one, with the space before it.
QStringList tokens(const QString &text);

} // namespace evenhand::replay
