// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/clock.h"

#include <QTimeZone>

#include <atomic>

namespace evenhand {

// Stands still until a test moves it. Thread-safe.
class FakeClock final : public Clock
{
public:
    Moment now() const override { return Moment(since()); }
    QDateTime utc() const override
    {
        const QDateTime start(QDate(2026, 1, 1), QTime(0, 0), QTimeZone::UTC);
        return start.addDuration(since());
    }
    void advance(std::chrono::milliseconds time) { m_milliseconds += time.count(); }

private:
    std::chrono::milliseconds since() const { return std::chrono::milliseconds(m_milliseconds.load()); }

    std::atomic<qint64> m_milliseconds = 3'600'000;
};

} // namespace evenhand
