// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/store/database.h"

#include <QObject>

#include <functional>
#include <future>
#include <memory>
#include <optional>

namespace evenhand {

// One SQLite file with everything in it. One process owns it at a time; inside that process one thread writes, over one
// connection; every other connection only reads and never checkpoints (SQLite before 3.51.3 can corrupt a WAL that two
// connections write and checkpoint). The file is never opened except through SQLite: closing any other descriptor of it
// would drop SQLite's locks.
class Workspace : public QObject
{
    Q_OBJECT
public:
    // "EVHD", in the file's header (PRAGMA application_id).
    static constexpr int applicationId = 0x45564844;
    static constexpr int schemaVersion = 5;

    enum class Access {
        Own,  // read and write; makes the file when it does not exist, upgrades an older one after a verified copy
        Read, // works while another process owns the workspace; never makes or changes anything (SQLite may leave its
              // empty -wal and -shm files)
    };

    // Fails with
    //   InUse         another process owns it: who, and since when
    //   Incompatible  another program's file, or one that a newer Evenhand made; nothing was changed
    //   Io            the folder cannot be written or the file cannot be read: what to do
    //   NotFound      Access::Read and no such file
    static Result<std::unique_ptr<Workspace>> open(const QString &path, Access access);
    ~Workspace() override; // everything posted is written first

    QString path() const;
    QString name() const; // the file's name without its suffix
    bool isReadOnly() const;
    // Open for reading, and no process owns it: what is unfinished in it was interrupted, though nobody has written that yet.
    bool isAbandoned() const;

    // Runs work(Database&) -> Result<T> in the writer thread, inside one transaction that is rolled back when work
    // fails, and waits for it; not to be called from there. From the person's point of view it is saved when this
    // returns without error.
    template<typename Work>
    auto write(Work &&work) -> std::invoke_result_t<Work, Database &>
    {
        using R = std::invoke_result_t<Work, Database &>;
        std::optional<R> result;
        const auto committed = std::make_shared<std::promise<Result<void>>>(); // outlives set_value()
        post(
            [&](Database &db) -> Result<void> {
                result = work(db);
                return *result ? Result<void>() : std::unexpected(result->error());
            },
            [committed](const Result<void> &outcome) { committed->set_value(outcome); });
        const Result<void> outcome = committed->get_future().get();
        if (!outcome)
            return std::unexpected(outcome.error());
        return std::move(*result);
    }

    // The connection of the thread that opened the workspace, for reading.
    Database &reader();

    // Runs work once in the writer thread, in one transaction, in order; done is called there with the outcome of the
    // commit. Where the workspace is read only, done is called at once with an error.
    void post(std::function<Result<void>(Database &)> work, std::function<void(const Result<void> &)> done = {});

private:
    class Private;
    explicit Workspace(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace evenhand
