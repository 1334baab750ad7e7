// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/openai/openaisettings.h"

#include "plugins/http/endpointcheck.h"
#include "plugins/openai/entratoken.h"

#include <QRegularExpression>
#include <QUrlQuery>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

// Versions that have everything the program asks for; Responses came later.
constexpr auto chatVersion = "2024-10-21"_L1;
constexpr auto responsesVersion = "2025-03-01-preview"_L1;

// A cloud of Azure: the end of its host names, and where it gives tokens.
struct Cloud
{
    QLatin1StringView domain;
    QLatin1StringView login;
};
constexpr std::array clouds = {
    Cloud{"azure.com"_L1, "https://login.microsoftonline.com"_L1},
    Cloud{"azure.us"_L1, "https://login.microsoftonline.us"_L1},
    Cloud{"azure.cn"_L1, "https://login.partner.microsoftonline.cn"_L1},
};

std::unexpected<Error> invalid(const QString &message)
{
    return std::unexpected(Error{.code = ErrorCode::InvalidInput, .message = message, .detail = {}});
}

QString text(const QJsonObject &settings, QLatin1StringView key)
{
    return settings[key].toString().trimmed();
}

bool chopEnding(QString &path, QLatin1StringView ending)
{
    if (!path.endsWith(ending))
        return false;
    path.chop(ending.size());
    return true;
}

bool isFoundryHost(const QString &host)
{
    return host.contains(".services.ai.azure."_L1);
}

bool isAzureHost(const QString &host)
{
    return isFoundryHost(host) || host.contains(".openai.azure."_L1) || host.contains(".cognitiveservices.azure."_L1)
           || host.endsWith(".api.cognitive.microsoft.com"_L1);
}

const Cloud &cloudOf(const QString &host)
{
    const auto found = std::ranges::find_if(clouds, [&](const Cloud &cloud) { return host.endsWith(cloud.domain); });
    return found == clouds.end() ? clouds.front() : *found;
}

// What an address says: people paste the one they know, which may be that of a request.
class AddressReader
{
public:
    explicit AddressReader(OpenAiSettings &settings)
        : m_settings(settings)
    {
    }

    // The address without what was understood of it.
    QString read(const QString &address)
    {
        m_url = QUrl(address.trimmed(), QUrl::StrictMode);
        if (!m_url.isValid())
            return address;
        takeApiVersion();
        m_path = m_url.path(QUrl::FullyEncoded);
        const bool endpoint = takeEndpoint();
        takeDeployment();
        if (isAzureHost(m_url.host()))
            takeAzurePath(endpoint);
        m_settings.azure |= m_settings.deployments;
        if (m_settings.deployments && m_settings.apiVersion.isEmpty())
            m_settings.apiVersion = m_settings.responses ? responsesVersion : chatVersion;
        m_url.setPath(m_path, QUrl::TolerantMode);
        return m_url.toString(QUrl::FullyEncoded);
    }

private:
    void takeApiVersion()
    {
        QUrlQuery query(m_url);
        if (!query.hasQueryItem(u"api-version"_s))
            return;
        if (m_settings.apiVersion.isEmpty())
            m_settings.apiVersion = query.queryItemValue(u"api-version"_s, QUrl::FullyDecoded);
        query.removeQueryItem(u"api-version"_s);
        m_url.setQuery(query.isEmpty() ? QString() : query.toString());
    }

    bool takeEndpoint()
    {
        chopEnding(m_path, "/"_L1);
        return chopEnding(m_path, "/chat/completions"_L1) || chopEnding(m_path, "/responses"_L1)
               || (!isInferencePath() && chopEnding(m_path, "/models"_L1));
    }

    // Foundry's older path, which serves all models.
    bool isInferencePath() const { return m_path == "/models"_L1 && isFoundryHost(m_url.host()); }

    void takeDeployment()
    {
        static const QRegularExpression pattern(u"/deployments/([^/]+)$"_s);
        const QRegularExpressionMatch match = pattern.match(m_path);
        if (!match.hasMatch())
            return;
        m_settings.deployment = QUrl::fromPercentEncoding(match.captured(1).toUtf8());
        m_settings.deployments = true;
        m_path.truncate(match.capturedStart());
    }

    // Without a path, the newer one that needs no version; with a version, the classic one.
    void takeAzurePath(bool endpoint)
    {
        m_settings.azure = true;
        if (isInferencePath() && (endpoint || !m_settings.apiVersion.isEmpty()))
            return;
        if (m_path == "/openai"_L1 || m_path == "/models"_L1 || m_path.isEmpty()) {
            m_settings.deployments |= !m_settings.apiVersion.isEmpty();
            m_path = m_settings.deployments ? u"/openai"_s : u"/openai/v1"_s;
        }
    }

    OpenAiSettings &m_settings;
    QUrl m_url;
    QString m_path;
};

OpenAiSettings::Auth authOf(const QString &word)
{
    if (word == "bearer"_L1)
        return OpenAiSettings::Auth::Bearer;
    if (word == "api-key"_L1)
        return OpenAiSettings::Auth::ApiKey;
    return word == "ocp-apim-subscription-key"_L1 ? OpenAiSettings::Auth::SubscriptionKey
                                                  : OpenAiSettings::Auth::Automatic;
}

// A tenant is an id or a domain, and becomes a part of a path.
bool isTenant(const QString &tenant)
{
    static const QRegularExpression plain(u"^[A-Za-z0-9][A-Za-z0-9.-]*$"_s);
    return plain.match(tenant).hasMatch();
}

EntraClient entraClient(const QString &tenant, const QString &id, const QString &host)
{
    const Cloud &cloud = cloudOf(host);
    const QString scope = isFoundryHost(host) ? u"https://ai.%1/.default"_s.arg(cloud.domain)
                                              : u"https://cognitiveservices.%1/.default"_s.arg(cloud.domain);
    return {.endpoint = QUrl(u"%1/%2/oauth2/v2.0/token"_s.arg(cloud.login, tenant)), .id = id, .scope = scope};
}

} // namespace

bool OpenAiSettings::listsModels() const
{
    return !azure || base.path() != "/models"_L1;
}

bool OpenAiSettings::sendsBearer(const QByteArray &token) const
{
    if (entra || auth == Auth::Bearer)
        return true;
    return auth == Auth::Automatic && (!azure || tokenExpiry(token));
}

Result<OpenAiSettings> readSettings(const QJsonObject &settings)
{
    OpenAiSettings read{.base = {},
                        .responses = text(settings, "interface"_L1) == "responses"_L1,
                        .azure = false,
                        .deployments = false,
                        .deployment = {},
                        .apiVersion = text(settings, "api_version"_L1),
                        .auth = authOf(text(settings, "auth"_L1)),
                        .entra = {},
                        .organization = text(settings, "organization"_L1).toUtf8(),
                        .project = text(settings, "project"_L1).toUtf8(),
                        .thinkTags = settings["think_tags"_L1].toBool()};
    const QString address = AddressReader(read).read(text(settings, "base_url"_L1));
    const Result<QUrl> base = checkEndpoint(address, settings["allow_http"_L1].toBool());
    if (!base)
        return std::unexpected(base.error());
    read.base = *base;
    const QString tenant = text(settings, "tenant"_L1);
    const QString client = text(settings, "client_id"_L1);
    if (tenant.isEmpty() != client.isEmpty())
        return invalid(u"A tenant and a client id belong together: enter both, or neither."_s);
    if (!client.isEmpty() && !isTenant(tenant))
        return invalid(u"Enter the tenant's id or its domain, such as example.onmicrosoft.com."_s);
    if (!client.isEmpty())
        read.entra = entraClient(tenant, client, base->host());
    return read;
}

} // namespace evenhand
