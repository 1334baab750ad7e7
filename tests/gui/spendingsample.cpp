// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/gui/spendingsample.h"

#include "app/store/runstore.h"
#include "app/store/workspace.h"

#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

// The same channel for the same name.
ChannelId channelOf(const QString &name)
{
    return ChannelId::fromBytes(QUuid::createUuidV5(QUuid(), name).toRfc4122());
}

Attempt attemptOf(const SpentSample &sample, int number)
{
    Attempt attempt;
    attempt.id = AttemptId::create();
    attempt.state = LaneState::Done;
    attempt.started = QDateTime(sample.month, QTime(12, 0), QTimeZone::UTC);
    attempt.request = RequestRecord{.method = "POST", .url = QUrl(u"https://api.example.com/v1/chat"_s)};
    attempt.answer.text = u"Words"_s;
    attempt.answer.usage = Usage{.inputFresh = 1'200 + number, .outputVisible = 300};
    if (sample.each)
        attempt.cost = AttemptCost{.amount = sample.each, .priceRow = u"0123456789abcdef"_s, .unpriced = {}};
    else
        attempt.cost = AttemptCost{.amount = {}, .priceRow = {}, .unpriced = u"there is no price for it"_s};
    return attempt;
}

} // namespace

void addSpending(Workspace &workspace, const SpentSample &sample)
{
    const Channel channel{.id = channelOf(sample.channel), .name = sample.channel, .plugin = u"openai"_s};
    Run run;
    run.spec.id = RunId::create();
    run.spec.name = sample.name;
    run.spec.prompt.user = u"Why?"_s;
    run.spec.targets = {{.target = {.id = TargetId::create(), .channel = channel.id, .model = sample.model},
                         .channel = channel,
                         .history = {}}};
    run.spec.suite = RunSuite{.name = sample.name, .cases = {}};
    run.created = QDateTime(sample.month, QTime(11, 0), QTimeZone::UTC);
    for (int i = 0; i < sample.answers; ++i) {
        run.spec.suite->cases.append({.id = CaseId::create(), .taskClass = sample.taskClass});
        run.cells.append({.id = CellId::create(), .caseIndex = i, .state = LaneState::Done});
        run.cells.last().attempts = {attemptOf(sample, i)};
    }
    const Result<void> stored = workspace.write([&](Database &db) {
        Result<void> result = RunStore::create(db, run);
        for (const Cell &cell : run.cells)
            result = result.and_then([&] { return RunStore::saveCell(db, cell); });
        return result;
    });
    if (!stored)
        qFatal("%s", qPrintable(stored.error().message));
}

QList<SpentSample> manyMonths()
{
    const auto dollars = [](qint64 nano) { return Money{.nano = nano, .currency = u"USD"_s}; };
    QList<SpentSample> samples;
    QDate month = QDate::currentDate().addMonths(-6);
    month.setDate(month.year(), month.month(), 1);
    for (int i = 0; i < 7; ++i, month = month.addMonths(1)) {
        samples.append({.month = month,
                        .name = u"Invoice extraction, round %1"_s.arg(i + 1),
                        .channel = u"Cloud direct"_s,
                        .model = u"large-model-4-5"_s,
                        .taskClass = u"extraction"_s,
                        .answers = 12 + 3 * i,
                        .each = dollars(41'300'000 + 1'700'000 * i)});
        samples.append({.month = month,
                        .name = u"Support replies"_s,
                        .channel = u"Cloud, region eu-west-1"_s,
                        .model = u"large-model-4-5"_s,
                        .taskClass = u"summarising"_s,
                        .answers = 8 + i % 3,
                        .each = dollars(12'900'000)});
    }
    const QDate last = month.addMonths(-1);
    samples.append({.month = last,
                    .name = u"Our own server"_s,
                    .channel = u"Local"_s,
                    .model = u"organisation/a-model-with-a-very-long-name-that-nobody-can-read-2026-07-31-instruct"_s,
                    .taskClass = {},
                    .answers = 12,
                    .each = {}});
    samples.append({.month = last,
                    .name = u"Contract in euros"_s,
                    .channel = u"Reseller"_s,
                    .model = u"small-model"_s,
                    .taskClass = u"extraction"_s,
                    .answers = 5,
                    .each = Money{.nano = 8'000'000, .currency = u"EUR"_s}});
    samples.append({.month = last,
                    .name = u"Contract in rupees"_s,
                    .channel = u"Reseller"_s,
                    .model = u"large-model-4-5"_s,
                    .taskClass = u"extraction"_s,
                    .answers = 3,
                    .each = Money{.nano = 720'000'000, .currency = u"INR"_s}});
    return samples;
}

} // namespace evenhand
