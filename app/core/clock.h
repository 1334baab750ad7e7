// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>

#include <chrono>

namespace evenhand {

// Injected wherever time is taken, so that tests own it.
class Clock
{
public:
    using Moment = std::chrono::steady_clock::time_point;

    Clock() = default;
    virtual ~Clock() = default;
    Q_DISABLE_COPY_MOVE(Clock)

    virtual Moment now() const { return std::chrono::steady_clock::now(); }
    virtual QDateTime utc() const { return QDateTime::currentDateTimeUtc(); }
};

} // namespace evenhand
