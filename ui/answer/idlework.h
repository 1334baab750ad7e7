// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDeadlineTimer>
#include <QtClassHelperMacros>

#include <functional>

namespace evenhand {

// Work that can wait for a quiet moment. All such work of the program takes turns: between two events there is one slice of a
// few milliseconds, however many have something to do. For the thread of the window.
class IdleWork
{
public:
    // Works until the deadline; true: something is left to do.
    using Slice = std::function<bool(const QDeadlineTimer &)>;

    explicit IdleWork(Slice slice);
    ~IdleWork();
    Q_DISABLE_COPY_MOVE(IdleWork)

    void start(); // there is something to do

private:
    friend class IdleRound;

    Slice m_slice;
};

} // namespace evenhand
