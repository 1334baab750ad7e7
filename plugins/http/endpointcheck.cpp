// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#include "plugins/http/endpointcheck.h"

#include <QHostAddress>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

struct Network
{
    quint32 address;
    int prefix;
};

// Link-local (which holds the metadata addresses of most clouds), and metadata addresses outside of it.
constexpr std::array refusedNetworks = {
    Network{0xA9FE0000, 16}, // 169.254.0.0/16
    Network{0x646464C8, 32}, // 100.100.100.200
    Network{0xC00000C0, 32}, // 192.0.0.192
    Network{0xA83F8110, 32}, // 168.63.129.16
};

constexpr std::array refusedNames = {
    "metadata"_L1,      "metadata.google.internal"_L1,   "metadata.goog"_L1,           "metadata.azure.internal"_L1,
    "instance-data"_L1, "instance-data.ec2.internal"_L1, "metadata.tencentyun.com"_L1,
};

constexpr std::array refusedIpv6 = {"fe80::/10"_L1, "fd00:ec2::254/128"_L1, "fd20:ce::254/128"_L1};

// IPv6 networks whose addresses carry an IPv4 address, and the byte at which it begins.
struct Carrier
{
    QLatin1StringView network;
    int offset;
};
constexpr std::array carriers = {
    Carrier{"::ffff:0:0/96"_L1, 12},   // mapped
    Carrier{"::ffff:0:0:0/96"_L1, 12}, // translated
    Carrier{"::/96"_L1, 12},           // compatible
    Carrier{"64:ff9b::/96"_L1, 12},    // NAT64
    Carrier{"2002::/16"_L1, 2},        // 6to4
};

bool isIn(quint32 address, Network network)
{
    const quint32 mask = network.prefix == 0 ? 0 : ~quint32(0) << (32 - network.prefix);
    return (address & mask) == network.address;
}

bool isIn(const QHostAddress &address, QLatin1StringView network)
{
    return address.isInSubnet(QHostAddress::parseSubnet(QString(network)));
}

std::optional<quint64> parseNumber(QStringView text)
{
    const bool hex = text.startsWith("0x"_L1, Qt::CaseInsensitive);
    const bool octal = !hex && text.size() > 1 && text.startsWith(u'0');
    bool ok = false;
    const quint64 value = hex ? text.sliced(2).toULongLong(&ok, 16) : text.toULongLong(&ok, octal ? 8 : 10);
    return ok ? std::optional(value) : std::nullopt;
}

// The forms that the C library's resolver takes for an address: one to four numbers, each decimal, octal or
// hexadecimal, the last one filling all bytes that are left.
std::optional<quint32> parseIpv4(QStringView host)
{
    const QList<QStringView> parts = host.split(u'.');
    if (parts.size() > 4)
        return std::nullopt;
    quint64 address = 0;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const std::optional<quint64> value = parseNumber(parts[i]);
        const bool last = i + 1 == parts.size();
        const int bits = last ? int(8 * (5 - parts.size())) : 8;
        if (!value || *value >> bits != 0)
            return std::nullopt;
        address = address << bits | *value;
    }
    return quint32(address);
}

std::optional<quint32> carriedIpv4(const QHostAddress &address)
{
    for (const Carrier &carrier : carriers) {
        if (!isIn(address, carrier.network))
            continue;
        const Q_IPV6ADDR bytes = address.toIPv6Address();
        quint32 result = 0;
        for (int i = 0; i < 4; ++i)
            result = result << 8 | bytes[carrier.offset + i];
        return result;
    }
    return std::nullopt;
}

enum class HostKind { Loopback, Unspecified, Refused, Other };

HostKind kindOf(quint32 address)
{
    if (address >> 24 == 127)
        return HostKind::Loopback;
    if (address == 0)
        return HostKind::Unspecified;
    const bool refused = std::ranges::any_of(refusedNetworks, [address](Network n) { return isIn(address, n); });
    return refused ? HostKind::Refused : HostKind::Other;
}

HostKind kindOfIpv6(const QHostAddress &address)
{
    if (address == QHostAddress(QHostAddress::LocalHostIPv6))
        return HostKind::Loopback;
    if (address == QHostAddress(QHostAddress::AnyIPv6))
        return HostKind::Unspecified;
    if (std::ranges::any_of(refusedIpv6, [&](QLatin1StringView network) { return isIn(address, network); }))
        return HostKind::Refused;
    const std::optional<quint32> carried = carriedIpv4(address);
    return carried ? kindOf(*carried) : HostKind::Other;
}

HostKind kindOf(QString host)
{
    while (host.endsWith(u'.'))
        host.chop(1);
    if (host.contains(u':')) {
        QHostAddress address(host);
        address.setScopeId({});
        return kindOfIpv6(address);
    }
    if (const std::optional<quint32> address = parseIpv4(host))
        return kindOf(*address);
    if (host == "localhost"_L1 || host.endsWith(".localhost"_L1))
        return HostKind::Loopback;
    const bool refused = std::ranges::find(refusedNames, host) != refusedNames.end();
    return refused ? HostKind::Refused : HostKind::Other;
}

std::unexpected<Error> refuse(const QString &message)
{
    return std::unexpected(Error{.code = ErrorCode::InvalidInput, .message = message, .detail = {}});
}

// What is wrong with the URL whatever its host is; empty when nothing is. Secrets that stand in it are not repeated.
QString fault(const QUrl &url)
{
    if (!url.isValid() || url.host().isEmpty())
        return u"The address is not a URL such as https://api.example.com/v1."_s;
    if (url.scheme() != "https"_L1 && url.scheme() != "http"_L1)
        return u"The address must begin with https:// (or http:// for this computer), not with “%1:”."_s.arg(
            url.scheme());
    if (!url.userInfo().isEmpty())
        return u"The address must not hold a user name or a password. Put the key into its own field."_s;
    if (url.hasQuery() || url.hasFragment())
        return u"The address must end with its path; leave out what begins with “?” or “#”."_s;
    return {};
}

} // namespace

Result<QUrl> checkEndpoint(const QString &address, bool allowHttp)
{
    QUrl url(address.trimmed(), QUrl::StrictMode);
    if (const QString message = fault(url); !message.isEmpty())
        return refuse(message);
    const HostKind kind = kindOf(url.host().toLower());
    if (kind == HostKind::Refused)
        return refuse(
            u"The address “%1” is link-local or a cloud's metadata service; no model answers there."_s.arg(url.host()));
    if (kind == HostKind::Unspecified)
        return refuse(
            u"“%1” is where a server listens, not where it can be reached. For this computer, use 127.0.0.1."_s.arg(
                url.host()));
    if (url.scheme() == "http"_L1 && kind != HostKind::Loopback && !allowHttp)
        return refuse(
            u"“%1” is not this computer, and http:// would send prompts and key unencrypted. Use https://, or allow "
            "http:// for this channel (allow_http)."_s.arg(url.host()));
    QString path = url.path(QUrl::FullyEncoded);
    while (path.endsWith(u'/'))
        path.chop(1);
    url.setPath(path, QUrl::TolerantMode);
    return url;
}

QUrl originOf(const QUrl &url)
{
    QUrl origin;
    origin.setScheme(url.scheme());
    origin.setHost(url.host());
    const int impliedPort = url.scheme() == "https"_L1 ? 443 : 80;
    if (url.port() != impliedPort)
        origin.setPort(url.port());
    return origin;
}

} // namespace evenhand
