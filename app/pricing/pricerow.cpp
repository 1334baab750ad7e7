// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/pricing/pricerow.h"

#include "app/pricing/moneytext.h"

#include <evenhand/enumnames.h>

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr EnumName<PriceClass> classNames[] = {
    {PriceClass::Input, "input"},
    {PriceClass::CacheRead, "cache read"},
    {PriceClass::CacheWrite, "cache write"},
    {PriceClass::CacheWriteHour, "cache write 1h"},
    {PriceClass::Output, "output"},
    {PriceClass::Reasoning, "reasoning"},
    {PriceClass::AudioInput, "audio input"},
    {PriceClass::AudioOutput, "audio output"},
    {PriceClass::ImageInput, "image input"},
    {PriceClass::ImageOutput, "image output"},
    {PriceClass::Call, "call"},
};

constexpr EnumName<PriceClass> shortNames[] = {
    {PriceClass::Input, "in"},       {PriceClass::CacheRead, "cr"},
    {PriceClass::CacheWrite, "cw"},  {PriceClass::CacheWriteHour, "cw1h"},
    {PriceClass::Output, "out"},     {PriceClass::Reasoning, "rs"},
    {PriceClass::AudioInput, "ain"}, {PriceClass::AudioOutput, "aout"},
    {PriceClass::ImageInput, "iin"}, {PriceClass::ImageOutput, "iout"},
    {PriceClass::Call, "call"},
};

// Catalogues cut figures to some decimals, hardly to fewer than two.
constexpr int fewestDecimals = 2;

int decimals(qint64 nano)
{
    const QString text = nanoText(nano);
    const qsizetype point = text.indexOf(u'.');
    return point < 0 ? 0 : int(text.size() - point - 1);
}

bool isSameFigure(qint64 one, qint64 other)
{
    const int shared = std::max(fewestDecimals, std::min(decimals(one), decimals(other)));
    return std::abs(one - other) <= qint64(std::pow(10, 9 - shared)) / 2;
}

std::expected<QList<ClassPrice>, QString> readPrices(const QJsonObject &json, qint64 above)
{
    QList<ClassPrice> prices;
    for (auto it = json.begin(); it != json.end(); ++it) {
        const std::optional<PriceClass> of = enumFromString(shortNames, it.key());
        if (!of)
            return std::unexpected(u"\"%1\" is no class of prices"_s.arg(it.key()));
        const double price = it.value().toDouble(-1);
        if (!(price >= 0 && price <= highestPrice))
            return std::unexpected(u"the price of %1 is not a number from 0 to a million"_s.arg(className(*of)));
        prices.append({.of = *of, .above = above, .nano = std::llround(price * nanoPerUnit)});
    }
    std::ranges::sort(prices, {}, &ClassPrice::of);
    return prices;
}

std::expected<QDate, QString> readDate(const QJsonValue &json)
{
    if (json.isUndefined())
        return QDate();
    const QDate date = QDate::fromString(json.toString(), Qt::ISODate);
    if (!date.isValid())
        return std::unexpected(u"\"%1\" is not a date such as 2026-11-21"_s.arg(json.toString()));
    return date;
}

QStringList texts(const QJsonArray &array)
{
    QStringList list;
    for (const QJsonValue &value : array)
        list.append(value.toString());
    return list;
}

QString firstName(const ModelRule &rule)
{
    return rule.rules.isEmpty() ? rule.text : firstName(rule.rules.first());
}

void put(QJsonObject &json, QLatin1StringView key, const QString &text)
{
    if (!text.isEmpty())
        json.insert(key, text);
}

void putPrices(QJsonObject &json, const QList<ClassPrice> &prices)
{
    QMap<qint64, QJsonObject> steps{{0, {}}};
    for (const ClassPrice &price : prices)
        steps[price.above].insert(enumToString(shortNames, price.of), double(price.nano) / nanoPerUnit);
    json.insert("p"_L1, steps.take(0));
    QJsonArray above;
    for (const auto &[tokens, step] : steps.asKeyValueRange())
        above.append(QJsonArray{tokens, step});
    if (!above.isEmpty())
        json.insert("above"_L1, above);
}

std::expected<void, QString> readAllPrices(PriceRow &row, const QJsonObject &json)
{
    std::expected<QList<ClassPrice>, QString> prices = readPrices(json.value("p"_L1).toObject(), 0);
    if (!prices)
        return std::unexpected(prices.error());
    row.prices = std::move(*prices);
    for (const QJsonValue &step : json.value("above"_L1).toArray()) {
        prices = readPrices(step.toArray().at(1).toObject(), step.toArray().at(0).toInteger());
        if (!prices)
            return std::unexpected(prices.error());
        row.prices += *prices;
    }
    if (row.prices.isEmpty())
        return std::unexpected(u"it has no price"_s);
    return {};
}

std::expected<void, QString> readPeriod(PriceRow &row, const QJsonObject &json)
{
    const std::expected<QDate, QString> from = readDate(json.value("from"_L1));
    const std::expected<QDate, QString> until = readDate(json.value("until"_L1));
    if (!from || !until)
        return std::unexpected(from ? until.error() : from.error());
    row.from = *from;
    row.until = *until;
    if (!json.contains("at"_L1))
        return {};
    const QStringList at = texts(json.value("at"_L1).toArray());
    row.hours = DayHours{.from = QTime::fromString(at.value(0), u"HH:mm"_s),
                         .until = QTime::fromString(at.value(1), u"HH:mm"_s)};
    if (!row.hours->from.isValid() || !row.hours->until.isValid())
        return std::unexpected(u"its hours are not two times such as 16:30"_s);
    return {};
}

} // namespace

QString className(PriceClass of)
{
    return enumToString(classNames, of);
}

QString sourceText(const PriceSource &source)
{
    const QString named =
        source.version.isEmpty() ? source.catalogue : u"%1 %2"_s.arg(source.catalogue, source.version);
    return source.date.isValid() ? u"%1, %2"_s.arg(named, source.date.toString(Qt::ISODate)) : named;
}

bool DayHours::contains(QTime time) const
{
    return from <= until ? from <= time && time < until : from <= time || time < until;
}

bool PriceRow::isInForce(const QDateTime &moment) const
{
    const QDateTime utc = moment.toUTC();
    return (!from.isValid() || from <= utc.date()) && (!until.isValid() || utc.date() < until)
           && (!hours || hours->contains(utc.time()));
}

std::optional<qint64> PriceRow::price(PriceClass of, qint64 inputTokens) const
{
    const ClassPrice *best = nullptr;
    for (const ClassPrice &each : prices) {
        const bool applies = each.of == of && (each.above == 0 || inputTokens > each.above);
        if (applies && (!best || each.above > best->above))
            best = &each;
    }
    return best ? std::optional(best->nano) : std::nullopt;
}

QString priceRowId(const PriceRow &row)
{
    const QByteArray content = QJsonDocument(toJson(row)).toJson(QJsonDocument::Compact);
    return QString::fromLatin1(QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex().first(16));
}

bool disagree(const PriceRow &one, const PriceRow &other)
{
    return std::ranges::any_of(one.prices, [&](const ClassPrice &price) {
        const std::optional<qint64> figure = other.price(price.of);
        return price.above == 0 && figure && !isSameFigure(price.nano, *figure);
    });
}

QString placeOf(const PriceRow &row)
{
    if (!row.place.isEmpty())
        return row.place;
    return row.regions.isEmpty() ? u"all regions"_s : row.regions.join(u", "_s);
}

QString tierKey(const QString &tier)
{
    static const QStringList standard = {u"default"_s, u"standard"_s, u"auto"_s, u"on-demand"_s, u"standard_only"_s};
    const QString key = tier.trimmed().toLower();
    return standard.contains(key) ? QString() : key;
}

QString tierText(const QString &tier)
{
    const QString key = tierKey(tier);
    return key.isEmpty() ? u"standard"_s : key;
}

QString regionKey(const QString &region)
{
    return region.trimmed().section(u' ', 0, 0).toLower();
}

QString familyKey(const QString &family)
{
    static const QRegularExpression separators(u"[._ ]+"_s);
    return family.trimmed().toLower().replace(separators, u"-"_s);
}

QJsonObject toJson(const PriceRow &row)
{
    QJsonObject json{{u"k"_s, row.channel}, {u"m"_s, row.rule.toJson()}, {u"c"_s, row.currency}};
    put(json, "n"_L1, row.model);
    put(json, "f"_L1, row.family);
    put(json, "l"_L1, row.place);
    put(json, "t"_L1, row.tier);
    put(json, "note"_L1, row.note);
    put(json, "from"_L1, row.from.toString(Qt::ISODate));
    put(json, "until"_L1, row.until.toString(Qt::ISODate));
    if (!row.regions.isEmpty())
        json.insert("r"_L1, QJsonArray::fromStringList(row.regions));
    if (row.hours)
        json.insert("at"_L1, QJsonArray{row.hours->from.toString(u"HH:mm"_s), row.hours->until.toString(u"HH:mm"_s)});
    if (row.own)
        json.insert("own"_L1, true);
    putPrices(json, row.prices);
    json.insert("source"_L1, toJson(row.source));
    return json;
}

std::expected<PriceRow, QString> readPriceRow(const QJsonObject &json, const PriceRow &outline)
{
    PriceRow row = outline;
    std::expected<ModelRule, QString> rule = ModelRule::fromJson(json.value("m"_L1));
    if (!rule)
        return std::unexpected(rule.error());
    row.rule = std::move(*rule);
    row.model = json.value("n"_L1).toString();
    if (row.model.isEmpty())
        row.model = firstName(row.rule);
    row.family = json.value("f"_L1).toString();
    row.place = json.value("l"_L1).toString();
    row.tier = tierKey(json.value("t"_L1).toString());
    row.note = json.value("note"_L1).toString();
    row.regions = texts(json.value("r"_L1).toArray());
    return readAllPrices(row, json).and_then([&] { return readPeriod(row, json); }).transform([&] {
        return std::move(row);
    });
}

std::expected<PriceRow, QString> priceRowFromJson(const QJsonObject &json)
{
    PriceRow outline;
    outline.channel = json.value("k"_L1).toString();
    outline.currency = json.value("c"_L1).toString();
    outline.own = json.value("own"_L1).toBool();
    outline.source = priceSourceFromJson(json.value("source"_L1).toObject());
    return readPriceRow(json, outline);
}

QJsonObject toJson(const PriceSource &source)
{
    QJsonObject json;
    put(json, "catalogue"_L1, source.catalogue);
    put(json, "version"_L1, source.version);
    put(json, "date"_L1, source.date.toString(Qt::ISODate));
    put(json, "licence"_L1, source.licence);
    put(json, "copyright"_L1, source.copyright);
    put(json, "url"_L1, source.url);
    return json;
}

PriceSource priceSourceFromJson(const QJsonObject &json)
{
    return {.catalogue = json.value("catalogue"_L1).toString(),
            .version = json.value("version"_L1).toString(),
            .date = QDate::fromString(json.value("date"_L1).toString(), Qt::ISODate),
            .licence = json.value("licence"_L1).toString(),
            .copyright = json.value("copyright"_L1).toString(),
            .url = json.value("url"_L1).toString()};
}

} // namespace evenhand
