// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/channel.h"

#include <QByteArray>
#include <QMap>

#include <functional>
#include <memory>

namespace evenhand {

class Redactor;

// The operating system's keychain behind a seam, so that tests bring their own. Answers come in the calling thread, from
// its event loop or at once. Thread-safe.
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
// made known to the redactor first. A secret is filed under the channel's id, the field and the origin it was given for,
// so a channel whose address was changed has no key until one is given for the new address. Thread-safe. The redactor
// must outlive it; callbacks that are still owed when it is destroyed are dropped.
class CredentialStore
{
public:
    CredentialStore(std::unique_ptr<Keychain> keychain, Redactor &redactor);
    ~CredentialStore();
    Q_DISABLE_COPY_MOVE(CredentialStore)

    // done() is called in the calling thread, from its event loop or at once. Fails with ErrorCode::Auth and a sentence
    // that says which key is missing and where it was looked for. A field without a credential is left out.
    void resolve(const Channel &channel, std::function<void(Result<Secrets>)> done);

    // Keeps a secret where the channel's credential of this field says (Keychain or Session). done() as above.
    void store(const Channel &channel, const QString &field, const QByteArray &secret,
               std::function<void(Result<void>)> done);
    void forget(const Channel &channel, const QString &field);

    // Whether a keychain answers, found out by asking for an entry that does not exist.
    void probeKeychain(std::function<void(bool)> done);

private:
    class Vault;
    class Resolution;

    std::shared_ptr<Vault> m_vault;
    std::unique_ptr<Keychain> m_keychain;
};

} // namespace evenhand
