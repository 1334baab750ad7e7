// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/network.h"

#include <QFile>
#include <QHostAddress>
#include <QMutexLocker>
#include <QNetworkCookie>
#include <QNetworkCookieJar>
#include <QNetworkRequest>
#include <QSslConfiguration>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr qint64 largestAuthorities = 4 * 1024 * 1024; // bytes of a PEM file

constexpr QLatin1StringView accountId("a3d7c1e0-5b1f-4c58-9d0e-2f6b7c94e8d1"); // of no channel

const QString passwordField = u"password"_s;

class NoCookies final : public QNetworkCookieJar
{
public:
    using QNetworkCookieJar::QNetworkCookieJar;

    QList<QNetworkCookie> cookiesForUrl(const QUrl &) const override { return {}; }
    bool setCookiesFromUrl(const QList<QNetworkCookie> &, const QUrl &) override { return false; }
};

class ProxyFactory final : public QNetworkProxyFactory
{
public:
    ProxyFactory(const NetworkSettings &settings, const QByteArray &password)
        : m_settings(settings)
        , m_password(password)
    {
    }

    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        return {proxyFor(m_settings, m_password, query.url())};
    }

private:
    NetworkSettings m_settings;
    QByteArray m_password;
};

std::unexpected<Error> refused(const QString &message, std::optional<Step> step = {})
{
    return std::unexpected(Error{.code = ErrorCode::InvalidInput, .message = message, .detail = {}, .step = step});
}

QNetworkProxy ownProxy(const QUrl &address)
{
    const bool socks = address.scheme() == "socks5"_L1;
    return {socks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, address.host(), quint16(address.port())};
}

bool usesProxy(const NetworkSettings &settings, const Channel &channel)
{
    return settings.proxy != NetworkSettings::Proxy::None && !channel.origin.isEmpty() && !isLoopback(channel.origin);
}

} // namespace

NetworkSettings Network::settings() const
{
    const QMutexLocker lock(&m_mutex);
    return m_settings;
}

void Network::set(const NetworkSettings &settings)
{
    const QMutexLocker lock(&m_mutex);
    m_settings = settings;
}

bool isLoopback(const QUrl &origin)
{
    return origin.host() == "localhost"_L1 || QHostAddress(origin.host()).isLoopback();
}

Result<QUrl> parseProxyAddress(const QString &text)
{
    const QString trimmed = text.trimmed();
    const QUrl url(trimmed.contains("://"_L1) ? trimmed : "http://"_L1 + trimmed, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || url.port() <= 0)
        return refused(u"Give the proxy's host and port, such as proxy.example:3128."_s);
    if (url.scheme() != "http"_L1 && url.scheme() != "socks5"_L1)
        return refused(u"A proxy is reached over http or socks5."_s);
    if (!url.userInfo().isEmpty())
        return refused(u"Give the user and the password in the fields below, not in the address."_s);
    if (url.path().size() > 1 || url.hasQuery() || url.hasFragment())
        return refused(u"The address of a proxy ends with its port."_s);
    return url.adjusted(QUrl::RemovePath);
}

Result<QList<QSslCertificate>> readAuthorities(const QString &file)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly)) {
        return refused(
            u"The file of certificate authorities “%1” cannot be read: %2."_s.arg(file, source.errorString()),
            Step::Security);
    }
    const QByteArray pem = source.read(largestAuthorities);
    if (pem.contains("PRIVATE KEY-----")) {
        return refused(u"“%1” holds a private key. Choose a file with certificates only."_s.arg(file), Step::Security);
    }
    const QList<QSslCertificate> found = QSslCertificate::fromData(pem, QSsl::Pem);
    if (found.isEmpty())
        return refused(u"“%1” holds no certificate in PEM form."_s.arg(file), Step::Security);
    return found;
}

Channel proxyAccount(const NetworkSettings &settings)
{
    Channel account{.id = ChannelId::fromString(accountId),
                    .name = u"proxy"_s,
                    .origin = settings.proxy == NetworkSettings::Proxy::Own ? settings.proxyAddress : QUrl()};
    if (!settings.proxyUser.isEmpty() && settings.password.kind != CredentialRef::Kind::None)
        account.credentials.insert(passwordField, settings.password);
    return account;
}

void resolveAccess(CredentialStore &credentials, const Network &network, const Channel &channel,
                   std::function<void(Result<Access>)> done)
{
    const NetworkSettings settings = network.settings();
    const auto resolveChannel = [&credentials, settings, channel, done](const Result<Secrets> &proxySecrets) {
        if (!proxySecrets && settings.proxy == NetworkSettings::Proxy::Own) {
            return done(std::unexpected(
                Error{.code = ErrorCode::Auth,
                      .message = u"The password of the proxy is missing. Enter it in Settings › Network."_s,
                      .detail = proxySecrets.error().message,
                      .step = Step::Connection}));
        }
        credentials.resolve(channel, [settings, password = proxySecrets.value_or(Secrets()).value(passwordField),
                                      done](const Result<Secrets> &secrets) {
            done(secrets.transform([&](const Secrets &found) {
                return Access{.network = settings, .proxyPassword = password, .secrets = found};
            }));
        });
    };
    if (usesProxy(settings, channel))
        credentials.resolve(proxyAccount(settings), resolveChannel);
    else
        resolveChannel(Secrets());
}

QNetworkProxy proxyFor(const NetworkSettings &settings, const QByteArray &password, const QUrl &address)
{
    if (settings.proxy == NetworkSettings::Proxy::None || isLoopback(address))
        return QNetworkProxy::NoProxy;
    QNetworkProxy proxy = settings.proxy == NetworkSettings::Proxy::Own
                              ? ownProxy(settings.proxyAddress)
                              : QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(address)).value(0);
    if (proxy.type() == QNetworkProxy::DefaultProxy)
        return QNetworkProxy::NoProxy;
    if (proxy.type() != QNetworkProxy::NoProxy && !settings.proxyUser.isEmpty()) {
        proxy.setUser(settings.proxyUser);
        proxy.setPassword(QString::fromUtf8(password));
    }
    return proxy;
}

ChannelNetwork::ChannelNetwork(const Access &access, const QList<QSslCertificate> &authorities)
    : m_access(access)
{
    setCookieJar(new NoCookies(this));
    setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    setProxyFactory(new ProxyFactory(access.network, access.proxyPassword));
    // Naming authorities turns off that the system's are loaded on demand.
    if (!authorities.isEmpty())
        m_authorities = QSslConfiguration::systemCaCertificates() + authorities;
}

// A tunnel is opened before the request; without TLS the request itself says who asks, at once, because its body cannot
// be sent a second time.
QByteArray ChannelNetwork::proxyAuthorization(const QUrl &address) const
{
    if (address.scheme() != "http"_L1 || m_access.network.proxyUser.isEmpty())
        return {};
    const QNetworkProxy proxy = proxyFor(m_access.network, m_access.proxyPassword, address);
    if (proxy.type() != QNetworkProxy::HttpProxy && proxy.type() != QNetworkProxy::HttpCachingProxy)
        return {};
    return "Basic " + u"%1:%2"_s.arg(proxy.user(), proxy.password()).toUtf8().toBase64();
}

QSslConfiguration ChannelNetwork::verified(QSslConfiguration tls) const
{
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (!m_authorities.isEmpty())
        tls.setCaCertificates(m_authorities);
    return tls;
}

QNetworkReply *ChannelNetwork::createRequest(Operation operation, const QNetworkRequest &request, QIODevice *body)
{
    QNetworkRequest checked(request);
    if (request.url().scheme() == "https"_L1)
        checked.setSslConfiguration(verified(request.sslConfiguration()));
    if (const QByteArray account = proxyAuthorization(request.url()); !account.isEmpty())
        checked.setRawHeader("Proxy-Authorization", account);
    return QNetworkAccessManager::createRequest(operation, checked, body);
}

} // namespace evenhand
