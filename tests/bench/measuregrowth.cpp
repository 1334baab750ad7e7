// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/text/answerreader.h"
#include "tests/bench/answerfeed.h"
#include "tests/bench/answertexts.h"
#include "tests/bench/framemeter.h"
#include "tests/bench/measures.h"

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr qsizetype lastTokens = 2'000;
constexpr qsizetype pieceSize = 1'000; // of what comes before

// Feeds the text up to its last tokens in larger pieces; returns the microseconds of CPU that each of the last ones took.
template<typename Feed>
double tokenCost(const QString &text, qsizetype tokenCount, Feed &&feed)
{
    const QStringList tokens = tokensOf(text, 3);
    const QStringList last = tokens.last(std::min(tokenCount, tokens.size()));
    const QString before = text.chopped(last.join(QString()).size());
    for (qsizetype at = 0; at < before.size(); at += pieceSize)
        feed(QStringView(before).sliced(at).first(std::min(pieceSize, before.size() - at)));
    const auto begin = threadTime();
    for (const QString &token : last)
        feed(token);
    return 1000 * milliseconds(threadTime() - begin) / double(last.size());
}

double readerCost(const QString &text, qsizetype tokens)
{
    AnswerReader reader;
    return tokenCost(text, tokens, [&](QStringView piece) { reader.feed(piece); });
}

double viewCost(const QString &text, qsizetype tokens)
{
    AnswerFeed feed;
    return tokenCost(text, tokens, [&](QStringView piece) { feed.add(piece); });
}

double leastOfThree(double (*cost)(const QString &, qsizetype), const QString &text, qsizetype tokens)
{
    return std::min({cost(text, tokens), cost(text, tokens), cost(text, tokens)});
}

} // namespace

void measureGrowth(double scale, QTextStream &out)
{
    const auto scaled = [scale](qsizetype size) { return qsizetype(double(size) * scale); };
    const qsizetype shorter = scaled(10'000);
    const qsizetype longer = scaled(200'000);
    out << "\nCPU of one token at two lengths of the answer, in microseconds; the view paints each token by itself\n"
        << QString(22, u' ') << "             reader                        view\n"
        << QString(22, u' ');
    for (int i = 0; i < 2; ++i)
        out << QString::number(shorter).rightJustified(9) << QString::number(longer).rightJustified(9) << "   ratio  ";
    out << Qt::endl;
    for (const Uniform kind : {Uniform::Prose, Uniform::Code, Uniform::List, Uniform::Table, Uniform::CodeInList}) {
        out << nameOf(kind).leftJustified(22);
        for (const auto cost : {readerCost, viewCost}) {
            const QString text = uniformText(kind, longer);
            const double before = leastOfThree(cost, text.first(shorter), scaled(lastTokens));
            const double after = leastOfThree(cost, text, scaled(lastTokens));
            out << QString::number(before, 'f', 1).rightJustified(9) << QString::number(after, 'f', 1).rightJustified(9)
                << QString::number(after / before, 'f', 2).rightJustified(8) << "  ";
        }
        out << Qt::endl;
    }
}

} // namespace evenhand
