// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/channel.h"

#include <QMutex>
#include <QObject>

#include <functional>

namespace evenhand {

class Redactor;

// The operating system's keychain behind a seam, so that tests bring their own. Answers come from the event loop of
// the calling thread.
class Keychain
{
public:
    Keychain() = default;
    virtual ~Keychain();
    Q_DISABLE_COPY_MOVE(Keychain)

    // An entry that is not there is ErrorCode::NotFound; every other failure means that there is no usable keychain.
    virtual void read(const QString &entry, std::function<void(Result<QByteArray>)> done) = 0;
    virtual void write(const QString &entry, const QByteArray &secret, std::function<void(Result<void>)> done) = 0;
    virtual void remove(const QString &entry, std::function<void(Result<void>)> done) = 0;
};

// QtKeychain, its insecure fallback never on.
std::unique_ptr<Keychain> makeSystemKeychain();

using Secrets = QMap<QString, QByteArray>; // settings field → secret

// Finds the secrets of a channel, and keeps them nowhere but in the keychain or in memory. Every secret it hands out is
// made known to the redactor first. A secret in the keychain is filed under the channel's id and the origin it was given
// for, so a channel whose address was changed has no key until one is given for the new address. Thread-safe.
class CredentialStore
{
public:
    CredentialStore(std::unique_ptr<Keychain> keychain, Redactor &redactor);
    ~CredentialStore();
    Q_DISABLE_COPY_MOVE(CredentialStore)

    // done() is called in the calling thread, from its event loop or at once. Fails with ErrorCode::Auth and a sentence
    // that says which key is missing and where it was looked for.
    void resolve(const Channel &channel, std::function<void(Result<Secrets>)> done);

    // Keeps a secret where credential says (Keychain or Session). done() as above.
    void store(const Channel &channel, const QString &field, const QByteArray &secret,
               std::function<void(Result<void>)> done);
    void forget(const Channel &channel, const QString &field);

    // Whether a keychain answers, found out by asking for an entry that does not exist.
    void probeKeychain(std::function<void(bool)> done);

private:
    QString entryName(const Channel &channel, const QString &field) const;

    std::unique_ptr<Keychain> m_keychain;
    Redactor &m_redactor;
    QMutex m_mutex;
    QMap<QString, QByteArray> m_session; // by entry name: session secrets, and keychain secrets already read
};

} // namespace evenhand
