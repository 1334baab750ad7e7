// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/engine/credentials.h"

#include <QMutex>

namespace evenhand {

// A keychain in memory that answers at once, or fails every call with `failure`.
class FakeKeychain final : public Keychain
{
public:
    struct State
    {
        QMap<QString, QByteArray> entries;
        std::optional<Error> failure;
        QStringList calls; // "read entry", …
    };

    // The state stays with the test.
    explicit FakeKeychain(State &state)
        : m_state(state)
    {
    }

    void read(const QString &entry, std::function<void(Result<QByteArray>)> done) override
    {
        done(call(QStringLiteral("read"), entry).and_then([&]() -> Result<QByteArray> {
            if (m_state.entries.contains(entry))
                return m_state.entries.value(entry);
            return std::unexpected(Error{.code = ErrorCode::NotFound, .message = {}, .detail = {}});
        }));
    }
    void write(const QString &entry, const QByteArray &secret, std::function<void(Result<void>)> done) override
    {
        done(call(QStringLiteral("write"), entry).transform([&] { m_state.entries.insert(entry, secret); }));
    }
    void remove(const QString &entry, std::function<void(Result<void>)> done) override
    {
        done(call(QStringLiteral("remove"), entry).transform([&] { m_state.entries.remove(entry); }));
    }

private:
    Result<void> call(const QString &what, const QString &entry)
    {
        const QMutexLocker lock(&m_mutex);
        m_state.calls.append(what + u' ' + entry);
        if (m_state.failure)
            return std::unexpected(*m_state.failure);
        return {};
    }

    QMutex m_mutex;
    State &m_state;
};

} // namespace evenhand
