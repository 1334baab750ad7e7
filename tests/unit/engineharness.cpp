// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/unit/engineharness.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {

ChatEvents text(const QString &text)
{
    return {TextDelta{text}};
}

ChatOutcome failure(ErrorCode code, const QString &message)
{
    return {.error = Error{.code = code, .message = message, .detail = {}}, .retryable = false, .retryAfter = {}};
}

ChatOutcome retryableFailure(ErrorCode code, const QString &message,
                             std::optional<std::chrono::milliseconds> retryAfter)
{
    ChatOutcome outcome = failure(code, message);
    outcome.retryable = true;
    outcome.retryAfter = retryAfter;
    return outcome;
}

Script goodScript()
{
    return {.steps = {step::Advance{200ms}, text(u"ok"_s), ChatOutcome{}}};
}

Script failingScript(const ChatOutcome &outcome)
{
    return {.steps = {outcome}};
}

static PluginInfo scriptedInfo()
{
    const auto field = [](const QString &key, PluginField::Type type) {
        return PluginField{.key = key, .label = key, .type = type};
    };
    PluginInfo info;
    info.id = u"scripted"_s;
    info.name = u"Scripted"_s;
    info.fields = {field(u"url"_s, PluginField::Type::Url), field(u"ask"_s, PluginField::Type::Url),
                   field(u"key"_s, PluginField::Type::Secret)};
    return info;
}

EngineHarness::EngineHarness(const RetryPolicy &retry)
    : credentials(std::make_unique<FakeKeychain>(keychain), redactor)
{
    auto scripted = std::make_unique<ScriptedPlugin>(clock);
    plugin = scripted.get();
    catalog.addBuiltIn(scriptedInfo(), std::move(scripted));
    engine = std::make_unique<RunEngine>(RunEngine::Dependencies{
        .plugins = catalog, .credentials = credentials, .redactor = redactor, .clock = clock, .retry = retry});
    QObject::connect(engine.get(), &RunEngine::laneEvents, &log, &LaneLog::add);
}

Channel EngineHarness::channel(const QString &name)
{
    Channel channel;
    channel.id = ChannelId::create();
    channel.name = name;
    channel.plugin = u"scripted"_s;
    return channel;
}

CellId EngineHarness::start(const Channel &channel, const QList<Script> &scripts, int firstAttempt)
{
    ++m_models;
    plugin->setScripts(model(), scripts);
    RunSpec spec;
    spec.id = RunId::create();
    spec.prompt = prompt;
    RunTarget column;
    column.target.model = model();
    column.channel = channel;
    spec.targets.append(column);
    const CellSpec cell{.id = CellId::create(), .target = 0, .repeat = 0, .firstAttempt = firstAttempt};
    engine->start(spec, {cell});
    return cell.id;
}

void EngineHarness::followWaits()
{
    const auto follow = [clock = clock](const LaneEvents &events) {
        for (const LaneEvent &event : events) {
            if (const auto *change = std::get_if<LaneStateChanged>(&event.what))
                clock->advance(change->wait);
        }
    };
    QObject::connect(engine.get(), &RunEngine::laneEvents, engine.get(), follow, Qt::DirectConnection);
}

} // namespace evenhand
