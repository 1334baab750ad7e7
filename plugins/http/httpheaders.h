// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#pragma once

#include <evenhand/chat.h>

#include <QDateTime>

namespace evenhand {

// What the head of an answer says beside its status. Pure: the time that dates are compared with is handed in.

// The first header with this name, whatever its case; empty when there is none.
QByteArray headerValue(const QList<Header> &headers, QByteArrayView name);

// "Thu, 01 Jan 2026 00:00:00 GMT"; invalid when it is none.
QDateTime parseHttpDate(const QByteArray &text);

// "17ms", "6m0s", "1h2m3.5s"
std::optional<std::chrono::milliseconds> parseGoDuration(QByteArrayView text);

// When a limit starts anew, from now on: a Go duration, seconds, seconds or milliseconds since 1970, or an RFC 3339
// time. Never negative.
std::optional<std::chrono::milliseconds> parseReset(QByteArrayView text, const QDateTime &now);

// retry-after-ms, else retry-after, in seconds or as a date.
std::optional<std::chrono::milliseconds> parseRetryAfter(const QList<Header> &headers, const QDateTime &now);

// x-should-retry: what the provider itself says about trying again.
std::optional<bool> parseShouldRetry(const QList<Header> &headers);

// x-ratelimit-{limit,remaining,reset}-{requests,tokens}, the same without a kind, which count requests, and
// anthropic-ratelimit-{requests,tokens,input-tokens,output-tokens}-{limit,remaining,reset}.
// No value when no header tells a limit.
std::optional<RateLimits> parseRateLimits(const QList<Header> &headers, const QDateTime &now);

// Request id, region, and the headers that help to find the request again at the provider.
Identity parseIdentity(const QList<Header> &headers);

} // namespace evenhand
