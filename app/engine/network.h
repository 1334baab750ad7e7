// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/engine/credentials.h"

#include <QMutex>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QSslCertificate>

namespace evenhand {

// How requests leave this machine, for all channels.
struct NetworkSettings
{
    enum class Proxy {
        System, // what the system says for each address; environment variables where they are its way to say so
        None,
        Own, // proxyAddress, for everything but this machine
    };

    Proxy proxy = Proxy::System;
    QUrl proxyAddress;      // scheme http or socks5, host, port
    QString proxyUser;      // for whichever proxy asks; empty: none
    CredentialRef password; // of that user
    QString authorities;    // PEM file of certificate authorities to trust beside the system's; empty: none

    bool operator==(const NetworkSettings &) const = default;
};

// What those settings say now. Thread-safe: the engine asks before every request, so a change holds from the next one on.
class Network
{
public:
    NetworkSettings settings() const;
    void set(const NetworkSettings &settings);

private:
    mutable QMutex m_mutex;
    NetworkSettings m_settings;
};

// What is sent to it does not leave the machine.
bool isLoopback(const QUrl &origin);

// Fails with InvalidInput and a sentence for anything but http or socks5, a host and a port.
Result<QUrl> parseProxyAddress(const QString &text);

// At least one certificate. Fails with ErrorCode::InvalidInput, Step::Security and a sentence.
Result<QList<QSslCertificate>> readAuthorities(const QString &file);

// The password of the proxy as CredentialStore files it: under the proxy's address. Field "password".
Channel proxyAccount(const NetworkSettings &settings);

// What a channel needs to reach its provider.
struct Access
{
    NetworkSettings network;
    QByteArray proxyPassword;
    Secrets secrets;

    bool operator==(const Access &) const = default;
};

// done() is called as by CredentialStore::resolve().
void resolveAccess(CredentialStore &credentials, const Network &network, const Channel &channel,
                   std::function<void(Result<Access>)> done);

// The proxy for an address. The system may have to be asked, which can take a moment.
QNetworkProxy proxyFor(const NetworkSettings &settings, const QByteArray &password, const QUrl &address);

// Network access as a plugin is lent it: as the settings say, without cookies and redirects, certificates always checked.
class ChannelNetwork final : public QNetworkAccessManager
{
public:
    ChannelNetwork(const Access &access, const QList<QSslCertificate> &authorities);

protected:
    QNetworkReply *createRequest(Operation operation, const QNetworkRequest &request, QIODevice *body) override;

private:
    QSslConfiguration verified(QSslConfiguration tls) const;
    QByteArray proxyAuthorization(const QUrl &address) const;

    Access m_access;
    QList<QSslCertificate> m_authorities; // the system's too; empty: only those
};

} // namespace evenhand
