// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/channelkeeper.h"

#include "app/store/channelstore.h"
#include "app/store/workspace.h"

#include <QPointer>

using namespace Qt::StringLiterals;

namespace evenhand {

static bool isKeptByUs(const CredentialRef &reference)
{
    return reference.kind == CredentialRef::Kind::Keychain || reference.kind == CredentialRef::Kind::Session;
}

// Those for the keychain, and those for the session.
static std::pair<Secrets, Secrets> split(const Secrets &typed, const Channel &channel)
{
    std::pair<Secrets, Secrets> result;
    for (const auto &[field, secret] : typed.asKeyValueRange()) {
        const bool passing = channel.credentials.value(field).kind == CredentialRef::Kind::Session;
        (passing ? result.second : result.first).insert(field, secret);
    }
    return result;
}

ChannelKeeper::ChannelKeeper(Workspace &workspace, CredentialStore &credentials, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_credentials(credentials)
{
}

void ChannelKeeper::save(const std::optional<Channel> &before, const Channel &after, const Secrets &typed,
                         std::function<void(Result<void>)> done)
{
    if (const Result<void> allowed = check(after); !allowed) {
        done(allowed);
        return;
    }
    const auto [lasting, passing] = split(typed, after);
    storeNext(after, lasting, [this, before, after, passing, done = std::move(done)](const Result<void> &stored) {
        const Result<void> written = stored ? write(after) : stored;
        if (!written) {
            done(written);
            return;
        }
        // A key for the session has the same place in memory as the one from the keychain that it replaces.
        if (before)
            forgetUnused(*before, after);
        storeNext(after, passing, done);
    });
}

// Before anything is kept: what the workspace would refuse is known by then.
Result<void> ChannelKeeper::check(const Channel &channel) const
{
    if (m_workspace.isReadOnly()) {
        return std::unexpected(Error{
            .code = ErrorCode::Io,
            .message = u"The workspace is open for reading only, so channels cannot be changed."_s,
            .detail = {},
        });
    }
    const Result<QList<Channel>> channels = ChannelStore::all(m_workspace.reader());
    if (!channels)
        return std::unexpected(channels.error());
    for (const Channel &other : *channels) {
        if (other.id != channel.id && other.name.compare(channel.name, Qt::CaseInsensitive) == 0)
            return std::unexpected(Error{
                .code = ErrorCode::InvalidInput,
                .message = u"There is already a channel with the name “%1”. Choose another name."_s.arg(other.name),
            });
    }
    return {};
}

void ChannelKeeper::storeNext(const Channel &channel, Secrets rest, std::function<void(Result<void>)> done)
{
    if (rest.isEmpty()) {
        done({});
        return;
    }
    const QString field = rest.firstKey();
    const QByteArray secret = rest.take(field);
    m_credentials.store(channel, field, secret,
                        [self = QPointer(this), channel, rest, done = std::move(done)](const Result<void> &stored) {
                            if (!self)
                                return;
                            if (stored)
                                self->storeNext(channel, rest, done);
                            else
                                done(stored);
                        });
}

Result<void> ChannelKeeper::write(const Channel &channel)
{
    return m_workspace.write([&channel](Database &db) { return ChannelStore::save(db, channel); });
}

void ChannelKeeper::forgetUnused(const Channel &before, const Channel &after)
{
    for (const auto &[field, reference] : before.credentials.asKeyValueRange()) {
        const bool used = reference == after.credentials.value(field) && before.origin == after.origin;
        if (isKeptByUs(reference) && !used)
            m_credentials.forget(before, field);
    }
}

Result<void> ChannelKeeper::remove(const Channel &channel)
{
    return m_workspace.write([&channel](Database &db) { return ChannelStore::remove(db, channel.id); }).transform([&] {
        forgetUnused(channel, {});
    });
}

} // namespace evenhand
