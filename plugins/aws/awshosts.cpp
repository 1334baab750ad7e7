// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/aws/awshosts.h"

#include "plugins/aws/awsenvironment.h"
#include "plugins/http/endpointcheck.h"

#include <QHostAddress>
#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

namespace evenhand {

struct Partition
{
    QLatin1StringView regionPrefix;
    QLatin1StringView suffix;
};
static constexpr std::array partitions = {
    Partition{"cn-"_L1, "amazonaws.com.cn"_L1}, Partition{"eusc-"_L1, "amazonaws.eu"_L1},
    Partition{""_L1, "amazonaws.com"_L1}, // the GovCloud included
};

bool isAwsRegion(const QString &region)
{
    static const QRegularExpression form(u"^[a-z]{2,8}(-[a-z0-9]{1,12}){1,4}\\z"_s);
    return form.match(region).hasMatch();
}

QString awsDnsSuffix(const QString &region)
{
    const auto found = std::ranges::find_if(
        partitions, [&](const Partition &partition) { return region.startsWith(partition.regionPrefix); });
    return found->suffix;
}

QUrl awsUrl(const QString &service, const QString &region)
{
    return QUrl(u"https://%1.%2.%3"_s.arg(service, region, awsDnsSuffix(region)));
}

bool isBedrockUrl(const QUrl &url, const QString &region)
{
    static const QString form =
        u"^(bedrock(-runtime)?(-fips)?\\.%1|vpce-[a-z0-9-]+\\.bedrock(-runtime)?(-fips)?\\.%1\\.vpce)\\.%2\\z"_s;
    const QRegularExpression host(
        form.arg(QRegularExpression::escape(region), QRegularExpression::escape(awsDnsSuffix(region))));
    return url.scheme() == "https"_L1 && host.match(url.host()).hasMatch();
}

bool isOnThisComputer(const QUrl &url)
{
    return url.host() == "localhost"_L1 || QHostAddress(url.host()).isLoopback();
}

Result<QUrl> awsServiceUrl(const QString &service, const QString &variable, const QString &region,
                           const AwsEnvironment &environment)
{
    for (const QString &name : {u"AWS_ENDPOINT_URL_"_s + variable, u"AWS_ENDPOINT_URL"_s}) {
        const QString address = environment.value(name);
        if (address.isEmpty())
            continue;
        Result<QUrl> url = checkEndpoint(address, false);
        if (!url)
            url.error().message = u"%1: %2"_s.arg(name, url.error().message);
        return url;
    }
    return awsUrl(service, region);
}

} // namespace evenhand
