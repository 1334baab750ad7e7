// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/openai/unreadable.h"

#include "plugins/http/httperror.h"

using namespace Qt::StringLiterals;

namespace evenhand {

ChatOutcome unreadableAnswer(const QByteArray &data, QLatin1StringView expected)
{
    const QString words = readErrorBody(data).message.left(200);
    const QString said = words.isEmpty() ? QString() : u" It sent: %1"_s.arg(words);
    return {.error = Error{.code = ErrorCode::Protocol,
                           .message = u"The server did not answer with %1. Check the channel's address.%2"_s.arg(
                               expected, said),
                           .detail = QString::fromUtf8(data.left(4096))},
            .retryable = false,
            .retryAfter = {}};
}

} // namespace evenhand
