// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/core/redactor.h"

#include <QUrlQuery>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr qsizetype shortestSecret = 6;

bool carriesCredentials(QByteArrayView name)
{
    static constexpr std::array<const char *, 9> parts = {"authorization", "api-key",  "apikey", "token",    "secret",
                                                          "cookie",        "password", "goog-api", "signature"};
    const QByteArray lower = name.toByteArray().toLower();
    return lower == "key" || std::ranges::any_of(parts, [&](const char *part) { return lower.contains(part); });
}

QUrl redactedQuery(QUrl url)
{
    url.setUserInfo({});
    if (!url.hasQuery())
        return url;
    QUrlQuery query;
    for (auto [name, value] : QUrlQuery(url).queryItems(QUrl::FullyEncoded))
        query.addQueryItem(name, carriesCredentials(name.toUtf8()) ? QString::fromLatin1(Redactor::mark) : value);
    url.setQuery(query);
    return url;
}

} // namespace

void Redactor::addSecret(const QByteArray &secret)
{
    const QByteArray bare = secret.trimmed();
    if (bare.size() < shortestSecret)
        return;
    const QMutexLocker lock(&m_mutex);
    for (const QByteArray &form : {bare, bare.toPercentEncoding(), bare.toBase64(QByteArray::OmitTrailingEquals)}) {
        if (!m_needles.contains(form))
            m_needles.append(form);
    }
    std::ranges::sort(m_needles, std::ranges::greater{}, &QByteArray::size);
}

QByteArray Redactor::redact(const QByteArray &bytes) const
{
    const QMutexLocker lock(&m_mutex);
    QByteArray result = bytes;
    for (const QByteArray &needle : m_needles)
        result.replace(needle, mark);
    return result;
}

QString Redactor::redact(const QString &text) const
{
    const QMutexLocker lock(&m_mutex);
    QString result = text;
    for (const QByteArray &needle : m_needles)
        result.replace(QString::fromUtf8(needle), QLatin1StringView(mark));
    return result;
}

Error Redactor::redact(const Error &error) const
{
    return {.code = error.code, .message = redact(error.message), .detail = redact(error.detail)};
}

RequestRecord Redactor::redact(const RequestRecord &request) const
{
    RequestRecord result = request;
    result.url = QUrl::fromEncoded(redact(redactedQuery(request.url).toEncoded()));
    result.body = redact(request.body);
    for (Header &header : result.headers)
        header.value = carriesCredentials(header.name) ? QByteArray(mark) : redact(header.value);
    return result;
}

ChatEvent Redactor::redact(const ChatEvent &event) const
{
    if (const auto *request = std::get_if<RequestRecord>(&event))
        return redact(*request);
    if (const auto *notice = std::get_if<Notice>(&event))
        return Notice{redact(notice->text)};
    if (const auto *identity = std::get_if<Identity>(&event)) {
        Identity result = *identity;
        for (Header &header : result.headers)
            header.value = carriesCredentials(header.name) ? QByteArray(mark) : redact(header.value);
        return result;
    }
    return event;
}

} // namespace evenhand
