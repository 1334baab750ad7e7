// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#include "plugins/http/httpheaders.h"

#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace evenhand {

namespace {

// In the order of trust: the first one that is there is the request's id.
constexpr std::array requestIdNames = {"x-request-id",     "request-id",      "apim-request-id",
                                       "x-amzn-requestid", "x-generation-id", "x-litellm-call-id"};

constexpr std::array identityNames = {
    "anthropic-organization-id",
    "anthropic-workspace-id",
    "azureml-model-session",
    "cf-ray",
    "date",
    "openai-organization",
    "openai-processing-ms",
    "openai-version",
    "server",
    "via",
    "x-litellm-model-id",
    "x-litellm-response-cost",
    "x-litellm-response-duration-ms",
    "x-litellm-version",
    "x-ms-deployment-name",
    "x-ms-region",
};

// No header asks for a longer pause in earnest; the bound also keeps the arithmetic within its type.
constexpr double longestSeconds = 366.0 * 24 * 3600;

std::optional<milliseconds> fromSeconds(double seconds)
{
    if (!std::isfinite(seconds))
        return std::nullopt;
    return milliseconds(std::llround(std::clamp(seconds, 0.0, longestSeconds) * 1000));
}

std::optional<double> parseDouble(QByteArrayView text)
{
    bool ok = false;
    const double value = text.trimmed().toDouble(&ok);
    return ok ? std::optional(value) : std::nullopt;
}

std::optional<milliseconds> until(const QDateTime &moment, const QDateTime &now)
{
    if (!moment.isValid())
        return std::nullopt;
    return fromSeconds(double(now.msecsTo(moment)) / 1000);
}

std::optional<double> secondsInUnit(QByteArrayView unit)
{
    if (unit == "h")
        return 3600;
    if (unit == "m")
        return 60;
    if (unit == "s")
        return 1;
    if (unit == "ms")
        return 1e-3;
    if (unit == "us" || unit == "\xC2\xB5s")
        return 1e-6;
    if (unit == "ns")
        return 1e-9;
    return std::nullopt;
}

bool isNumberPart(char c)
{
    return (c >= '0' && c <= '9') || c == '.';
}

std::optional<qint64> parseCount(const QByteArray &text)
{
    bool ok = false;
    const qint64 value = text.trimmed().toLongLong(&ok);
    return ok && value >= 0 ? std::optional(value) : std::nullopt; // some say -1 for "not known"
}

// pattern: the header's name, with %1 for what it tells.
RateLimits::Bucket parseBucket(const QList<Header> &headers, const char *pattern, const QDateTime &now)
{
    const auto value = [&](const char *what) { return headerValue(headers, QByteArray(pattern).replace("%1", what)); };
    return {.limit = parseCount(value("limit")),
            .remaining = parseCount(value("remaining")),
            .reset = parseReset(value("reset"), now)};
}

// The first one of which anything is told.
RateLimits::Bucket firstBucket(const QList<Header> &headers, std::initializer_list<const char *> patterns,
                               const QDateTime &now)
{
    for (const char *pattern : patterns) {
        if (const RateLimits::Bucket bucket = parseBucket(headers, pattern, now); bucket != RateLimits::Bucket())
            return bucket;
    }
    return {};
}

} // namespace

QByteArray headerValue(const QList<Header> &headers, QByteArrayView name)
{
    const auto found = std::ranges::find_if(
        headers, [name](const Header &header) { return header.name.compare(name, Qt::CaseInsensitive) == 0; });
    return found == headers.end() ? QByteArray() : found->value;
}

QDateTime parseHttpDate(const QByteArray &text)
{
    QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(text.trimmed()), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
    if (date.isValid())
        date.setTimeZone(QTimeZone::UTC);
    return date;
}

std::optional<milliseconds> parseGoDuration(QByteArrayView text)
{
    text = text.trimmed();
    if (text.isEmpty())
        return std::nullopt;
    double seconds = 0;
    while (!text.isEmpty()) {
        const auto numberEnd = std::find_if_not(text.begin(), text.end(), isNumberPart);
        const auto unitEnd = std::find_if(numberEnd, text.end(), isNumberPart);
        const std::optional<double> number = parseDouble(QByteArrayView(text.begin(), numberEnd));
        const std::optional<double> unit = secondsInUnit(QByteArrayView(numberEnd, unitEnd));
        if (!number || !unit)
            return std::nullopt;
        seconds += *number * *unit;
        text = QByteArrayView(unitEnd, text.end());
    }
    return fromSeconds(seconds);
}

std::optional<milliseconds> parseReset(QByteArrayView text, const QDateTime &now)
{
    text = text.trimmed();
    if (const std::optional<double> number = parseDouble(text)) {
        if (*number >= 1e12)
            return fromSeconds((*number - double(now.toMSecsSinceEpoch())) / 1000);
        if (*number >= 1e9)
            return fromSeconds(*number - double(now.toMSecsSinceEpoch()) / 1000);
        return *number < 0 ? std::nullopt : fromSeconds(*number);
    }
    if (const std::optional<milliseconds> duration = parseGoDuration(text))
        return duration;
    return until(QDateTime::fromString(QString::fromLatin1(text), Qt::ISODateWithMs), now);
}

std::optional<milliseconds> parseRetryAfter(const QList<Header> &headers, const QDateTime &now)
{
    if (const std::optional<double> ms = parseDouble(headerValue(headers, "retry-after-ms")))
        return fromSeconds(*ms / 1000);
    const QByteArray text = headerValue(headers, "retry-after").trimmed();
    if (const std::optional<double> seconds = parseDouble(text))
        return fromSeconds(*seconds);
    return until(parseHttpDate(text), now);
}

std::optional<bool> parseShouldRetry(const QList<Header> &headers)
{
    const QByteArray text = headerValue(headers, "x-should-retry").trimmed().toLower();
    if (text == "true")
        return true;
    if (text == "false")
        return false;
    return std::nullopt;
}

std::optional<RateLimits> parseRateLimits(const QList<Header> &headers, const QDateTime &now)
{
    const RateLimits limits{
        .requests =
            firstBucket(headers, {"x-ratelimit-%1-requests", "anthropic-ratelimit-requests-%1", "x-ratelimit-%1"}, now),
        .tokens = firstBucket(headers,
                              {"x-ratelimit-%1-tokens", "anthropic-ratelimit-tokens-%1",
                               "anthropic-ratelimit-input-tokens-%1", "anthropic-ratelimit-output-tokens-%1"},
                              now)};
    return limits == RateLimits() ? std::nullopt : std::optional(limits);
}

Identity parseIdentity(const QList<Header> &headers)
{
    Identity identity;
    for (const char *name : requestIdNames) {
        const QByteArray value = headerValue(headers, name);
        if (value.isEmpty())
            continue;
        if (identity.requestId.isEmpty())
            identity.requestId = QString::fromUtf8(value);
        identity.headers.append({.name = name, .value = value});
    }
    for (const char *name : identityNames) {
        const QByteArray value = headerValue(headers, name);
        if (!value.isEmpty())
            identity.headers.append({.name = name, .value = value});
    }
    identity.region = QString::fromUtf8(headerValue(headers, "x-ms-region"));
    return identity;
}

} // namespace evenhand
