// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/pricing/parityjson.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

QJsonObject pricesJson(const PriceRow &row, qint64 above)
{
    QJsonObject json;
    for (const ClassPrice &price : row.prices) {
        if (price.above == above)
            json.insert(className(price.of), nanoText(price.nano));
    }
    return json;
}

QJsonArray longContextJson(const PriceRow &row)
{
    QMap<qint64, QJsonObject> steps;
    for (const ClassPrice &price : row.prices) {
        if (price.above > 0)
            steps.insert(price.above, pricesJson(row, price.above));
    }
    QJsonArray json;
    for (const auto &[above, prices] : steps.asKeyValueRange())
        json.append(QJsonObject{{u"above_input_tokens"_s, above}, {u"prices"_s, prices}});
    return json;
}

void put(QJsonObject &json, const QString &name, const QString &text)
{
    if (!text.isEmpty())
        json.insert(name, text);
}

QJsonObject rowJson(const PriceBook &book, const PriceRow &row)
{
    QJsonObject json{{u"price_row"_s, priceRowId(row)},
                     {u"channel"_s, row.channel},
                     {u"channel_name"_s, book.channelName(row.channel)},
                     {u"model"_s, row.model},
                     {u"place"_s, placeOf(row)},
                     {u"tier"_s, tierText(row.tier)},
                     {u"currency"_s, row.currency},
                     {u"prices_per_million"_s, pricesJson(row, 0)},
                     {u"source"_s, toJson(row.source)},
                     {u"own"_s, row.own}};
    put(json, u"family"_s, row.family);
    put(json, u"note"_s, row.note);
    put(json, u"from"_s, row.from.toString(Qt::ISODate));
    put(json, u"until"_s, row.until.toString(Qt::ISODate));
    if (!row.regions.isEmpty())
        json.insert(u"regions"_s, QJsonArray::fromStringList(row.regions));
    if (row.hours)
        json.insert(u"hours_utc"_s,
                    QJsonArray{row.hours->from.toString(u"HH:mm"_s), row.hours->until.toString(u"HH:mm"_s)});
    if (const QJsonArray longContext = longContextJson(row); !longContext.isEmpty())
        json.insert(u"long_context"_s, longContext);
    return json;
}

QJsonObject moneyJson(const Money &money)
{
    return {{u"nano"_s, money.nano}, {u"currency"_s, money.currency}, {u"text"_s, moneyText(money)}};
}

QJsonObject lineJson(const PriceBook &book, const ParityLine &line, const std::optional<Conversion> &shownAs)
{
    QJsonObject json = rowJson(book, line.row);
    json.insert(u"is_base"_s, line.isBase);
    json.insert(u"older_list"_s, line.isOlder);
    if (line.cost.total)
        json.insert(u"cost"_s, moneyJson(*line.cost.total));
    else
        json.insert(u"unpriced"_s, line.cost.unpriced);
    if (line.premium)
        json.insert(u"premium_percent"_s, double(*line.premium) / 100);
    if (shownAs && line.cost.total) {
        if (const std::optional<Money> money = converted(*line.cost.total, *shownAs))
            json.insert(u"shown_as"_s, moneyJson(*money));
    }
    json.insert(u"disputed"_s, rowsJson(book, line.disputed));
    return json;
}

} // namespace

QJsonObject parityJson(const PriceBook &book, const ParityQuestion &question, const Parity &parity,
                       const std::optional<Conversion> &shownAs)
{
    const TokenMix &mix = question.mix;
    QJsonArray lines;
    for (const ParityLine &line : parity.lines)
        lines.append(lineJson(book, line, shownAs));
    QJsonObject json{{u"family"_s, parity.family},
                     {u"date"_s, question.moment.toUTC().date().toString(Qt::ISODate)},
                     {u"tier"_s, tierText(question.tier)},
                     {u"mix"_s, QJsonObject{{u"input"_s, mix.input},
                                            {u"cached"_s, mix.cached},
                                            {u"written"_s, mix.written},
                                            {u"output"_s, mix.output},
                                            {u"requests"_s, mix.requests}}},
                     {u"lines"_s, lines},
                     {u"about"_s, originsText(book)}};
    put(json, u"region"_s, regionKey(question.region));
    put(json, u"maker"_s, parity.maker);
    if (shownAs)
        json.insert(u"conversion"_s, conversionText(*shownAs));
    return json;
}

QJsonArray rowsJson(const PriceBook &book, const QList<PriceRow> &rows)
{
    QJsonArray json;
    for (const PriceRow &row : rows)
        json.append(rowJson(book, row));
    return json;
}

QString originsText(const PriceBook &book)
{
    QStringList sources;
    for (const PriceSource &source : book.sources)
        sources.append(source.licence.isEmpty() ? sourceText(source)
                                                : u"%1 (%2)"_s.arg(sourceText(source), source.licence));
    return u"List prices as public catalogues have them: %1. They are not what an invoice says: taxes, discounts and "
           "commitments are not in them."_s.arg(sources.join(u"; "_s));
}

} // namespace evenhand
