// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#pragma once

#include <evenhand/chat.h>

namespace evenhand {

// What one provider's protocol makes of the bytes of an answer whose status was fine. Pure: no network, no clock.
class AnswerParser
{
public:
    AnswerParser() = default;
    virtual ~AnswerParser() = default;
    Q_DISABLE_COPY_MOVE(AnswerParser)

    // A streamed answer, in pieces that may be cut anywhere.
    virtual ChatEvents feed(QByteArrayView bytes) = 0;
    // The stream is over, whether it should be or not: events that were still held back.
    virtual ChatEvents finish() = 0;
    // An answer in one piece: some servers send that although a stream was asked for.
    virtual ChatEvents parseWhole(const QByteArray &body) = 0;

    // Enough was seen to call it a whole answer, even if the connection breaks now.
    virtual bool isComplete() const = 0;
    // The protocol's own end, or an error, was seen: what follows means nothing.
    virtual bool isEnded() const = 0;
    // The provider reported a failure within the answer, or said what the protocol does not allow.
    virtual std::optional<ChatOutcome> failure() const = 0;
};

} // namespace evenhand
