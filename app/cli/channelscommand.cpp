// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/channelsource.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/interrupt.h"
#include "app/core/json.h"
#include "app/service/channeltest.h"
#include "app/service/enginehost.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace evenhand::cli {
namespace {

struct ChannelAnswer
{
    Channel channel;
    ModelList models;
    ModelsNotes notes = {};
};

// Asks all channels at once and waits for them; an empty list when the person stopped it.
QList<ChannelAnswer> askForModels(EngineHost &host, const QList<Channel> &channels)
{
    if (channels.isEmpty())
        return {};
    QList<ChannelAnswer> answers;
    QObject receiver;
    for (const Channel &channel : channels) {
        const auto notes = std::make_shared<ModelsNotes>();
        const auto take = [&, channel, notes](const ModelList &models) {
            answers.append({.channel = channel, .models = models, .notes = *notes});
            if (answers.size() == channels.size())
                QCoreApplication::exit();
        };
        host.engine.listModels(channel, &receiver, take, [notes](const ModelsNotes &noted) { *notes = noted; });
    }
    Interrupt interrupt;
    QObject::connect(&interrupt, &Interrupt::requested, &receiver, [] { QCoreApplication::exit(); });
    QCoreApplication::exec();
    return interrupt.wasRequested() ? QList<ChannelAnswer>() : answers;
}

QJsonObject modelJson(const ModelInfo &model)
{
    QJsonObject json{{u"id"_s, model.id}};
    if (!model.name.isEmpty())
        json.insert(u"name"_s, model.name);
    if (model.contextLength)
        json.insert(u"context_length"_s, *model.contextLength);
    if (model.maxOutput)
        json.insert(u"max_output"_s, *model.maxOutput);
    if (!model.inputs.isEmpty())
        json.insert(u"inputs"_s, QJsonArray::fromStringList(model.inputs));
    if (!model.features.isEmpty())
        json.insert(u"features"_s, QJsonArray::fromStringList(model.features));
    if (!model.lacks.isEmpty())
        json.insert(u"lacks"_s, QJsonArray::fromStringList(model.lacks));
    if (!model.note.isEmpty())
        json.insert(u"note"_s, model.note);
    return json;
}

QString toString(TestedStep::State state)
{
    switch (state) {
    case TestedStep::State::Passed:
        return u"passed"_s;
    case TestedStep::State::Failed:
        return u"failed"_s;
    case TestedStep::State::NotReached:
        return u"not reached"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

QJsonArray stepsJson(const ChannelAnswer &answer)
{
    QJsonArray json;
    for (const TestedStep &tested : testedSteps(answer.channel, answer.models))
        json.append(QJsonObject{{u"step"_s, toString(tested.step)}, {u"state"_s, toString(tested.state)}});
    return json;
}

QString resultOf(const ChannelAnswer &answer)
{
    if (answer.models)
        return u"%1 models"_s.arg(answer.models->size());
    const Error &error = answer.models.error();
    return error.step ? u"at %1: %2"_s.arg(toString(*error.step), error.message) : error.message;
}

QStringList notesOf(const ChannelAnswer &answer)
{
    QStringList sentences;
    if (answer.notes.credential)
        sentences << credentialLine(*answer.notes.credential, QDateTime::currentDateTime()).text;
    return sentences + answer.notes.notices;
}

// What a person reads beside the channel's name.
QString outcomeOf(const ChannelAnswer &answer)
{
    const QString result = resultOf(answer);
    const QStringList notes = notesOf(answer);
    if (notes.isEmpty())
        return result;
    return u"%1%2 %3"_s.arg(result, result.endsWith(u'.') ? QString() : u"."_s, notes.join(u' '));
}

QJsonObject credentialJson(const CredentialInfo &credential)
{
    QJsonObject json{{u"origin"_s, credential.origin}};
    if (credential.expires)
        json.insert(u"expires"_s, credential.expires->toUTC().toString(Qt::ISODate));
    if (!credential.renewal.isEmpty())
        json.insert(u"renewal"_s, credential.renewal);
    return json;
}

QJsonObject answerJson(const ChannelAnswer &answer)
{
    QJsonObject json{{u"channel"_s, answer.channel.name}};
    json.insert(u"ok"_s, answer.models.has_value());
    if (answer.notes.credential)
        json.insert(u"credential"_s, credentialJson(*answer.notes.credential));
    if (!answer.notes.notices.isEmpty())
        json.insert(u"notices"_s, QJsonArray::fromStringList(answer.notes.notices));
    if (!answer.models) {
        json.insert(u"error"_s, toJson(answer.models.error()));
        return json;
    }
    QJsonArray models;
    for (const ModelInfo &model : *answer.models)
        models.append(modelJson(model));
    json.insert(u"models"_s, models);
    return json;
}

ExitCode printModels(const ChannelAnswer &answer, bool json)
{
    if (json)
        printResult(answerJson(answer));
    if (!answer.models)
        return fail(SomeFailed, u"%1: %2"_s.arg(answer.channel.name, answer.models.error().message));
    QList<QStringList> rows;
    for (const ModelInfo &model : *answer.models)
        rows.append({model.id, model.name, model.note});
    if (!json)
        printResult(rows.isEmpty() ? u"The channel has no models."_s : table(rows));
    return AllDone;
}

ExitCode printTests(QList<ChannelAnswer> answers, bool json)
{
    std::ranges::sort(answers, {}, [](const ChannelAnswer &answer) { return answer.channel.name; });
    QJsonArray objects;
    QList<QStringList> rows;
    for (const ChannelAnswer &answer : std::as_const(answers)) {
        QJsonObject object = answerJson(answer);
        object.insert(u"steps"_s, stepsJson(answer));
        objects.append(object);
        rows.append(
            {answer.channel.name, answer.models ? u"ok"_s : toString(answer.models.error().code), outcomeOf(answer)});
    }
    if (json)
        printResult(QJsonObject{{u"channels"_s, objects}});
    else
        printResult(table(rows));
    const bool allOk =
        std::ranges::all_of(answers, [](const ChannelAnswer &answer) { return answer.models.has_value(); });
    return allOk ? AllDone : SomeFailed;
}

ExitCode printChannels(const QList<Channel> &channels, bool json)
{
    QJsonArray objects;
    QList<QStringList> rows;
    for (const Channel &channel : channels) {
        objects.append(toJson(channel));
        rows.append({channel.name, channel.plugin, channel.origin.isEmpty() ? u"-"_s : channel.origin.toString()});
    }
    if (json)
        printResult(QJsonObject{{u"channels"_s, objects}});
    else
        printResult(rows.isEmpty() ? u"There are no channels."_s : table(rows));
    return AllDone;
}

} // namespace

ExitCode listModels(const CommandLine &line)
{
    if (line.operands().size() != 1)
        return fail(BadInput, u"Say which channel: `evenhand models CHANNEL`."_s);
    EngineHost host(pluginFolder(line), {});
    const OrExit<Channel> channel = loadChannels(line, host.plugins).and_then([&](const QList<Channel> &channels) {
        return pickChannel(channels, line.operands().first());
    });
    if (!channel)
        return channel.error();
    const QList<ChannelAnswer> answers = askForModels(host, {*channel});
    return answers.isEmpty() ? InterruptedByUser : printModels(answers.first(), line.has(u"json"_s));
}

ExitCode showChannels(const CommandLine &line)
{
    const QString action = line.operands().value(0);
    const bool isList = action == "list"_L1 && line.operands().size() == 1;
    const bool isTest = action == "test"_L1 && line.operands().size() <= 2;
    if (!isList && !isTest)
        return fail(BadInput, u"Say `evenhand channels list` or `evenhand channels test [CHANNEL]`."_s);
    EngineHost host(pluginFolder(line), {});
    OrExit<QList<Channel>> channels = loadChannels(line, host.plugins);
    if (channels && line.operands().size() == 2)
        channels =
            pickChannel(*channels, line.operands().at(1)).transform([](const Channel &one) { return QList{one}; });
    if (!channels)
        return channels.error();
    if (isList || channels->isEmpty())
        return printChannels(*channels, line.has(u"json"_s));
    const QList<ChannelAnswer> answers = askForModels(host, *channels);
    return answers.isEmpty() ? InterruptedByUser : printTests(answers, line.has(u"json"_s));
}

} // namespace evenhand::cli
