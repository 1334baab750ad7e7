// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/sample.h"

#include "app/store/channelstore.h"
#include "app/store/lineupstore.h"
#include "app/store/promptstore.h"
#include "app/store/suitestore.h"
#include "app/suites/starters.h"

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

struct SamplePrompt
{
    QString name;
    QString text;
};

Channel sampleChannel()
{
    return {.id = ChannelId::create(),
            .name = u"Sample answers"_s,
            .plugin = u"replay"_s,
            .settings = {},
            .credentials = {},
            .origin = {},
            .operatorName = {},
            .jurisdiction = {},
            .region = {}};
}

Lineup sampleLineup(ChannelId channel)
{
    Lineup lineup{.id = LineupId::create(), .name = u"Sample"_s, .targets = {}};
    for (const QString &model : {u"sample-prose"_s, u"sample-code"_s, u"sample-reasoning"_s, u"sample-trouble"_s})
        lineup.targets.append({.id = TargetId::create(), .channel = channel, .model = model, .parameters = {}});
    return lineup;
}

QList<SamplePrompt> samplePrompts()
{
    return {
        {u"Sample: retry helper"_s,
         u"Write a retry helper with exponential backoff and jitter in Python. Explain the trade-off."_s},
        {u"Sample: retry or fail"_s, u"When should a client retry, and when should it fail at once? Give a table."_s},
        {u"Sample: a tool"_s, u"Has parcel 1042 arrived? Look it up."_s},
    };
}

} // namespace

Result<Sample> addSample(Session &session)
{
    const Channel channel = sampleChannel();
    if (const Result<QUrl> origin = session.plugins().origin(channel.plugin, channel.settings); !origin)
        return std::unexpected(origin.error());
    const Lineup lineup = sampleLineup(channel.id);
    const Result<Suite> suite = starters::sample();
    if (!suite)
        return std::unexpected(suite.error());
    return session.workspace().write([&](Database &db) -> Result<Sample> {
        Result<void> done = ChannelStore::save(db, channel);
        if (done)
            done = LineupStore::save(db, lineup);
        for (const SamplePrompt &prompt : samplePrompts()) {
            if (done)
                done = PromptStore::save(db, prompt.name, {.user = prompt.text}).transform([](const auto &) {});
        }
        if (done)
            done = SuiteStore::save(db, *suite).transform([](const auto &) {});
        return done.transform(
            [&] { return Sample{.lineup = lineup, .prompt = {.user = samplePrompts().first().text}}; });
    });
}

} // namespace evenhand
