// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/pricing.h"

#include "app/pricing/pricedata.h"
#include "app/store/pricestore.h"
#include "app/store/workspace.h"

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

// What the * of the pattern stands for; no value: the host does not fit.
std::optional<QString> fitted(const QString &pattern, const QString &host)
{
    const qsizetype star = pattern.indexOf(u'*');
    if (star < 0)
        return pattern == host ? std::optional(QString()) : std::nullopt;
    const QString before = pattern.first(star);
    const QString after = pattern.sliced(star + 1);
    if (host.size() <= before.size() + after.size() || !host.startsWith(before) || !host.endsWith(after))
        return std::nullopt;
    return host.sliced(before.size(), host.size() - before.size() - after.size());
}

bool hasSettings(const QJsonObject &settings, const QJsonObject &needed)
{
    for (auto it = needed.begin(); it != needed.end(); ++it) {
        if (settings.value(it.key()) != it.value())
            return false;
    }
    return true;
}

Result<PriceRow> storedRow(const StoredPriceRow &stored)
{
    std::expected<PriceRow, QString> row = priceRowFromJson(stored.content);
    if (row)
        return *row;
    return std::unexpected(Error{.code = ErrorCode::Incompatible,
                                 .message = u"The price row %1 of this workspace cannot be read."_s.arg(stored.id),
                                 .detail = row.error()});
}

Result<void> endEarlier(Database &db, const StoredPriceLayer &layer)
{
    const Result<QList<StoredPriceLayer>> layers = PriceStore::layers(db);
    if (!layers)
        return std::unexpected(layers.error());
    for (const StoredPriceLayer &earlier : *layers) {
        const bool isSame = earlier.kind == layer.kind && (layer.kind != "csv"_L1 || earlier.name == layer.name);
        if (!isSame || earlier.ended.isValid())
            continue;
        if (const Result<void> ended = PriceStore::end(db, earlier.id, layer.imported); !ended)
            return ended;
    }
    return {};
}

} // namespace

Result<PriceBook> priceBook(Database &db)
{
    const Result<QList<StoredPriceLayer>> layers = PriceStore::layers(db);
    if (!layers)
        return std::unexpected(layers.error());
    PriceBook book = shippedPrices();
    for (auto layer = layers->rbegin(); layer != layers->rend(); ++layer) {
        if (layer->ended.isValid())
            continue;
        QList<PriceRow> rows;
        for (const StoredPriceRow &stored : layer->rows) {
            const Result<PriceRow> row = storedRow(stored);
            if (!row)
                return std::unexpected(row.error());
            rows.append(*row);
        }
        book.addLayer(rows);
    }
    return book;
}

PriceQuery priceQuery(const PluginInfo &plugin, const Channel &channel, const QString &model)
{
    PriceQuery query{.channel = channel.name, .model = model, .region = channel.region};
    const QJsonObject settings = completeSettings(plugin, channel.settings).value_or(channel.settings);
    for (const PluginPriceRule &rule : plugin.prices) {
        const std::optional<QString> star =
            rule.host.isEmpty() ? std::optional(QString()) : fitted(rule.host, channel.origin.host());
        if (!star || !hasSettings(settings, rule.settings))
            continue;
        query.kind = rule.kind;
        query.tier = settings.value(rule.tier).toString();
        const QString region = rule.region == "*"_L1 ? *star : settings.value(rule.region).toString();
        if (!region.isEmpty())
            query.region = region;
        break;
    }
    return query;
}

Result<PriceRow> priceRow(Database &db, const QString &id)
{
    return PriceStore::row(db, id).and_then(&storedRow);
}

Result<QStringList> whyThisCost(Database &db, const AttemptCost &cost, const std::optional<Usage> &usage)
{
    if (cost.priceRow.isEmpty())
        return explained({.unpriced = cost.unpriced}, {});
    return priceRow(db, cost.priceRow).transform([&](const PriceRow &row) {
        const PriceFinding finding{.row = row};
        return explained(costOf(usage, finding), finding);
    });
}

Pricing::Pricing(Workspace &workspace, const PluginCatalog &plugins)
    : m_workspace(workspace)
    , m_plugins(plugins)
{
}

const PriceBook &Pricing::book()
{
    // What cannot be read of the layers is told where they are imported and listed; the lists hold meanwhile.
    if (!m_book)
        m_book = priceBook(m_workspace.reader()).value_or(shippedPrices());
    return *m_book;
}

const PriceOffers &Pricing::offers(const Channel &channel, const QString &model)
{
    const PriceQuery query = priceQuery(m_plugins.find(channel.plugin).value_or(PluginInfo()), channel, model);
    const auto known = std::ranges::find(m_offers, query, &std::pair<PriceQuery, PriceOffers>::first);
    if (known != m_offers.end())
        return known->second;
    m_offers.append({query, book().offers(query)});
    return m_offers.last().second;
}

PriceFinding Pricing::find(const Channel &channel, const QString &model, const QDateTime &moment)
{
    return offers(channel, model).at(moment);
}

AttemptCost Pricing::cost(const RunTarget &target, const std::optional<Usage> &usage, const QDateTime &moment)
{
    const PriceFinding finding = find(target.channel, target.target.model, moment);
    const Cost cost = costOf(usage, finding);
    if (finding.row && !m_kept.contains(cost.row)) {
        m_kept.insert(cost.row);
        keep(*finding.row);
    }
    return {.amount = cost.total, .priceRow = cost.row, .unpriced = cost.unpriced};
}

void Pricing::keep(const PriceRow &row)
{
    m_workspace.post([stored = StoredPriceRow{.id = priceRowId(row), .content = toJson(row)}](Database &db) {
        return PriceStore::keep(db, stored);
    });
}

Result<void> Pricing::import(const PriceImport &import, const QString &name, const QString &kind)
{
    StoredPriceLayer layer{.id = PriceLayerId::create(),
                           .name = name,
                           .kind = kind,
                           .source = toJson(import.source),
                           .imported = QDateTime::currentDateTimeUtc(),
                           .ended = {},
                           .rows = {}};
    for (const PriceRow &row : import.rows)
        layer.rows.append({.id = priceRowId(row), .content = toJson(row)});
    const Result<void> stored = m_workspace.write([&](Database &db) -> Result<void> {
        return endEarlier(db, layer).and_then([&] { return PriceStore::add(db, layer); });
    });
    m_book.reset();
    m_offers.clear();
    return stored;
}

} // namespace evenhand
