// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/writer.h"

namespace evenhand {

static Result<void> perform(const Writer::Work &work, Database &db)
{
    Result<Transaction> transaction = Transaction::begin(db);
    if (!transaction)
        return std::unexpected(transaction.error());
    return work(db).and_then([&] { return transaction->commit(); });
}

Result<std::unique_ptr<Writer>> Writer::start(Open open)
{
    std::unique_ptr<Writer> writer(new Writer);
    std::promise<Result<void>> promise;
    std::future<Result<void>> opened = promise.get_future();
    writer->m_thread = std::thread(&Writer::serve, writer.get(), std::move(open), std::move(promise));
    return opened.get().transform([&] { return std::move(writer); });
}

Writer::~Writer()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void Writer::post(Work work, Done done)
{
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back({.work = std::move(work), .done = std::move(done)});
    }
    m_wake.notify_one();
}

void Writer::serve(const Open &open, std::promise<Result<void>> opened)
{
    const Result<std::unique_ptr<Database>> db = open();
    opened.set_value(db.transform([](const std::unique_ptr<Database> &) {}));
    if (!db)
        return;
    while (const std::optional<Job> job = take()) {
        const Result<void> outcome = perform(job->work, **db);
        if (job->done)
            job->done(outcome);
    }
}

std::optional<Writer::Job> Writer::take()
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return m_ending || !m_jobs.empty(); });
    if (m_jobs.empty())
        return std::nullopt;
    Job job = std::move(m_jobs.front());
    m_jobs.pop_front();
    return job;
}

} // namespace evenhand
