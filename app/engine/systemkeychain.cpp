// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/credentials.h"

#include <QCoreApplication>
#include <qt6keychain/keychain.h>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

using Deliver = std::function<void()>;

Result<void> outcome(const QKeychain::Job &job)
{
    if (job.error() == QKeychain::NoError)
        return {};
    return std::unexpected(Error{.code = job.error() == QKeychain::EntryNotFound ? ErrorCode::NotFound : ErrorCode::Io,
                                 .message = job.errorString(),
                                 .detail = {}});
}

// QtKeychain keeps one queue of jobs for the whole process and does not lock it. So every job lives in the application's
// thread, and its answer is carried to the thread that asked.
class SystemKeychain final : public Keychain
{
public:
    void read(const QString &entry, std::function<void(Result<QByteArray>)> done) override
    {
        run<QKeychain::ReadPasswordJob>(entry, {}, [done](const QKeychain::ReadPasswordJob &job) -> Deliver {
            return [done, secret = outcome(job).transform([&job] { return job.binaryData(); })] { done(secret); };
        });
    }

    void write(const QString &entry, const QByteArray &secret, std::function<void(Result<void>)> done) override
    {
        run<QKeychain::WritePasswordJob>(
            entry, [secret](QKeychain::WritePasswordJob &job) { job.setBinaryData(secret); },
            [done](const QKeychain::WritePasswordJob &job) -> Deliver {
                return [done, written = outcome(job)] { done(written); };
            });
    }

    void remove(const QString &entry, std::function<void(Result<void>)> done) override
    {
        run<QKeychain::DeletePasswordJob>(entry, {}, [done](const QKeychain::DeletePasswordJob &job) -> Deliver {
            return [done, removed = outcome(job)] { done(removed); };
        });
    }

private:
    // prepare() and answer() run in the application's thread; what answer() returns runs in the calling one.
    template<typename Job>
    static void run(const QString &entry, const std::function<void(Job &)> &prepare,
                    const std::function<Deliver(const Job &)> &answer)
    {
        auto *caller = new QObject; // lives in the calling thread
        const auto start = [entry, prepare, answer, caller] {
            auto *job = new Job(u"Evenhand"_s);
            job->setInsecureFallback(false);
            job->setKey(entry);
            if (prepare)
                prepare(*job);
            QObject::connect(job, &QKeychain::Job::finished, job, [answer, caller, job] {
                const auto deliver = [caller, deliver = answer(*job)] {
                    caller->deleteLater();
                    deliver();
                };
                QMetaObject::invokeMethod(caller, deliver, Qt::QueuedConnection);
            });
            job->start();
        };
        QMetaObject::invokeMethod(QCoreApplication::instance(), start, Qt::AutoConnection);
    }
};

} // namespace

std::unique_ptr<Keychain> makeSystemKeychain()
{
    return std::make_unique<SystemKeychain>();
}

} // namespace evenhand
