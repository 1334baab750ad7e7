// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/credentials.h"

#include "app/core/redactor.h"

#include <QMutex>
#include <QMutexLocker>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

QString entryName(const Channel &channel, const QString &field)
{
    return u"%1/%2@%3"_s.arg(channel.id.toString(), field, originText(channel.origin));
}

std::unexpected<Error> authError(const QString &message, const QString &detail = {})
{
    return std::unexpected(
        Error{.code = ErrorCode::Auth, .message = message, .detail = detail, .step = Step::Credentials});
}

std::unexpected<Error> missing(const Channel &channel, const CredentialRef &credential)
{
    switch (credential.kind) {
    case CredentialRef::Kind::Environment:
        return authError(
            u"The environment variable %1, which holds the key of channel \"%2\", is not set. Set it and "
            "start the program again, or choose another place for the key."_s.arg(credential.name, channel.name));
    case CredentialRef::Kind::Session:
        return authError(u"The key of channel \"%1\" was kept only until the program ended. Enter it again in the "
                         "channel's settings."_s.arg(channel.name));
    default:
        return authError(u"The keychain of the system has no key of channel \"%1\" for %2. Enter it in the channel's "
                         "settings."_s.arg(channel.name, originText(channel.origin)));
    }
}

std::unexpected<Error> unavailable(const QString &consequence, const Error &error)
{
    return authError(
        u"The keychain of the system cannot be used, so %1. Keep it in an environment variable or enter it for "
        "this session."_s.arg(consequence),
        error.message);
}

} // namespace

Keychain::~Keychain() = default;

// The secrets in memory, by entry name: those of the session, and those of the keychain that were read or written.
// Outlives the store for as long as the keychain owes an answer.
class CredentialStore::Vault
{
public:
    explicit Vault(Redactor &redactor)
        : m_redactor(redactor)
    {
    }

    QByteArray find(const QString &entry) const
    {
        const QMutexLocker lock(&m_mutex);
        return m_secrets.value(entry);
    }
    void keep(const QString &entry, const QByteArray &secret)
    {
        const QMutexLocker lock(&m_mutex);
        m_secrets.insert(entry, secret);
    }
    void forget(const QString &entry)
    {
        const QMutexLocker lock(&m_mutex);
        m_secrets.remove(entry);
    }
    QByteArray handOut(const QByteArray &secret)
    {
        m_redactor.addSecret(secret);
        return secret;
    }

private:
    Redactor &m_redactor;
    mutable QMutex m_mutex;
    QMap<QString, QByteArray> m_secrets;
};

// One call of resolve(): the fields of a channel, one after the other.
class CredentialStore::Resolution : public std::enable_shared_from_this<Resolution>
{
public:
    Resolution(Keychain &keychain, std::weak_ptr<Vault> vault, const Channel &channel,
               std::function<void(Result<Secrets>)> done)
        : m_keychain(keychain)
        , m_vault(std::move(vault))
        , m_channel(channel)
        , m_fields(channel.credentials.keys())
        , m_done(std::move(done))
    {
    }

    void next()
    {
        const std::shared_ptr<Vault> vault = m_vault.lock();
        if (!vault)
            return;
        if (m_fields.isEmpty())
            return m_done(m_found);

        const CredentialRef credential = m_channel.credentials.value(m_fields.first());
        switch (credential.kind) {
        case CredentialRef::Kind::None:
            m_fields.removeFirst();
            return next();
        case CredentialRef::Kind::Environment:
            return take(*vault, credential, qgetenv(credential.name.toUtf8().constData()));
        case CredentialRef::Kind::Session:
            return take(*vault, credential, vault->find(entry()));
        case CredentialRef::Kind::Keychain:
            return askKeychain(*vault, credential);
        }
    }

private:
    QString entry() const { return entryName(m_channel, m_fields.first()); }

    void take(Vault &vault, const CredentialRef &credential, const QByteArray &secret)
    {
        const QByteArray bare = secret.trimmed();
        if (bare.isEmpty())
            return m_done(missing(m_channel, credential));
        m_found.insert(m_fields.takeFirst(), vault.handOut(bare));
        next();
    }

    void askKeychain(Vault &vault, const CredentialRef &credential)
    {
        if (const QByteArray known = vault.find(entry()); !known.isEmpty())
            return take(vault, credential, known);
        m_keychain.read(entry(), [self = shared_from_this(), credential](const Result<QByteArray> &secret) {
            const std::shared_ptr<Vault> alive = self->m_vault.lock();
            if (!alive)
                return;
            if (!secret && secret.error().code != ErrorCode::NotFound)
                return self->m_done(
                    unavailable(u"the key of channel \"%1\" is missing"_s.arg(self->m_channel.name), secret.error()));
            if (secret)
                alive->keep(self->entry(), *secret);
            self->take(*alive, credential, secret.value_or(QByteArray()));
        });
    }

    Keychain &m_keychain;
    std::weak_ptr<Vault> m_vault;
    Channel m_channel;
    QStringList m_fields; // still to be found
    Secrets m_found;
    std::function<void(Result<Secrets>)> m_done;
};

CredentialStore::CredentialStore(std::unique_ptr<Keychain> keychain, Redactor &redactor)
    : m_vault(std::make_shared<Vault>(redactor))
    , m_keychain(std::move(keychain))
{
}

CredentialStore::~CredentialStore() = default;

void CredentialStore::resolve(const Channel &channel, std::function<void(Result<Secrets>)> done)
{
    std::make_shared<Resolution>(*m_keychain, m_vault, channel, std::move(done))->next();
}

void CredentialStore::store(const Channel &channel, const QString &field, const QByteArray &secret,
                            std::function<void(Result<void>)> done)
{
    const CredentialRef credential = channel.credentials.value(field);
    const QString entry = entryName(channel, field);
    const QByteArray bare = m_vault->handOut(secret.trimmed());
    if (credential.kind == CredentialRef::Kind::Session) {
        m_vault->keep(entry, bare);
        return done({});
    }
    if (credential.kind != CredentialRef::Kind::Keychain) {
        return done(std::unexpected(Error{.code = ErrorCode::InvalidInput,
                                          .message = u"A key is stored only in the keychain or for this session."_s,
                                          .detail = {}}));
    }
    m_keychain->write(entry, bare,
                      [vault = std::weak_ptr(m_vault), name = channel.name, entry, bare,
                       done = std::move(done)](const Result<void> &written) {
                          const std::shared_ptr<Vault> alive = vault.lock();
                          if (!alive)
                              return;
                          if (!written)
                              return done(
                                  unavailable(u"the key of channel \"%1\" was not kept"_s.arg(name), written.error()));
                          alive->keep(entry, bare);
                          done({});
                      });
}

void CredentialStore::forget(const Channel &channel, const QString &field)
{
    m_vault->forget(entryName(channel, field));
    if (channel.credentials.value(field).kind == CredentialRef::Kind::Keychain)
        m_keychain->remove(entryName(channel, field), [](const Result<void> &) {});
}

void CredentialStore::probeKeychain(std::function<void(bool)> done)
{
    m_keychain->read(u"probe"_s, [done = std::move(done)](const Result<QByteArray> &secret) {
        done(secret || secret.error().code == ErrorCode::NotFound);
    });
}

} // namespace evenhand
