// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/bedrock/converseparser.h"
#include "tests/fuzz/parserfuzzing.h"
#include "tests/support/eventframes.h"

using namespace evenhand;
using namespace Qt::StringLiterals;

// A line is a frame: "event contentBlockDelta {…}", "exception throttlingException {…}", "error InternalError boom".
static QByteArray framed(const QByteArray &lines)
{
    QByteArray bytes;
    for (const QByteArray &line : lines.split('\n')) {
        if (line.isEmpty())
            continue;
        const QByteArrayList words = line.split(' ');
        const QByteArray kind = words.first();
        const QByteArray payload = words.mid(2).join(' ');
        EventStreamMessage message{.fields = {{":message-type", QString::fromUtf8(kind)}}, .payload = payload};
        const QByteArray member = kind == "error" ? ":error-code" : ':' + kind + "-type";
        message.fields.append({member, QString::fromUtf8(words.value(1))});
        if (kind == "error")
            message.fields.append({":error-message", QString::fromUtf8(payload)});
        bytes += eventStreamFrame(message);
    }
    return bytes;
}

// Frames whose checksums are right, so that what they say is read: each begins with the lengths of its headers and its
// payload, a byte each.
static QByteArray withRightSums(const QByteArray &input)
{
    QByteArray bytes;
    for (qsizetype at = 1; at + 2 <= input.size();) {
        const qsizetype headers = uchar(input[at]);
        const QByteArray rest = input.mid(at + 2, headers + uchar(input[at + 1]));
        bytes += eventFrame(rest.first(std::min(headers, rest.size())), rest.mid(headers));
        at += 2 + rest.size();
    }
    return bytes;
}

static QList<EventStreamMessage> decode(const QByteArrayList &reads)
{
    EventStreamDecoder decoder;
    QList<EventStreamMessage> messages;
    for (const QByteArray &read : reads)
        messages += decoder.feed(read);
    return messages;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray input = bytesOf(data, size).toByteArray();
    const QByteArray bytes = input.startsWith('\0')   ? input
                             : input.startsWith('\1') ? withRightSums(input)
                                                      : framed(input);
    const Cuts cuts = cutsOf(bytes);
    require(decodesTheSame(decode, bytes, cuts) ? QString() : u"what is decoded depends on the cuts"_s);
    requireSoundParser<ConverseParser>(bytes, cuts, u"ap-south-1"_s);
    return 0;
}
