// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/fuzz/fuzzing.h"
#include "tests/support/parserchecks.h"

namespace evenhand {

// As the last byte says; in a recorded answer that is the end of a line.
inline Cuts cutsOf(const QByteArray &bytes)
{
    QByteArrayList pieces;
    PieceLengths lengths(bytes.isEmpty() ? 0 : uint8_t(bytes.back()));
    for (qsizetype from = 0; from < bytes.size(); from += pieces.last().size())
        pieces << bytes.mid(from, lengths.next());
    return {pieces};
}

template<typename Parser, typename... Arguments>
void requireSoundParser(const QByteArray &bytes, const Cuts &cuts, const Arguments &...arguments)
{
    require(checkParser([&] { return std::make_unique<Parser>(arguments...); }, bytes, cuts));
}

// Of a decoder that holds back what has not ended.
template<typename Decoder>
void requireSoundDecoder(const QByteArray &bytes, const Cuts &cuts)
{
    const auto decode = [](const QByteArrayList &reads) {
        Decoder decoder;
        decltype(decoder.finish()) decoded;
        for (const QByteArray &read : reads)
            decoded += decoder.feed(read);
        return decoded + decoder.finish();
    };
    require(decodesTheSame(decode, bytes, cuts) ? QString() : QStringLiteral("what is decoded depends on the cuts"));
}

} // namespace evenhand
