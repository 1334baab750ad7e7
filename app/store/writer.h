// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/store/database.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>

namespace evenhand {

// The thread of the one connection that writes.
class Writer
{
public:
    using Open = std::function<Result<std::unique_ptr<Database>>()>;
    using Work = std::function<Result<void>(Database &)>;
    using Done = std::function<void(const Result<void> &)>;

    // Calls open in the new thread and waits for it.
    static Result<std::unique_ptr<Writer>> start(Open open);
    // Everything posted is done first, what is posted meanwhile included.
    ~Writer();
    Q_DISABLE_COPY_MOVE(Writer)

    // Work is called once, in a transaction of its own; done after it has been committed or rolled back. In order.
    void post(Work work, Done done);

private:
    struct Job
    {
        Work work;
        Done done;
    };

    Writer() = default;
    void serve(const Open &open, std::promise<Result<void>> opened);
    std::optional<Job> take(); // waits; none: it is time to end

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_jobs;
    bool m_ending = false;
    std::thread m_thread;
};

} // namespace evenhand
