// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#include "plugins/http/unreadable.h"

#include "plugins/http/httperror.h"

using namespace Qt::StringLiterals;

namespace evenhand {

static constexpr qsizetype longestWords = 200;   // characters shown to a person
static constexpr qsizetype longestDetail = 4096; // bytes kept for a log

ChatOutcome unreadableAnswer(const QByteArray &data, QLatin1StringView expected)
{
    const QString words = readErrorBody(data).message.left(longestWords);
    const QString said = words.isEmpty() ? QString() : u" It sent: %1"_s.arg(words);
    return {.error = Error{.code = ErrorCode::Protocol,
                           .message = u"The server did not answer %1. Check the channel's address.%2"_s.arg(
                               expected, said),
                           .detail = QString::fromUtf8(data.left(longestDetail))},
            .retryable = false,
            .retryAfter = {}};
}

std::unexpected<Error> unreadableList(const QByteArray &body)
{
    const QString words = readErrorBody(body).message.left(longestWords);
    return std::unexpected(
        Error{.code = ErrorCode::Protocol,
              .message = u"The server did not answer with a list of models. %1"_s.arg(words).trimmed(),
              .detail = QString::fromUtf8(body.left(longestDetail))});
}

} // namespace evenhand
