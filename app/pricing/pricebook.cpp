// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/pricing/pricebook.h"

#include <QSet>

#include <tuple>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

bool isFor(const PriceRow &row, const PriceQuery &query)
{
    return (!query.kind.isEmpty() && row.channel == query.kind)
           || (row.own && !query.channel.isEmpty() && row.channel.compare(query.channel, Qt::CaseInsensitive) == 0);
}

bool hasRegion(const PriceRow &row, const QString &region)
{
    return std::ranges::any_of(row.regions,
                               [&](const QString &each) { return each.compare(region, Qt::CaseInsensitive) == 0; });
}

// The rows at one channel, sorted out step by step: the first step that leaves none is the reason.
struct Sieve
{
    QList<PriceRow> ofModel;
    QList<PriceRow> ofTier;
    QList<PriceRow> ofRegion;
    bool regionsDiffer = false; // rows of some region have prices of their own
};

Sieve sift(const QList<PriceRow> &rows, const PriceQuery &query)
{
    Sieve sieve;
    const QString tier = tierKey(query.tier);
    const QString region = regionKey(query.region);
    for (const PriceRow &row : rows) {
        if (!isFor(row, query) || row.rule.fit(query.model) == ModelRule::Fit::No)
            continue;
        sieve.ofModel.append(row);
        if (row.tier != tier)
            continue;
        sieve.ofTier.append(row);
        if (row.regions.isEmpty() || hasRegion(row, region))
            sieve.ofRegion.append(row);
        else
            sieve.regionsDiffer = true;
    }
    return sieve;
}

QString reason(const Sieve &sieve, const PriceQuery &query, const QString &about)
{
    if (sieve.ofModel.isEmpty())
        return u"no row for %1"_s.arg(about);
    if (sieve.ofTier.isEmpty()) {
        const QString known = query.tierSource.isEmpty() ? QString() : u", "_s + query.tierSource;
        return u"no row for %1 in the tier \"%2\"%3"_s.arg(about, tierText(query.tier), known);
    }
    return query.region.isEmpty() ? u"prices of %1 differ by region, and the region is not known"_s.arg(about)
                                  : u"no row for %1 in the region \"%2\""_s.arg(about, regionKey(query.region));
}

} // namespace

void sortByPreference(QList<PriceRow> &rows, const QString &model)
{
    const auto rank = [&](const PriceRow &row) {
        return std::tuple(!row.own, row.regions.isEmpty(), -row.source.date.toJulianDay(),
                          row.rule.fit(model) != ModelRule::Fit::Name);
    };
    std::ranges::stable_sort(rows, {}, rank);
}

PriceFinding pick(const QList<PriceRow> &bestFirst, const QDateTime &moment)
{
    PriceFinding finding;
    QSet<QString> heard;
    for (const PriceRow &row : bestFirst) {
        if (!row.isInForce(moment))
            continue;
        if (!finding.row) {
            finding.row = row;
            heard.insert(row.source.catalogue);
            continue;
        }
        const bool isOfTheSame = !finding.row->own && row.regions == finding.row->regions;
        if (!isOfTheSame || heard.contains(row.source.catalogue))
            continue;
        heard.insert(row.source.catalogue);
        if (disagree(*finding.row, row))
            finding.disputed.append(row);
    }
    return finding;
}

PriceFinding PriceOffers::at(const QDateTime &moment) const
{
    if (m_rows.isEmpty())
        return {.unpriced = m_unpriced};
    PriceFinding finding = pick(m_rows, moment);
    finding.tier = m_tier;
    if (!finding.row) {
        finding.unpriced = u"no row for %1 holds on %2"_s.arg(m_about, moment.toUTC().date().toString(Qt::ISODate));
    } else if (!finding.row->own && finding.row->regions.isEmpty()) {
        finding.assumptions = m_assumptions;
    }
    return finding;
}

void PriceBook::addLayer(const QList<PriceRow> &rows)
{
    m_rows = m_rows.isEmpty() ? rows : rows + m_rows;
    for (const PriceRow &row : rows) {
        if (!sources.contains(row.source))
            sources.append(row.source);
    }
    std::ranges::stable_sort(sources, std::ranges::greater(), &PriceSource::date);
}

PriceOffers PriceBook::offers(const PriceQuery &query) const
{
    PriceOffers offers;
    offers.m_about = u"\"%1\" at %2"_s.arg(query.model, channelName(query.kind));
    if (!query.tierSource.isEmpty())
        offers.m_tier = u"%1, %2"_s.arg(tierText(query.tier), query.tierSource);
    Sieve sieve = sift(m_rows, query);
    if (sieve.ofModel.isEmpty() && query.kind.isEmpty()) {
        offers.m_unpriced = u"no price list for this channel"_s;
        return offers;
    }
    if (sieve.ofRegion.isEmpty()) {
        offers.m_unpriced = reason(sieve, query, offers.m_about);
        return offers;
    }
    if (sieve.regionsDiffer) {
        offers.m_assumptions.append(
            query.region.isEmpty()
                ? u"the region is not known: the price of most regions"_s
                : u"the region \"%1\" has no row of its own: the price of most regions"_s.arg(regionKey(query.region)));
    }
    offers.m_rows = std::move(sieve.ofRegion);
    sortByPreference(offers.m_rows, query.model);
    return offers;
}

QString PriceBook::channelName(const QString &kind) const
{
    const auto found = std::ranges::find(channels, kind, &PricedChannel::kind);
    return found == channels.end() ? kind : found->name;
}

QStringList PriceBook::families() const
{
    QSet<QString> families;
    for (const PriceRow &row : m_rows)
        families.insert(row.family);
    families.remove(QString());
    QStringList sorted(families.cbegin(), families.cend());
    sorted.sort();
    return sorted;
}

QStringList PriceBook::regions(const QString &family) const
{
    QSet<QString> regions;
    for (const PriceRow &row : m_rows) {
        if (!family.isEmpty() && row.family == family)
            regions.unite(QSet<QString>(row.regions.cbegin(), row.regions.cend()));
    }
    QStringList sorted(regions.cbegin(), regions.cend());
    sorted.sort();
    return sorted;
}

QString PriceBook::family(const QString &name) const
{
    const QString key = familyKey(name);
    const auto named = std::ranges::find(m_rows, key, &PriceRow::family);
    if (named != m_rows.end())
        return named->family;
    const PriceRow *fitting = nullptr;
    for (const PriceRow &row : m_rows) {
        const ModelRule::Fit fit = row.rule.fit(name);
        if (fit == ModelRule::Fit::Name)
            return row.family;
        if (fit == ModelRule::Fit::Pattern && !fitting)
            fitting = &row;
    }
    return fitting ? fitting->family : QString();
}

QString PriceBook::makerOf(const QString &family) const
{
    QString best;
    QString maker;
    for (const auto &[beginning, kind] : makers.asKeyValueRange()) {
        if (family.startsWith(beginning) && beginning.size() > best.size()) {
            best = beginning;
            maker = kind;
        }
    }
    return maker;
}

} // namespace evenhand
