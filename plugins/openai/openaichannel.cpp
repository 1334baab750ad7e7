// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/openai/openaichannel.h"

#include "plugins/http/endpointcheck.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace evenhand {

// People paste the address they know, which may be that of a request.
static QString withoutEndpoint(QString address)
{
    address = address.trimmed();
    for (const QLatin1StringView ending : {"/"_L1, "/chat/completions"_L1, "/models"_L1}) {
        if (address.endsWith(ending))
            address.chop(ending.size());
    }
    return address;
}

Result<OpenAiSettings> readSettings(const QJsonObject &settings)
{
    const Result<QUrl> base =
        checkEndpoint(withoutEndpoint(settings["base_url"_L1].toString()), settings["allow_http"_L1].toBool());
    if (!base)
        return std::unexpected(base.error());
    return OpenAiSettings{.base = *base,
                          .organization = settings["organization"_L1].toString().trimmed().toUtf8(),
                          .project = settings["project"_L1].toString().trimmed().toUtf8(),
                          .thinkTags = settings["think_tags"_L1].toBool()};
}

OpenAiChannel::OpenAiChannel(OpenAiSettings settings, ProviderContext context)
    : m_settings(std::move(settings))
    , m_context(std::move(context))
    , m_dialect(dialectOf(m_settings.base.host()))
{
}

static bool isHeaderValue(QByteArrayView value)
{
    return std::ranges::none_of(value, [](char c) { return uchar(c) < 0x20 || uchar(c) >= 0x7f; });
}

Result<HttpRequest> OpenAiChannel::request(const QByteArray &method, QLatin1StringView path,
                                           const QByteArray &body) const
{
    const Result<QByteArray> secret = m_context.secret(u"api_key"_s, originOf(m_settings.base));
    if (!secret)
        return std::unexpected(secret.error());
    const QByteArray key = secret->trimmed();
    if (!isHeaderValue(key))
        return std::unexpected(Error{.code = ErrorCode::Auth,
                                     .message = u"The channel's key holds a line break or a character that no key has. "
                                                "Enter it again."_s,
                                     .detail = {}});
    HttpRequest request{.method = method, .url = m_settings.base, .headers = {}, .body = body, .secrets = {}};
    request.url.setPath(m_settings.base.path(QUrl::FullyEncoded) + path, QUrl::TolerantMode);
    request.headers = {{"User-Agent", m_context.userAgent}, {"Accept-Encoding", "identity"}, {"Accept-Language", "*"}};
    if (!body.isEmpty())
        request.headers += {{"Content-Type", "application/json"}, {"Accept", "text/event-stream"}};
    if (!key.isEmpty()) {
        request.headers.append({"Authorization", "Bearer " + key});
        request.secrets.append(key);
    }
    if (!m_settings.organization.isEmpty())
        request.headers.append({"OpenAI-Organization", m_settings.organization});
    if (!m_settings.project.isEmpty())
        request.headers.append({"OpenAI-Project", m_settings.project});
    return request;
}

void OpenAiChannel::learn(const QString &model, const Repair &repair)
{
    Repairs &known = m_repairs[model];
    if (!known.contains(repair))
        known.append(repair);
}

} // namespace evenhand
