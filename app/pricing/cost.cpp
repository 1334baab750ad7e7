// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/pricing/cost.h"

#include "app/pricing/moneytext.h"

#include <QLocale>

#include <limits>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {
namespace {

constexpr qint64 million = 1'000'000;
constexpr auto shortCache = 5min;
constexpr auto longCache = 1h;

// Adds lines one after the other; the first thing that is wrong stands.
class Sum
{
public:
    Sum(const PriceRow &row, qint64 inputTokens)
        : m_row(row)
        , m_inputTokens(inputTokens)
    {
        m_cost.row = priceRowId(row);
    }

    bool hasPrice(PriceClass of) const { return m_row.price(of, m_inputTokens).has_value(); }
    void assume(const QString &what) { m_cost.assumptions.append(what); }
    void fail(const QString &why)
    {
        if (m_cost.unpriced.isEmpty())
            m_cost.unpriced = why;
    }

    void add(PriceClass of, const std::optional<qint64> &count)
    {
        if (!count || *count == 0)
            return;
        const std::optional<qint64> price = m_row.price(of, m_inputTokens);
        if (*count < 0)
            return fail(u"the provider reported a negative count of %1"_s.arg(className(of)));
        if (!price)
            return fail(u"the row has no price for %1"_s.arg(className(of)));
        const std::optional<qint64> nano = scaled(*count, *price, million);
        if (!nano || *nano > std::numeric_limits<qint64>::max() - m_total)
            return fail(u"the amount is too large"_s);
        m_total += *nano;
        m_cost.lines.append({.of = of, .count = *count, .perMillion = *price, .nano = *nano});
    }

    Cost take()
    {
        if (m_cost.unpriced.isEmpty())
            m_cost.total = Money{.nano = m_total, .currency = m_row.currency};
        return std::move(m_cost);
    }

private:
    const PriceRow &m_row;
    qint64 m_inputTokens;
    qint64 m_total = 0;
    Cost m_cost;
};

void addCacheWrites(Sum &sum, const QList<Usage::CacheWrite> &writes)
{
    for (const Usage::CacheWrite &write : writes) {
        if (write.tokens == 0)
            continue;
        if (write.lifetime == longCache) {
            sum.add(PriceClass::CacheWriteHour, write.tokens);
        } else if (write.lifetime == shortCache) {
            sum.add(PriceClass::CacheWrite, write.tokens);
        } else if (write.lifetime == 0s) {
            if (sum.hasPrice(PriceClass::CacheWriteHour))
                sum.assume(u"the lifetime of the cache was not reported: 5 minutes"_s);
            sum.add(PriceClass::CacheWrite, write.tokens);
        } else {
            sum.fail(u"the row has no price for a cache that is kept for %1 s"_s.arg(write.lifetime.count()));
        }
    }
}

void addReasoning(Sum &sum, const std::optional<qint64> &tokens)
{
    if (tokens.value_or(0) != 0 && !sum.hasPrice(PriceClass::Reasoning)) {
        sum.assume(u"reasoning is billed as output"_s);
        return sum.add(PriceClass::Output, tokens);
    }
    sum.add(PriceClass::Reasoning, tokens);
}

QString number(qint64 count)
{
    return QLocale(QLocale::English).toString(count);
}

QString lineText(const CostLine &line, const QString &currency)
{
    const QString amount = moneyText(Money{.nano = line.nano, .currency = currency});
    return u"%1: %2 × %3 for a million = %4"_s.arg(className(line.of), number(line.count), nanoText(line.perMillion),
                                                   amount);
}

QString pricesAbove(const PriceRow &row, qint64 above)
{
    QStringList parts;
    for (const ClassPrice &price : row.prices) {
        if (price.above == above)
            parts.append(u"%1 %2"_s.arg(className(price.of), nanoText(price.nano)));
    }
    return parts.join(u", "_s);
}

QStringList rowText(const PriceRow &row)
{
    QStringList lines{u"Row %1: %2, %3, %4"_s.arg(priceRowId(row), row.model, row.channel, placeOf(row))};
    if (!row.tier.isEmpty())
        lines.last() += u", "_s + row.tier;
    lines.append(u"Prices: "_s + pricesText(row));
    lines.append((row.own ? u"Your own price, from "_s : u"List price, from "_s) + sourceText(row.source));
    if (!row.note.isEmpty())
        lines.append(u"Note: "_s + row.note);
    return lines;
}

} // namespace

Cost costOf(const Usage &usage, const PriceRow &row)
{
    Sum sum(row, usage.inputTotal().value_or(0));
    if (!usage.inputTotal())
        sum.fail(u"the provider did not report tokens of input"_s);
    if (!usage.outputTotal())
        sum.fail(u"the provider did not report tokens of output"_s);
    sum.add(PriceClass::Input, usage.inputFresh);
    sum.add(PriceClass::CacheRead, usage.cacheRead);
    addCacheWrites(sum, usage.cacheWrites);
    sum.add(PriceClass::AudioInput, usage.audioInput);
    sum.add(PriceClass::Output, usage.outputVisible);
    addReasoning(sum, usage.reasoning);
    sum.add(PriceClass::AudioOutput, usage.audioOutput);
    if (sum.hasPrice(PriceClass::Call))
        sum.add(PriceClass::Call, 1);
    return sum.take();
}

Cost costOf(const std::optional<Usage> &usage, const PriceFinding &finding)
{
    if (!finding.row)
        return {.unpriced = finding.unpriced};
    if (!usage)
        return {.unpriced = u"the provider did not report tokens"_s, .row = priceRowId(*finding.row)};
    Cost cost = costOf(*usage, *finding.row);
    cost.assumptions = finding.assumptions + cost.assumptions;
    return cost;
}

AttemptCost sumOf(const QList<Cost> &requests)
{
    AttemptCost sum;
    QStringList rows;
    Money total;
    for (qsizetype i = 0; i < requests.size(); ++i) {
        const Cost &cost = requests.at(i);
        if (!cost.row.isEmpty() && !rows.contains(cost.row))
            rows.append(cost.row);
        if (!sum.unpriced.isEmpty())
            continue;
        if (!cost.total)
            sum.unpriced = requests.size() == 1 ? cost.unpriced : u"request %1: %2"_s.arg(i + 1).arg(cost.unpriced);
        else if (i > 0 && cost.total->currency != total.currency)
            sum.unpriced = u"its requests are billed in different currencies"_s;
        else if (cost.total->nano > std::numeric_limits<qint64>::max() - total.nano)
            sum.unpriced = u"the amount is too large"_s;
        else
            total = {.nano = total.nano + cost.total->nano, .currency = cost.total->currency};
    }
    if (sum.unpriced.isEmpty() && !requests.isEmpty())
        sum.amount = total;
    sum.priceRow = rows.join(u' ');
    return sum;
}

QStringList explained(const Cost &cost, const PriceFinding &finding)
{
    QStringList lines;
    const QString currency = finding.row ? finding.row->currency : QString();
    for (const CostLine &line : cost.lines)
        lines.append(lineText(line, currency));
    if (cost.total)
        lines.append(u"Total: "_s + moneyText(*cost.total));
    else
        lines.append(u"Unpriced: "_s + cost.unpriced);
    if (finding.row)
        lines += rowText(*finding.row);
    if (!finding.tier.isEmpty())
        lines.append(u"Tier: "_s + finding.tier);
    for (const QString &assumption : cost.assumptions)
        lines.append(u"Assumed: "_s + assumption);
    for (const PriceRow &other : finding.disputed)
        lines.append(u"Disputed: %1 says %2"_s.arg(sourceText(other.source), pricesText(other)));
    return lines;
}

QString pricesText(const PriceRow &row)
{
    QString text = u"%1 %2 for a million"_s.arg(pricesAbove(row, 0), row.currency);
    QList<qint64> steps;
    for (const ClassPrice &price : row.prices) {
        if (price.above != 0 && !steps.contains(price.above))
            steps.append(price.above);
    }
    std::ranges::sort(steps);
    for (const qint64 step : std::as_const(steps))
        text += u"; above %1 tokens of input: %2"_s.arg(number(step), pricesAbove(row, step));
    return text;
}

} // namespace evenhand
