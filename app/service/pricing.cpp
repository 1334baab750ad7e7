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

// What the answer says of its tier counts for more than what was asked for.
void setTier(PriceQuery &query, const QString &said, const QString &asked)
{
    const bool isSaid = !said.isEmpty() && said.compare("auto"_L1, Qt::CaseInsensitive) != 0;
    query.tier = isSaid ? said : asked;
    if (isSaid && !asked.isEmpty() && tierKey(said) != tierKey(asked))
        query.tierSource = u"as the answer says; the channel's settings ask for \"%1\""_s.arg(asked);
    else if (isSaid)
        query.tierSource = u"as the answer says"_s;
    else if (!asked.isEmpty())
        query.tierSource = u"as the channel's settings say"_s;
    else
        query.tierSource = u"as neither the answer nor the channel's settings name one"_s;
}

// The row among those that the attempt was priced with; none: this request was not priced.
std::optional<PriceRow> rowOf(const QList<PriceRow> &rows, const QString &tier)
{
    if (rows.size() == 1)
        return rows.first();
    const auto found = std::ranges::find(rows, tierKey(tier), &PriceRow::tier);
    return found == rows.end() ? std::nullopt : std::optional(*found);
}

// Layers whose place this one takes: of the same catalogue, or of one's own with the same name.
Result<void> endOthers(Database &db, const StoredPriceLayer &layer, const QDateTime &moment)
{
    const Result<QList<StoredPriceLayer>> layers = PriceStore::layers(db);
    if (!layers)
        return std::unexpected(layers.error());
    for (const StoredPriceLayer &other : *layers) {
        const bool isSame = other.kind == layer.kind && (layer.kind != "csv"_L1 || other.name == layer.name);
        if (!isSame || other.id == layer.id || other.ended.isValid())
            continue;
        if (const Result<void> ended = PriceStore::end(db, other.id, moment); !ended)
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

PriceQuery priceQuery(const PluginInfo &plugin, const Channel &channel, const QString &model, const QString &saidTier)
{
    PriceQuery query{.channel = channel.name, .model = model, .region = channel.region};
    const QJsonObject settings = completeSettings(plugin, channel.settings).value_or(channel.settings);
    PluginPriceRule fitting;
    for (const PluginPriceRule &rule : plugin.prices) {
        const std::optional<QString> star =
            rule.host.isEmpty() ? std::optional(QString()) : fitted(rule.host, channel.origin.host());
        if (!star || !hasSettings(settings, rule.settings))
            continue;
        fitting = rule;
        query.kind = rule.kind;
        const QString region = rule.region == "*"_L1 ? *star : settings.value(rule.region).toString();
        if (!region.isEmpty())
            query.region = region;
        break;
    }
    setTier(query, fitting.tiers.value(saidTier.toLower(), saidTier), settings.value(fitting.tier).toString());
    return query;
}

Result<PriceRow> priceRow(Database &db, const QString &id)
{
    return PriceStore::row(db, id).and_then(&storedRow);
}

Pricing::Pricing(Workspace &workspace, const PluginCatalog &plugins)
    : m_workspace(workspace)
    , m_plugins(plugins)
{
}

Pricing::~Pricing()
{
    keepAgain();
}

const PriceBook &Pricing::book()
{
    // What cannot be read of the layers is told where they are imported and listed; the lists hold meanwhile.
    if (!m_book)
        m_book = priceBook(m_workspace.reader()).value_or(shippedPrices());
    return *m_book;
}

PriceQuery Pricing::query(const Channel &channel, const QString &model, const QString &saidTier) const
{
    return priceQuery(m_plugins.find(channel.plugin).value_or(PluginInfo()), channel, model, saidTier);
}

const PriceOffers &Pricing::offers(const PriceQuery &query)
{
    const auto known = std::ranges::find(m_offers, query, &std::pair<PriceQuery, PriceOffers>::first);
    if (known != m_offers.end())
        return known->second;
    // No list has a channel of no known kind; only prices of one's own may. A local server does not wait for the lists.
    const bool mayHave = !query.kind.isEmpty() || m_book
                         || !PriceStore::layers(m_workspace.reader()).value_or(QList<StoredPriceLayer>()).isEmpty();
    m_offers.append({query, mayHave ? book().offers(query) : PriceBook().offers(query)});
    return m_offers.last().second;
}

PriceFinding Pricing::find(const Channel &channel, const QString &model, const QDateTime &moment)
{
    return offers(query(channel, model)).at(moment);
}

AttemptCost Pricing::cost(const RunTarget &target, const QList<BilledRequest> &requests, const QDateTime &moment)
{
    keepAgain();
    QList<Cost> costs;
    for (const BilledRequest &request : requests) {
        const PriceFinding finding = offers(query(target.channel, target.target.model, request.tier)).at(moment);
        const Cost cost = costOf(request.usage, finding);
        costs.append(cost);
        if (finding.row && !m_kept.contains(cost.row)) {
            m_kept.insert(cost.row);
            keep({.id = cost.row, .content = toJson(*finding.row)});
        }
    }
    return sumOf(costs);
}

Result<QList<PricedRequest>> Pricing::why(const RunTarget &target, const Attempt &attempt)
{
    const AttemptCost cost = attempt.cost.value_or(AttemptCost());
    QList<PriceRow> rows;
    for (const QString &id : cost.priceRow.split(u' ', Qt::SkipEmptyParts)) {
        const Result<PriceRow> row = priceRow(m_workspace.reader(), id);
        if (!row)
            return std::unexpected(row.error());
        rows.append(*row);
    }
    QList<PricedRequest> priced;
    for (const BilledRequest &request : attempt.billed()) {
        const PriceQuery asked = query(target.channel, target.target.model, request.tier);
        PriceFinding finding = offers(asked).at(attempt.started);
        const std::optional<PriceRow> used = rowOf(rows, asked.tier);
        if (!used)
            finding = {.unpriced = cost.unpriced};
        else if (!finding.row || priceRowId(*finding.row) != priceRowId(*used))
            finding = {.row = used, .tier = finding.tier};
        priced.append({.cost = costOf(request.usage, finding), .finding = finding});
    }
    return priced;
}

void Pricing::keep(const StoredPriceRow &row)
{
    if (m_workspace.isReadOnly())
        return;
    m_workspace.post([row](Database &db) { return PriceStore::keep(db, row); },
                     [row, unkept = m_unkept](const Result<void> &outcome) {
                         const QMutexLocker lock(&unkept->mutex);
                         if (!outcome)
                             unkept->rows.append(row);
                     });
}

void Pricing::keepAgain()
{
    QMutexLocker lock(&m_unkept->mutex);
    const QList<StoredPriceRow> rows = std::exchange(m_unkept->rows, {});
    lock.unlock();
    for (const StoredPriceRow &row : rows)
        keep(row);
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
        return endOthers(db, layer, layer.imported).and_then([&] { return PriceStore::add(db, layer); });
    });
    forget();
    return stored;
}

Result<void> Pricing::setUsed(const StoredPriceLayer &layer, bool used)
{
    const Result<void> stored = m_workspace.write([&](Database &db) -> Result<void> {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        if (!used)
            return PriceStore::end(db, layer.id, now);
        return endOthers(db, layer, now).and_then([&] { return PriceStore::takeUp(db, layer.id); });
    });
    forget();
    return stored;
}

void Pricing::forget()
{
    m_book.reset();
    m_offers.clear();
}

} // namespace evenhand
