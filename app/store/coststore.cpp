// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/coststore.h"

#include "app/store/row.h"

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr double nanoPerUnit = 1e9;

// The columns after the key's name, of one currency.
const QString sums = u"currency, sum(cells), sum(attempts), sum(unpriced), sum(unreported), sum(input_tokens), "
                     "sum(output_tokens), sum(cost_nano), min(least_nano), max(most_nano), sum(cost_squares), "
                     "json_group_array(DISTINCT price_row) FILTER (WHERE price_row <> '') "_s;

const QString newestRuns = u"(SELECT id FROM runs WHERE EXISTS (SELECT 1 FROM spending WHERE spending.run = runs.id) "
                           "ORDER BY created DESC, id LIMIT %1) "_s.arg(CostStore::mostRuns);

SpendingSum takeSum(Row &row)
{
    const QString currency = row.text();
    SpendingSum sum{.cells = row.number(),
                    .attempts = row.number(),
                    .unpriced = row.number(),
                    .unreported = row.number(),
                    .inputTokens = row.number(),
                    .outputTokens = row.number(),
                    .amounts = {},
                    .priceRows = {}};
    const AmountSum amount{.nano = row.number(),
                           .attempts = sum.attempts,
                           .leastNano = row.number(),
                           .mostNano = row.number(),
                           .squares = row.real()};
    sum.priceRows = row.strings();
    if (!currency.isEmpty())
        sum.amounts.insert(currency, amount);
    return sum;
}

SpendingGroup groupFromRow(const QSqlQuery &query)
{
    Row row(query);
    return {.key = row.text(), .name = row.text(), .sum = takeSum(row)};
}

// The names are those of the newest month: a channel may have had another one before.
const QString &groupQuery(SpendingBy by)
{
    static const QString byMonth =
        u"SELECT month, month, "_s + sums + u"FROM spending GROUP BY month, currency ORDER BY month"_s;
    static const QString byChannel = u"SELECT channel, (SELECT channel_name FROM spending AS named "
                                     "WHERE named.channel = spending.channel ORDER BY month DESC LIMIT 1) AS name, "_s
                                     + sums + u"FROM spending GROUP BY channel, currency ORDER BY name, channel"_s;
    static const QString byModel =
        u"SELECT model, model, "_s + sums + u"FROM spending GROUP BY model, currency ORDER BY model"_s;
    static const QString byRun = u"SELECT hex(run), (SELECT coalesce(nullif(name, ''), nullif(suite_name, ''), "
                                 "nullif(title, ''), substr(prompt ->> '$.user', 1, 200)) FROM runs "
                                 "LEFT JOIN conversations ON conversations.id = runs.conversation "
                                 "WHERE runs.id = spending.run) AS name, "_s
                                 + sums + u"FROM spending WHERE run IN "_s + newestRuns
                                 + u"GROUP BY run, currency ORDER BY name, run"_s;
    static const QString byTaskClass = u"SELECT task_class, task_class, "_s + sums
                                       + u"FROM spending GROUP BY task_class, currency ORDER BY task_class"_s;
    switch (by) {
    case SpendingBy::Month:
        return byMonth;
    case SpendingBy::Channel:
        return byChannel;
    case SpendingBy::Model:
        return byModel;
    case SpendingBy::Run:
        return byRun;
    case SpendingBy::TaskClass:
        return byTaskClass;
    }
    Q_UNREACHABLE_RETURN(byMonth);
}

Result<SpendingSum> sumOf(const Result<QList<SpendingSum>> &byCurrency)
{
    return byCurrency.transform([](const QList<SpendingSum> &parts) {
        SpendingSum sum;
        for (const SpendingSum &part : parts)
            sum.add(part);
        return sum;
    });
}

SpendingSum sumFromRow(const QSqlQuery &query)
{
    Row row(query);
    return takeSum(row);
}

// What the runs beyond the newest cost; none where there are no more.
Result<QList<SpendingGroup>> earlierRuns(Database &db)
{
    static const QString sql =
        u"SELECT "_s + sums + u"FROM spending WHERE run NOT IN "_s + newestRuns + u"GROUP BY currency"_s;
    const Result<QVariant> all = db.value(u"SELECT count(DISTINCT run) FROM spending"_s);
    if (!all)
        return std::unexpected(all.error());
    const qint64 count = all->toLongLong() - CostStore::mostRuns;
    if (count <= 0)
        return QList<SpendingGroup>();
    return sumOf(db.all<SpendingSum>(&sumFromRow, sql)).transform([&](const SpendingSum &sum) {
        return QList<SpendingGroup>{{.key = {}, .name = {}, .sum = sum, .earlierRuns = count}};
    });
}

void add(AmountSum &into, const AmountSum &other)
{
    into.leastNano = into.attempts == 0 ? other.leastNano : std::min(into.leastNano, other.leastNano);
    into.mostNano = std::max(into.mostNano, other.mostNano);
    into.nano += other.nano;
    into.attempts += other.attempts;
    into.squares += other.squares;
}

} // namespace

void SpendingSum::add(const SpendingSum &other)
{
    cells += other.cells;
    attempts += other.attempts;
    unpriced += other.unpriced;
    unreported += other.unreported;
    inputTokens += other.inputTokens;
    outputTokens += other.outputTokens;
    for (const auto &[currency, amount] : other.amounts.asKeyValueRange())
        evenhand::add(amounts[currency], amount);
    priceRows += other.priceRows;
    priceRows.removeDuplicates();
}

Result<void> CostStore::add(Database &db, CellId cell, const Attempt &attempt)
{
    if (!attempt.request || !attempt.started.isValid())
        return {};
    const AttemptCost cost = attempt.cost.value_or(AttemptCost());
    const Usage usage = attempt.usage().value_or(Usage());
    const std::optional<qint64> nano = member(cost.amount, &Money::nano);
    const double units = double(nano.value_or(0)) / nanoPerUnit;
    const bool isUnpriced = !nano && (attempt.state != LaneState::Failed || !cost.unpriced.isEmpty());
    const bool isUnreported = !usage.inputTotal() && !usage.outputTotal();
    return db.exec(
        u"INSERT INTO spending SELECT cells.run, cells.target, ifnull(content ->> '$.task_class', ''), ?, ?, ?, "
        "run_targets.target ->> '$.channel', run_targets.channel ->> '$.name', run_targets.target ->> '$.model', "
        "? = 1 OR NOT EXISTS (SELECT 1 FROM attempts WHERE cell = cells.id AND number < ? AND request_head IS NOT "
        "NULL), "
        "1, ?, ?, ?, ?, ?, ?, ?, ? "
        "FROM cells JOIN run_targets ON run_targets.run = cells.run AND run_targets.position = cells.target "
        "LEFT JOIN run_cases ON run_cases.run = cells.run AND run_cases.position = case_index WHERE cells.id = ? "
        "ON CONFLICT DO UPDATE SET cells = cells + excluded.cells, attempts = attempts + 1, "
        "unpriced = unpriced + excluded.unpriced, unreported = unreported + excluded.unreported, "
        "input_tokens = input_tokens + excluded.input_tokens, "
        "output_tokens = output_tokens + excluded.output_tokens, cost_nano = cost_nano + excluded.cost_nano, "
        "least_nano = min(least_nano, excluded.least_nano), most_nano = max(most_nano, excluded.most_nano), "
        "cost_squares = cost_squares + excluded.cost_squares"_s,
        attempt.started.toUTC().toString(u"yyyy-MM"_s), cost.amount.value_or(Money()).currency, cost.priceRow,
        attempt.number, attempt.number, isUnpriced, isUnreported, usage.inputTotal().value_or(0),
        usage.outputTotal().value_or(0), nano.value_or(0), nano, nano, units * units, cell);
}

Result<void> CostStore::addUnfinished(Database &db)
{
    return db.exec(
        u"INSERT INTO spending SELECT cells.run, cells.target, ifnull(content ->> '$.task_class', ''), "
        "strftime('%Y-%m', attempts.started / 1000, 'unixepoch') AS begun, '', '', "
        "run_targets.target ->> '$.channel', run_targets.channel ->> '$.name', run_targets.target ->> '$.model', "
        "sum(NOT EXISTS (SELECT 1 FROM attempts AS earlier WHERE earlier.cell = cells.id "
        "AND earlier.number < attempts.number AND earlier.request_head IS NOT NULL)), "
        "count(*), count(*), count(*), 0, 0, 0, NULL, NULL, 0 "
        "FROM cells JOIN attempts ON attempts.cell = cells.id "
        "JOIN run_targets ON run_targets.run = cells.run AND run_targets.position = cells.target "
        "LEFT JOIN run_cases ON run_cases.run = cells.run AND run_cases.position = case_index "
        "WHERE cells.state <> 'done' AND cells.state IN ('queued', 'waiting', 'streaming') "
        "AND attempts.state IN ('queued', 'waiting', 'streaming') AND attempts.started IS NOT NULL "
        "AND request_head IS NOT NULL "
        "GROUP BY cells.run, cells.target, content ->> '$.task_class', begun "
        "ON CONFLICT DO UPDATE SET cells = cells + excluded.cells, attempts = attempts + excluded.attempts, "
        "unpriced = unpriced + excluded.unpriced, unreported = unreported + excluded.unreported"_s);
}

Result<QList<SpendingGroup>> CostStore::spending(Database &db, SpendingBy by)
{
    const Result<QList<SpendingGroup>> byCurrency = db.all<SpendingGroup>(&groupFromRow, groupQuery(by));
    if (!byCurrency)
        return byCurrency;
    QList<SpendingGroup> groups;
    for (const SpendingGroup &group : *byCurrency) {
        if (groups.isEmpty() || groups.last().key != group.key)
            groups.append(group);
        else
            groups.last().sum.add(group.sum);
    }
    if (by != SpendingBy::Run)
        return groups;
    return earlierRuns(db).transform([&](const QList<SpendingGroup> &rest) { return groups + rest; });
}

Result<SpendingSum> CostStore::inMonth(Database &db, const QString &month)
{
    static const QString sql = u"SELECT "_s + sums + u"FROM spending WHERE month = ? GROUP BY currency"_s;
    return sumOf(db.all<SpendingSum>(&sumFromRow, sql, month));
}

} // namespace evenhand
