// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#pragma once

#include <evenhand/chat.h>

#include <QDateTime>

namespace evenhand {

// What a provider itself says about a failure, taken out of whatever shape it chose. Anything may be empty.
struct ProviderWords
{
    QString message;
    QString type;
    QString code;
    QString param;                                       // the member of the request that is wrong
    std::optional<std::chrono::milliseconds> retryAfter; // the wait that it asks for, where the body tells it

    bool operator==(const ProviderWords &) const = default;
};

// The body of a failed answer: a JSON object with `error` (an object or a text), `detail` or `message`, an array of
// such objects, a web page, or text.
ProviderWords readErrorBody(const QByteArray &body);
// The same of an object that stands in a stream.
ProviderWords readErrorObject(const QJsonValue &value);

struct HttpFailure
{
    int status = 0;
    ProviderWords words;
    ChatOutcome outcome;

    bool operator==(const HttpFailure &) const = default;
};

// An answer with a status that is not 2xx. `now` is what a retry-after date is compared with.
HttpFailure httpFailure(int status, const QList<Header> &headers, const QByteArray &body, const QDateTime &now);

// An error that came within an answer whose status was fine. A numeric code of it is read as an HTTP status.
ChatOutcome streamFailure(const ProviderWords &words);

// A redirect. It is not followed, since the key would go with it.
Error redirectError(const QUrl &from, const QByteArray &location);

} // namespace evenhand
