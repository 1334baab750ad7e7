// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/pricing/parity.h"

#include "app/pricing/moneytext.h"

#include <map>
#include <tuple>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {
namespace {

constexpr qint64 hundredthsOfPercent = 10'000;
constexpr qint64 mostTokens = 1'000'000'000;

Error notFound(const QString &message)
{
    return {.code = ErrorCode::NotFound, .message = message, .detail = {}};
}

Error invalid(const QString &message)
{
    return {.code = ErrorCode::InvalidInput, .message = message, .detail = {}};
}

bool isAsked(const PriceRow &row, const ParityQuestion &question, const QString &family)
{
    const QString region = regionKey(question.region);
    return row.family == family && row.tier == tierKey(question.tier)
           && (region.isEmpty() || row.regions.isEmpty() || row.regions.contains(region, Qt::CaseInsensitive));
}

// The rows of each place, in the order of the book.
QList<QList<PriceRow>> byPlace(const PriceBook &book, const ParityQuestion &question, const QString &family)
{
    std::map<std::tuple<QString, bool, QString>, QList<PriceRow>> places;
    for (const PriceRow &row : book.rows()) {
        if (isAsked(row, question, family))
            places[{row.channel, row.own, placeOf(row)}].append(row);
    }
    QList<QList<PriceRow>> lists;
    for (auto &[place, rows] : places) {
        sortByPreference(rows, {});
        lists.append(rows);
    }
    return lists;
}

Cost costOfMix(const TokenMix &mix, const PriceRow &row)
{
    const Usage usage{.inputFresh = mix.input,
                      .cacheRead = mix.cached,
                      .cacheWrites = {{.lifetime = 5min, .tokens = mix.written}},
                      .outputVisible = mix.output};
    Cost cost = costOf(usage, row);
    if (!cost.total)
        return cost;
    const std::optional<qint64> all = scaled(cost.total->nano, mix.requests, 1);
    if (all)
        cost.total->nano = *all;
    else
        cost = {.unpriced = u"the amount is too large"_s, .row = cost.row};
    return cost;
}

// The line that the others are held against: that of the maker for all regions, else its cheapest, else the cheapest list.
qsizetype baseOf(const QList<ParityLine> &lines, const QString &maker)
{
    qsizetype best = -1;
    const auto rank = [&](const ParityLine &line) {
        return std::tuple(line.row.channel != maker, !maker.isEmpty() && !line.row.regions.isEmpty(),
                          line.cost.total->nano);
    };
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const ParityLine &line = lines.at(i);
        if (!line.row.own && line.cost.total && (best < 0 || rank(line) < rank(lines.at(best))))
            best = i;
    }
    return best;
}

void compare(QList<ParityLine> &lines, qsizetype base)
{
    lines[base].isBase = true;
    const Money against = *lines.at(base).cost.total;
    for (ParityLine &line : lines) {
        const std::optional<Money> &total = line.cost.total;
        if (total && total->currency == against.currency && against.nano > 0)
            line.premium = scaled(total->nano - against.nano, hundredthsOfPercent, against.nano);
    }
}

void markOlder(QList<ParityLine> &lines)
{
    QDate newest;
    for (const ParityLine &line : std::as_const(lines)) {
        if (!line.row.own)
            newest = std::max(newest, line.row.source.date);
    }
    for (ParityLine &line : lines)
        line.isOlder = !line.row.own && line.row.source.date < newest;
}

void sortLines(QList<ParityLine> &lines)
{
    std::ranges::stable_sort(lines, {}, [](const ParityLine &line) {
        return std::tuple(!line.isBase, !line.cost.total, line.cost.total.value_or(Money()).nano);
    });
}

} // namespace

Result<TokenMix> tokenMixFromText(const QString &text)
{
    TokenMix mix{.input = 0, .output = 0};
    const QMap<QString, qint64 *> members{{u"input"_s, &mix.input},
                                          {u"cached"_s, &mix.cached},
                                          {u"written"_s, &mix.written},
                                          {u"output"_s, &mix.output},
                                          {u"requests"_s, &mix.requests}};
    for (const QString &part : text.split(u',')) {
        const QString name = part.section(u'=', 0, 0).trimmed();
        qint64 *member = members.value(name);
        if (!member)
            return std::unexpected(
                invalid(u"A mix has no \"%1\"; it has input, cached, written, output and requests."_s.arg(name)));
        bool isNumber = false;
        *member = part.section(u'=', 1).trimmed().toLongLong(&isNumber);
        if (!isNumber || *member < 0 || *member > mostTokens)
            return std::unexpected(invalid(
                u"The mix needs a whole number from 0 to %1 for \"%2\", as in %2=3000."_s.arg(mostTokens).arg(name)));
    }
    if (mix.input + mix.cached + mix.written + mix.output == 0 || mix.requests == 0)
        return std::unexpected(invalid(u"The mix has no tokens: nothing could be compared."_s));
    return mix;
}

Result<Parity> parity(const PriceBook &book, const ParityQuestion &question)
{
    Parity parity{.family = book.family(question.family)};
    if (parity.family.isEmpty())
        return std::unexpected(notFound(u"The price book has no model family \"%1\"."_s.arg(question.family)));
    parity.maker = book.makerOf(parity.family);
    const QList<QList<PriceRow>> places = byPlace(book, question, parity.family);
    for (const QList<PriceRow> &rows : places) {
        const PriceFinding finding = pick(rows, question.moment);
        if (finding.row)
            parity.lines.append(
                {.row = *finding.row, .cost = costOfMix(question.mix, *finding.row), .disputed = finding.disputed});
    }
    if (parity.lines.isEmpty())
        return std::unexpected(
            notFound(u"The price book has no row of \"%1\" for this region, tier and day."_s.arg(parity.family)));
    const bool sellsItself = std::ranges::any_of(
        parity.lines, [&](const ParityLine &line) { return line.row.channel == parity.maker && line.cost.total; });
    if (!sellsItself)
        parity.maker.clear();
    if (const qsizetype base = baseOf(parity.lines, parity.maker); base >= 0)
        compare(parity.lines, base);
    markOlder(parity.lines);
    sortLines(parity.lines);
    return parity;
}

} // namespace evenhand
