// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/store/workspace.h"
#include "app/store/workspacefile.h"

#include <QFuture>
#include <QPromise>
#include <QThreadPool>

namespace evenhand {

// Reads that may take long in a large workspace: beside the thread that asks, over connections of their own. One is under
// way at a time; of what is asked for meanwhile the last is read next, and the rest is never read. Lives in the thread of
// the context, of which it is a member; whoever destroys it waits for the read that is under way.
template<typename T>
class BackgroundRead
{
public:
    using Work = std::function<Result<T>(Database &)>;
    using Done = std::function<void(const Result<T> &)>;

    // done is called in the thread of the context, which lives as long as the workspace at most.
    BackgroundRead(const Workspace &workspace, QObject *context, Done done)
        : m_path(workspace.path())
        , m_context(context)
        , m_done(std::move(done))
    {
    }

    void start(Work work)
    {
        m_next = std::move(work);
        if (!m_reading)
            readNext();
    }
    bool isReading() const { return m_reading; }

private:
    void readNext()
    {
        m_reading = true;
        const auto promise = std::make_shared<QPromise<Result<T>>>();
        promise->start();
        promise->future().then(m_context, [this](const Result<T> &read) {
            m_reading = false;
            if (m_next)
                readNext();
            m_done(read);
        });
        m_pool.start([promise, path = m_path, work = *std::exchange(m_next, std::nullopt)] {
            promise->addResult(WorkspaceFile::openForReading(path).and_then(
                [&](const std::unique_ptr<Database> &db) { return work(*db); }));
            promise->finish();
        });
    }

    QString m_path;
    QObject *m_context;
    Done m_done;
    std::optional<Work> m_next;
    bool m_reading = false;
    QThreadPool m_pool; // waits in its destructor
};

} // namespace evenhand
