// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/preferences.h"

#include <evenhand/enumnames.h>

#include <QSettings>

namespace evenhand::Preferences {

constexpr QLatin1StringView folderKey("plugins/approvedFolder");
constexpr QLatin1StringView proxyKey("network/proxy");
constexpr QLatin1StringView addressKey("network/proxyAddress");
constexpr QLatin1StringView userKey("network/proxyUser");
constexpr QLatin1StringView passwordKey("network/proxyPassword"); // where it is
constexpr QLatin1StringView authoritiesKey("network/authorities");

using Proxy = NetworkSettings::Proxy;
constexpr EnumName<Proxy> proxyNames[] = {{Proxy::System, "system"}, {Proxy::None, "none"}, {Proxy::Own, "own"}};

QString approvedPluginFolder()
{
    return QSettings().value(folderKey).toString();
}

void setApprovedPluginFolder(const QString &folder)
{
    QSettings settings;
    if (folder.isEmpty())
        settings.remove(folderKey);
    else
        settings.setValue(folderKey, folder);
}

NetworkSettings network()
{
    const QSettings settings;
    NetworkSettings result{
        .proxy = enumFromString(proxyNames, settings.value(proxyKey).toString()).value_or(Proxy::System),
        .proxyAddress = parseProxyAddress(settings.value(addressKey).toString()).value_or(QUrl()),
        .proxyUser = settings.value(userKey).toString(),
        .password = CredentialRef::fromString(settings.value(passwordKey).toString()).value_or(CredentialRef{}),
        .authorities = settings.value(authoritiesKey).toString(),
    };
    if (result.proxyAddress.isEmpty() && result.proxy == Proxy::Own)
        result.proxy = Proxy::System;
    return result;
}

void setNetwork(const NetworkSettings &network)
{
    QSettings settings;
    settings.setValue(proxyKey, enumToString(proxyNames, network.proxy));
    settings.setValue(addressKey, network.proxyAddress.toString());
    settings.setValue(userKey, network.proxyUser);
    settings.setValue(passwordKey, network.password.toString());
    settings.setValue(authoritiesKey, network.authorities);
}

NetworkSettings networkInUse()
{
    NetworkSettings result = network();
    result.authorities = qEnvironmentVariable("EVENHAND_CA_FILE", result.authorities);
    return result;
}

} // namespace evenhand::Preferences
