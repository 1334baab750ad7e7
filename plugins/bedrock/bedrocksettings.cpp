// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/bedrock/bedrocksettings.h"

#include "plugins/aws/awsconfig.h"
#include "plugins/aws/awshosts.h"
#include "plugins/http/endpointcheck.h"

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

std::unexpected<Error> invalid(const QString &message)
{
    return std::unexpected(Error{.code = ErrorCode::InvalidInput, .message = message, .detail = {}});
}

QString firstOf(std::initializer_list<QString> texts)
{
    const auto found = std::ranges::find_if(texts, [](const QString &text) { return !text.isEmpty(); });
    return found == texts.end() ? QString() : *found;
}

Result<QString> readRegion(const QJsonObject &settings, const AwsEnvironment &environment)
{
    QString region = firstOf({settings["region"_L1].toString().trimmed(), environment.value(u"AWS_REGION"_s),
                              environment.value(u"AWS_DEFAULT_REGION"_s)});
    if (region.isEmpty()) {
        const QString profile =
            firstOf({settings["profile"_L1].toString().trimmed(), environment.value(u"AWS_PROFILE"_s), u"default"_s});
        region = loadAwsConfig(environment).profiles[profile][u"region"_s];
    }
    if (region.isEmpty())
        return invalid(u"The region is not known. Enter the one in which the models shall run, such as ap-south-1."_s);
    if (!isAwsRegion(region))
        return invalid(u"“%1” is not the name of an AWS region, which looks like ap-south-1."_s.arg(region));
    return region;
}

struct Address
{
    QUrl url;
    bool fromSettings = false;
};

Result<Address> readAddress(const QJsonValue &setting, const QString &service, const QString &variable,
                            const QString &region, const AwsEnvironment &environment)
{
    const QString given = setting.toString().trimmed();
    if (!given.isEmpty())
        return checkEndpoint(given, false).transform([](const QUrl &url) { return Address{url, true}; });
    return awsServiceUrl(service, variable, region, environment).transform([](const QUrl &url) {
        return Address{url, false};
    });
}

// Whoever writes a lineup could otherwise send what lies on this machine to a server of theirs.
bool takesAmbient(const Address &address, const QString &region)
{
    return !address.fromSettings || isBedrockUrl(address.url, region) || isOnThisComputer(address.url);
}

Result<BedrockSettings> withAddresses(BedrockSettings read, const QJsonObject &settings,
                                      const AwsEnvironment &environment)
{
    const bool fips = settings["fips"_L1].toBool() || environment.value(u"AWS_USE_FIPS_ENDPOINT"_s) == "true"_L1;
    const QString ending = fips ? u"-fips"_s : QString();
    const Result<Address> runtime = readAddress(settings["endpoint"_L1], u"bedrock-runtime"_s + ending,
                                                u"BEDROCK_RUNTIME"_s, read.region, environment);
    if (!runtime)
        return std::unexpected(runtime.error());
    // Where the settings say where to go, the environment has no say in half of it.
    Result<Address> control = readAddress(settings["control_endpoint"_L1], u"bedrock"_s + ending, u"BEDROCK"_s,
                                          read.region, runtime->fromSettings ? AwsEnvironment() : environment);
    if (!control)
        return std::unexpected(control.error());
    // A server that stands in for Bedrock answers for all of it.
    if (!control->fromSettings && isBedrockUrl(control->url, read.region) && !isBedrockUrl(runtime->url, read.region))
        control = runtime;
    if (originOf(control->url) != originOf(runtime->url) && !isBedrockUrl(control->url, read.region))
        return invalid(
            u"The address for lists, %1, is neither one of Bedrock's own in %2 nor that of %3, so the channel's "
            "key is not sent there."_s.arg(originOf(control->url).toString(), read.region,
                                           originOf(runtime->url).toString()));
    read.runtime = runtime->url;
    read.control = control->url;
    read.ambient = takesAmbient(*runtime, read.region) && takesAmbient(*control, read.region);
    return read;
}

} // namespace

Result<BedrockSettings> readSettings(const QJsonObject &settings, const AwsEnvironment &environment)
{
    const auto text = [&settings](QLatin1StringView key) { return settings[key].toString().trimmed(); };
    const Result<QString> region = readRegion(settings, environment);
    if (!region)
        return std::unexpected(region.error());
    BedrockSettings read{.region = *region,
                         .accessKeyId = text("access_key_id"_L1).toUtf8(),
                         .profile = text("profile"_L1),
                         .guardrail = text("guardrail"_L1),
                         .guardrailVersion = text("guardrail_version"_L1),
                         .serviceTier = text("service_tier"_L1),
                         .latency = text("latency"_L1)};
    if (!read.accessKeyId.isEmpty() && !read.profile.isEmpty())
        return invalid(u"Both an access key and a profile are given. Leave one of them empty."_s);
    if (read.guardrail.isEmpty() != read.guardrailVersion.isEmpty())
        return invalid(u"A guardrail needs both its id and its version, which is a number or DRAFT."_s);
    return withAddresses(std::move(read), settings, environment);
}

} // namespace evenhand
