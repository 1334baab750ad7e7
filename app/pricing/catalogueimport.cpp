// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/pricing/priceimport.h"

#include "app/pricing/moneytext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <cmath>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr qint64 thousand = 1'000;

struct CatalogueClass
{
    const char *name;
    PriceClass of;
    double perMillion; // what makes a price for a million of it
};

constexpr CatalogueClass genaiClasses[] = {
    {"input_mtok", PriceClass::Input, 1},
    {"cache_read_mtok", PriceClass::CacheRead, 1},
    {"cache_write_mtok", PriceClass::CacheWrite, 1},
    {"cache_write_1h_mtok", PriceClass::CacheWriteHour, 1},
    {"output_mtok", PriceClass::Output, 1},
    {"output_reasoning_mtok", PriceClass::Reasoning, 1},
    {"input_audio_mtok", PriceClass::AudioInput, 1},
    {"output_audio_mtok", PriceClass::AudioOutput, 1},
    {"input_image_mtok", PriceClass::ImageInput, 1},
    {"output_image_mtok", PriceClass::ImageOutput, 1},
    {"requests_kcount", PriceClass::Call, 1e3},
};

constexpr CatalogueClass litellmClasses[] = {
    {"input_cost_per_token", PriceClass::Input, 1e6},
    {"output_cost_per_token", PriceClass::Output, 1e6},
    {"cache_read_input_token_cost", PriceClass::CacheRead, 1e6},
    {"cache_creation_input_token_cost", PriceClass::CacheWrite, 1e6},
    {"cache_creation_input_token_cost_above_1hr", PriceClass::CacheWriteHour, 1e6},
    {"output_cost_per_reasoning_token", PriceClass::Reasoning, 1e6},
    {"input_cost_per_audio_token", PriceClass::AudioInput, 1e6},
    {"output_cost_per_audio_token", PriceClass::AudioOutput, 1e6},
    {"input_cost_per_image_token", PriceClass::ImageInput, 1e6},
    {"output_cost_per_image_token", PriceClass::ImageOutput, 1e6},
};

// Suffix of LiteLLM's members → service tier.
struct LitellmTier
{
    const char *suffix;
    const char *tier;
};

constexpr LitellmTier litellmTiers[] = {{"", ""}, {"_batches", "batch"}, {"_flex", "flex"}, {"_priority", "priority"}};

Error invalid(const QString &message)
{
    return {.code = ErrorCode::InvalidInput, .message = message, .detail = {}};
}

// Where the catalogue has prices that the program can use.
class CatalogueImport
{
public:
    CatalogueImport(const QString &catalogue, const QByteArray &json, const QDate &date, const PriceBook &book)
        : m_book(book)
        , m_json(json)
    {
        const auto known = std::ranges::find(book.sources, catalogue, &PriceSource::catalogue);
        if (known != book.sources.end())
            result.source = *known;
        result.source.catalogue = catalogue;
        result.source.version.clear();
        result.source.date = date;
        for (const PriceRow &row : book.rows())
            m_regions.unite(QSet<QString>(row.regions.cbegin(), row.regions.cend()));
    }

    // The channels at which a provider of the catalogue sells this model.
    QStringList kinds(const QString &provider, const QString &model) const
    {
        QStringList kinds;
        for (const PricedChannel &channel : m_book.channels) {
            const bool sells = std::ranges::any_of(channel.imports, [&](const PricedChannel::Import &import) {
                return import.catalogue == result.source.catalogue
                       && ModelRule::wildcard(import.provider).fit(provider) != ModelRule::Fit::No
                       && import.models.match(model).hasMatch();
            });
            if (sells)
                kinds.append(channel.kind);
        }
        return kinds;
    }

    const QSet<QString> &regions() const { return m_regions; }

    // A price from 0 on; 0 is none. A mistake otherwise.
    void addPrice(PriceRow &row, PriceClass of, double perMillion, qint64 above)
    {
        if (!(perMillion >= 0 && perMillion <= highestPrice))
            return mistake(row.model, u"the price of %1 is not a number from 0 to a million"_s.arg(className(of)));
        if (const qint64 nano = std::llround(perMillion * nanoPerUnit); nano > 0)
            row.prices.append({.of = of, .above = above, .nano = nano});
    }

    void mistake(const QString &model, const QString &reason)
    {
        result.mistakes.append({.line = lineOf(model), .reason = u"\"%1\": %2"_s.arg(model, reason)});
        m_isBad = true;
    }

    // Whether there was a mistake since the last time.
    bool wasBad() { return std::exchange(m_isBad, false); }

    void append(PriceRow row, const QStringList &channels)
    {
        row.source = result.source;
        row.currency = u"USD"_s;
        const QString id = row.rule.kind == ModelRule::Kind::Equals ? row.rule.text : row.model;
        row.family = m_book.family(id);
        if (row.family.isEmpty())
            row.family = familyKey(id.section(u'/', -1));
        for (const QString &channel : channels) {
            row.channel = channel;
            row.place = placeIn(channel, row);
            result.rows.append(row);
        }
    }

    PriceImport take()
    {
        std::ranges::stable_sort(result.mistakes, {}, &PriceMistake::line);
        return std::move(result);
    }

    PriceImport result;

private:
    // As the book calls the place of what this row replaces.
    QString placeIn(const QString &channel, const PriceRow &row) const
    {
        const bool isName = row.rule.kind == ModelRule::Kind::Equals;
        const auto same = std::ranges::find_if(m_book.rows(), [&](const PriceRow &known) {
            return known.channel == channel && !known.own && known.regions == row.regions
                   && (known.model == row.model || (isName && known.rule.fit(row.rule.text) != ModelRule::Fit::No));
        });
        return same == m_book.rows().end() ? QString() : same->place;
    }

    // Where the model's name stands first.
    int lineOf(const QString &model) const
    {
        const QByteArray quoted = QJsonDocument(QJsonArray{model}).toJson(QJsonDocument::Compact).sliced(1).chopped(1);
        const qsizetype at = m_json.indexOf(quoted);
        return at < 0 ? 1 : int(m_json.first(at).count('\n')) + 1;
    }

    const PriceBook &m_book;
    const QByteArray &m_json;
    QSet<QString> m_regions;
    bool m_isBad = false;
};

void addGenaiPrices(CatalogueImport &import, PriceRow &row, const QJsonObject &listed)
{
    for (const CatalogueClass &each : genaiClasses) {
        const QJsonValue price = listed.value(QLatin1StringView(each.name));
        if (price.isUndefined())
            continue;
        const double base = (price.isObject() ? price["base"_L1] : price).toDouble(-1);
        import.addPrice(row, each.of, base * each.perMillion, 0);
        for (const QJsonValue &tier : price["tiers"_L1].toArray())
            import.addPrice(row, each.of, tier["price"_L1].toDouble(-1) * each.perMillion,
                            tier["start"_L1].toInteger());
    }
}

// A day, or hours of each day; in the file a later period wins over those before it.
void setPeriod(CatalogueImport &import, PriceRow &row, const QJsonArray &periods, qsizetype index)
{
    const QJsonObject constraint = periods.at(index)["constraint"_L1].toObject();
    const auto date = [](const QJsonValue &text) { return QDate::fromString(text.toString(), Qt::ISODate); };
    if (constraint.contains("start_time"_L1)) {
        const auto time = [&](QLatin1StringView name) {
            return QTime::fromString(constraint.value(name).toString().left(5), u"HH:mm"_s);
        };
        row.hours = DayHours{.from = time("start_time"_L1), .until = time("end_time"_L1)};
        if (!row.hours->from.isValid() || !row.hours->until.isValid())
            import.mistake(row.model, u"the hours of a price are not times"_s);
        return;
    }
    row.from = date(constraint.value("start_date"_L1));
    if (!constraint.isEmpty() && !row.from.isValid())
        import.mistake(row.model, u"the period of a price is of a kind that this version does not know"_s);
    for (qsizetype next = index + 1; next < periods.size() && !row.until.isValid(); ++next)
        row.until = date(periods.at(next)["constraint"_L1]["start_date"_L1]);
}

void importGenaiModel(CatalogueImport &import, const QString &provider, const QJsonObject &model)
{
    PriceRow outline;
    outline.model = model.value("id"_L1).toString();
    const QStringList kinds = import.kinds(provider, outline.model);
    const QJsonValue prices = model.value("prices"_L1);
    const QJsonArray periods = prices.isArray() ? prices.toArray() : QJsonArray{QJsonObject{{u"prices"_s, prices}}};
    if (kinds.isEmpty()) {
        ++import.result.passedOver;
        return;
    }
    const std::expected<ModelRule, QString> rule = ModelRule::fromJson(model.value("match"_L1));
    if (!rule)
        return import.mistake(outline.model, rule.error());
    outline.rule = *rule;
    for (qsizetype index = periods.size() - 1; index >= 0; --index) {
        PriceRow row = outline;
        setPeriod(import, row, periods, index);
        addGenaiPrices(import, row, periods.at(index)["prices"_L1].toObject());
        if (import.wasBad())
            continue;
        if (row.prices.isEmpty())
            ++import.result.passedOver;
        else
            import.append(row, kinds);
    }
}

std::optional<PriceClass> litellmClass(QStringView name)
{
    const auto found = std::ranges::find_if(
        litellmClasses, [&](const CatalogueClass &each) { return name == QLatin1StringView(each.name); });
    return found == std::end(litellmClasses) ? std::nullopt : std::optional(found->of);
}

void addLitellmPrices(CatalogueImport &import, PriceRow &row, const QJsonObject &entry, QLatin1StringView suffix)
{
    static const QRegularExpression above(u"^(.+)_above_(\\d{1,6})k_tokens$"_s);
    for (auto it = entry.begin(); it != entry.end(); ++it) {
        if (!it.key().endsWith(suffix) || it.value().isNull())
            continue;
        const QString name = it.key().chopped(suffix.size());
        const QRegularExpressionMatch step = above.match(name);
        const std::optional<PriceClass> of = litellmClass(step.hasMatch() ? step.captured(1) : name);
        if (of)
            import.addPrice(row, *of, it.value().toDouble(-1) * 1e6, step.captured(2).toLongLong() * thousand);
    }
    std::ranges::sort(row.prices, {}, [](const ClassPrice &price) { return std::pair(price.above, price.of); });
}

// "eu/model": the model in a region that the book has rows of.
void takeRegion(PriceRow &row, const QSet<QString> &regions)
{
    const QString first = row.rule.text.section(u'/', 0, 0);
    if (row.rule.text.contains(u'/') && regions.contains(first)) {
        row.regions = {first};
        row.rule = ModelRule::equals(row.rule.text.section(u'/', 1));
    }
}

// Without the provider that stands before it, where there is one.
QString litellmModel(const QString &name, const QString &provider)
{
    const qsizetype slash = name.indexOf(u'/');
    const bool isPrefixed = slash > 0 && provider.startsWith(name.first(slash), Qt::CaseInsensitive);
    return isPrefixed ? name.sliced(slash + 1) : name;
}

void importLitellmEntry(CatalogueImport &import, const QString &name, const QJsonObject &entry)
{
    static const QStringList modes = {u"chat"_s, u"responses"_s, u"completion"_s};
    const QString provider = entry.value("litellm_provider"_L1).toString();
    const QString model = litellmModel(name, provider);
    const QStringList kinds = import.kinds(provider, model);
    if (kinds.isEmpty() || !modes.contains(entry.value("mode"_L1).toString())) {
        ++import.result.passedOver;
        return;
    }
    for (const LitellmTier &each : litellmTiers) {
        PriceRow row;
        row.model = name;
        row.rule = ModelRule::equals(model);
        row.tier = QString::fromLatin1(each.tier);
        takeRegion(row, import.regions());
        addLitellmPrices(import, row, entry, QLatin1StringView(each.suffix));
        const bool isWhole = row.price(PriceClass::Input) && row.price(PriceClass::Output);
        if (!import.wasBad() && isWhole)
            import.append(row, kinds);
    }
}

} // namespace

Result<PriceImport> importGenaiPrices(const QByteArray &json, const QDate &date, const PriceBook &book)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    const QJsonArray providers =
        document.isArray() ? document.array() : document.object().value("providers"_L1).toArray();
    if (providers.isEmpty() || !providers.first()["models"_L1].isArray())
        return std::unexpected(
            invalid(u"This is not a file of genai-prices: it has no list of providers with models."_s));
    CatalogueImport import(u"genai-prices"_s, json, date, book);
    for (const QJsonValue &provider : providers) {
        for (const QJsonValue &model : provider["models"_L1].toArray())
            importGenaiModel(import, provider["id"_L1].toString(), model.toObject());
    }
    return import.take();
}

Result<PriceImport> importLitellm(const QByteArray &json, const QDate &date, const PriceBook &book)
{
    const QJsonObject entries = QJsonDocument::fromJson(json).object();
    const bool isKnown = std::any_of(entries.begin(), entries.end(),
                                     [](const QJsonValue &entry) { return entry["litellm_provider"_L1].isString(); });
    if (!isKnown)
        return std::unexpected(invalid(u"This is not a list of LiteLLM: no entry names its provider."_s));
    CatalogueImport import(u"litellm"_s, json, date, book);
    for (auto it = entries.begin(); it != entries.end(); ++it)
        importLitellmEntry(import, it.key(), it.value().toObject());
    return import.take();
}

QString priceFileKind(const QByteArray &content)
{
    const QByteArray start = content.first(std::min<qsizetype>(content.size(), 64 * 1024)).trimmed();
    if (start.startsWith('['))
        return u"genai-prices"_s;
    if (start.startsWith('{'))
        return content.contains("\"litellm_provider\"") ? u"litellm"_s : u"genai-prices"_s;
    return u"csv"_s;
}

} // namespace evenhand
