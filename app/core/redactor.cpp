// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/core/redactor.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUrlQuery>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr qsizetype shortestSecret = 6;

bool carriesCredentials(QByteArrayView name)
{
    static constexpr std::array<const char *, 8> parts = {"authorization", "api-key",  "apikey",   "secret",
                                                          "cookie",        "password", "goog-api", "signature"};
    // "max_tokens" and "x-ratelimit-remaining-tokens" are no credentials, so "token" counts at the end only.
    const QByteArray lower = name.toByteArray().toLower();
    return lower == "key" || lower.endsWith("token")
           || std::ranges::any_of(parts, [&](const char *part) { return lower.contains(part); });
}

QUrl redactedQuery(QUrl url)
{
    url.setUserInfo({});
    if (!url.hasQuery())
        return url;
    QUrlQuery query;
    for (const auto &[name, value] : QUrlQuery(url).queryItems(QUrl::FullyEncoded))
        query.addQueryItem(name, carriesCredentials(name.toUtf8()) ? QString::fromLatin1(Redactor::mark) : value);
    url.setQuery(query);
    return url;
}

// The part of a Base64 text that depends on the secret alone, when `before` bytes modulo 3 stood before it.
QByteArray base64Core(const QByteArray &secret, qsizetype before, QByteArray::Base64Options alphabet)
{
    const QByteArray encoded = (QByteArray(before, '\0') + secret).toBase64(alphabet | QByteArray::OmitTrailingEquals);
    const qsizetype first = (before * 8 + 5) / 6;
    const qsizetype end = (before + secret.size()) * 8 / 6;
    return encoded.sliced(first, end - first);
}

QByteArray escapedAsJson(const QByteArray &secret)
{
    const QByteArray array = QJsonDocument(QJsonArray{QString::fromUtf8(secret)}).toJson(QJsonDocument::Compact);
    return array.sliced(2, array.size() - 4);
}

// How a secret may look where it turns up.
QList<QByteArray> formsOf(const QByteArray &secret)
{
    const QByteArray percent = secret.toPercentEncoding();
    QByteArray slashes = escapedAsJson(secret);
    QList<QByteArray> forms = {secret, percent, slashes};
    forms.append(slashes.replace('/', "\\/"));
    for (qsizetype before = 0; before < 3; ++before) {
        forms.append(base64Core(secret, before, QByteArray::Base64Encoding));
        forms.append(base64Core(secret, before, QByteArray::Base64UrlEncoding));
    }
    return forms;
}

} // namespace

void Redactor::addSecret(const QByteArray &secret)
{
    const QByteArray bare = secret.trimmed();
    if (bare.size() < shortestSecret)
        return;
    const QMutexLocker lock(&m_mutex);
    for (const QByteArray &form : formsOf(bare)) {
        if (!m_needles.contains(form))
            m_needles.append(form);
    }
    std::ranges::sort(m_needles, std::ranges::greater{}, &QByteArray::size);
    m_textNeedles.clear();
    for (const QByteArray &needle : std::as_const(m_needles))
        m_textNeedles.append(QString::fromUtf8(needle));
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
    for (const QString &needle : m_textNeedles)
        result.replace(needle, QLatin1StringView(mark));
    return result;
}

Error Redactor::redact(const Error &error) const
{
    return {.code = error.code, .message = redact(error.message), .detail = redact(error.detail), .step = error.step};
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
