// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/http/answerparser.h"

#include <algorithm>
#include <functional>
#include <memory>

namespace evenhand {

// What a parser made of an answer.
struct ParsedAnswer
{
    ChatEvents events;
    bool complete = false;
    bool ended = false;
    std::optional<ChatOutcome> failure;
    qsizetype late = 0; // events after the end

    // What was said, then how it ended if not well.
    QStringList lines() const;

    bool operator==(const ParsedAnswer &) const = default;
};
ParsedAnswer parseStream(AnswerParser &parser, const QByteArrayList &reads);
ParsedAnswer parseWhole(AnswerParser &parser, const QByteArray &body);

// Ways to cut an answer into what single reads bring.
using Cuts = QList<QByteArrayList>;
QByteArrayList singleBytes(const QByteArray &bytes);
Cuts everyCut(const QByteArray &bytes); // in two at every byte, and into single bytes

// What must hold of every parser, whatever it is given; the fuzzers use this, too. Says what is wrong; empty: nothing is.
// All cuts bring the same events and the same end. There is one reason to stop at most, and nothing after the end.
// Counts can be added, and there is no more of anything than the bytes can hold.
using MakeParser = std::function<std::unique_ptr<AnswerParser>()>;
QString checkParser(const MakeParser &make, const QByteArray &bytes, const Cuts &cuts);

template<typename Parser, typename... Arguments>
QString checkEveryCut(const QByteArray &bytes, const Arguments &...arguments)
{
    return checkParser([&] { return std::make_unique<Parser>(arguments...); }, bytes, everyCut(bytes));
}

// decode makes of reads what can be compared.
template<typename Decode>
bool decodesTheSame(const Decode &decode, const QByteArray &bytes, const Cuts &cuts)
{
    const auto whole = decode(QByteArrayList{bytes});
    return std::ranges::all_of(cuts, [&](const QByteArrayList &reads) { return decode(reads) == whole; });
}

} // namespace evenhand
