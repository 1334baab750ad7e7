// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#include "plugins/http/httprequest.h"

#include <QUrlQuery>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace evenhand {

static constexpr std::array secretHeaders = {
    "authorization",        "proxy-authorization",      "cookie", "x-api-key", "api-key", "x-goog-api-key",
    "x-amz-security-token", "ocp-apim-subscription-key"};
static constexpr std::array secretMembers = {"key"_L1, "api_key"_L1, "access_token"_L1, "token"_L1, "sig"_L1};
static constexpr QByteArrayView mark = "\xE2\x80\xA6"; // "…"

// A shorter one is no secret, and would blank ordinary words.
static constexpr qsizetype shortestSecret = 6;

HttpRequest plainRequest(const QByteArray &method, const QByteArray &url, const QByteArray &userAgent)
{
    return {.method = method,
            .url = QUrl::fromEncoded(url),
            .headers = {{"User-Agent", userAgent}, {"Accept-Encoding", "identity"}, {"Accept-Language", "*"}},
            .body = {},
            .secrets = {}};
}

Result<QByteArray> headerSecret(const QByteArray &secret)
{
    QByteArray key = secret.trimmed();
    if (std::ranges::any_of(key, [](char c) { return uchar(c) < 0x20 || uchar(c) >= 0x7f; }))
        return std::unexpected(Error{.code = ErrorCode::Auth,
                                     .message = u"The channel's key holds a line break or a character that no key has. "
                                                "Enter it again."_s,
                                     .detail = {},
                                     .step = Step::Credentials});
    return key;
}

static QByteArray withoutSecrets(QByteArray bytes, const QByteArrayList &secrets)
{
    for (const QByteArray &secret : secrets) {
        if (secret.size() >= shortestSecret)
            bytes.replace(secret, mark);
    }
    return bytes;
}

static Header recorded(const Header &header, const QByteArrayList &secrets)
{
    const bool secret = std::ranges::any_of(
        secretHeaders, [&](const char *name) { return header.name.compare(name, Qt::CaseInsensitive) == 0; });
    return {.name = header.name, .value = secret ? mark.toByteArray() : withoutSecrets(header.value, secrets)};
}

static QUrl recorded(const QUrl &url, const QByteArrayList &secrets)
{
    QUrl result = QUrl::fromEncoded(withoutSecrets(url.toEncoded(), secrets));
    QUrlQuery query(result);
    for (const QLatin1StringView member : secretMembers) {
        if (query.hasQueryItem(member)) {
            query.removeAllQueryItems(member);
            query.addQueryItem(member, QString::fromUtf8(mark));
            result.setQuery(query);
        }
    }
    return result;
}

RequestRecord recordOf(const HttpRequest &request)
{
    RequestRecord record{.method = request.method,
                         .url = recorded(request.url, request.secrets),
                         .headers = {},
                         .body = withoutSecrets(request.body, request.secrets)};
    for (const Header &header : request.headers)
        record.headers.append(recorded(header, request.secrets));
    return record;
}

QString withoutSecrets(QString text, const QByteArrayList &secrets)
{
    for (const QByteArray &secret : secrets) {
        if (secret.size() >= shortestSecret)
            text.replace(QString::fromUtf8(secret), QString::fromUtf8(mark));
    }
    return text;
}

Error withoutSecrets(Error error, const QByteArrayList &secrets)
{
    error.message = withoutSecrets(error.message, secrets);
    error.detail = withoutSecrets(error.detail, secrets);
    return error;
}

} // namespace evenhand
