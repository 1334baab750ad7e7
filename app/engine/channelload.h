// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/ids.h"

#include <chrono>

namespace evenhand {

// What a channel is doing.
struct ChannelLoad
{
    ChannelId channel;
    QString name;
    int inFlight = 0;
    int limit = 0;                     // requests at once, as found
    int most = 0;                      // as set
    int waiting = 0;                   // lanes that wait for a turn
    std::chrono::milliseconds held{0}; // nothing begins for so long
    QString why;                       // it is held, or the limit was lowered

    bool operator==(const ChannelLoad &) const = default;
};

} // namespace evenhand

Q_DECLARE_METATYPE(evenhand::ChannelLoad)
