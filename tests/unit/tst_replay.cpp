// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/suites/starters.h"
#include "plugins/checks/check.h"
#include "plugins/replay/playback.h"
#include "tests/paths.h"

#include <QPluginLoader>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;
using namespace evenhand::replay;
using namespace std::chrono_literals;

namespace {

QByteArray fileWith(const QByteArray &events, const QByteArray &prompts = "[]")
{
    return R"({"format": "evenhand-recording/1", "model": "m", "answers": [{"prompts": )" + prompts + R"(, "events": )"
           + events + "}]}";
}

ChatRequest asking(const QString &text, const QString &model = u"m"_s)
{
    return {.model = model, .messages = {{.role = Role::User, .text = text}}};
}

Playback played(const QByteArray &events, const ChatRequest &request = asking(u"?"_s), const Speed &speed = {})
{
    const Result<Recording> recording = parseRecording(fileWith(events), u"test"_s);
    return recording ? play(*recording, recording->answers.first(), request, speed) : Playback{};
}

// What came of one chat with the plugin.
struct Played
{
    ChatEvents events;
    std::optional<ChatOutcome> outcome;

    template<typename Delta>
    QString textOf() const
    {
        QString text;
        for (const ChatEvent &event : events) {
            if (const auto *delta = std::get_if<Delta>(&event))
                text += delta->text;
        }
        return text;
    }
};

JudgedAnswer judged(const Played &played)
{
    JudgedAnswer answer{.text = played.textOf<TextDelta>(), .refusal = played.textOf<RefusalDelta>()};
    for (const ChatEvent &event : played.events) {
        if (const auto *call = std::get_if<ToolCallDelta>(&event); call && !call->name.isEmpty())
            answer.toolCalls.append({.name = call->name});
    }
    return answer;
}

} // namespace

class ReplayTest : public QObject
{
    Q_OBJECT

private:
    ProviderPlugin *plugin()
    {
        m_loader.setFileName(QStringLiteral(EVENHAND_PLUGIN_FOLDER "/replay.so"));
        return qobject_cast<ProviderPlugin *>(m_loader.instance());
    }

    Played chat(const QJsonObject &settings, const ChatRequest &request)
    {
        Played result;
        Result<std::unique_ptr<Provider>> provider = plugin()->create(settings, {});
        if (!provider)
            return result;
        const std::unique_ptr<ChatReply> reply((*provider)->chat(request));
        connect(reply.get(), &ChatReply::events, this, [&](const ChatEvents &batch) { result.events += batch; });
        connect(reply.get(), &ChatReply::finished, this, [&](const ChatOutcome &outcome) { result.outcome = outcome; });
        (void)QTest::qWaitFor([&] { return result.outcome.has_value(); });
        return result;
    }

    QPluginLoader m_loader;

private slots:
    void splitsTextIntoTokens()
    {
        QCOMPARE(tokens(u"a quick  retry\n    return\n"_s),
                 (QStringList{u"a"_s, u" quick"_s, u"  retry"_s, u"\n    return"_s, u"\n"_s}));
        QCOMPARE(tokens(u"exponential"_s), (QStringList{u"expone"_s, u"ntial"_s}));
        QCOMPARE(tokens(u"12345😀6"_s).join(QString()), u"12345😀6"_s);
        for (const QString &piece : tokens(u"12345😀6"_s))
            QVERIFY(piece.isValidUtf16());
        QVERIFY(tokens({}).isEmpty());
    }

    void laysEventsOnTheTimeLine()
    {
        const Playback playback = played(R"([
            {"at_ms": 100, "kind": "reasoning", "text": "so so", "tokens_per_second": 10},
            {"kind": "text", "text": ["one", "two"], "tokens_per_second": 100},
            {"at_ms": 50, "kind": "usage"},
            {"at_ms": 300, "kind": "stop", "reason": "length", "raw": "max_tokens"}])");
        const QList<TimedEvent> expected = {
            {0us, Identity{.model = u"m"_s}},
            {100ms, ReasoningDelta{u"so"_s}},
            {200ms, ReasoningDelta{u" so"_s}},
            {200ms, TextDelta{u"one"_s}},
            {210ms, TextDelta{u"\ntwo"_s}},
            {210ms, UsageReport{.usage = {.inputFresh = 1, .outputVisible = 2, .reasoning = 2}, .raw = {}}},
            {300ms, Stopped{.reason = StopReason::Length, .raw = u"max_tokens"_s}},
        };
        QCOMPARE(playback.events, expected);
        QCOMPARE(playback.end, 300ms);
        QVERIFY(!playback.outcome.error);
    }

    void dividesTimesBySpeed()
    {
        const QByteArray events =
            R"([{"at_ms": 100, "kind": "text", "text": "x"}, {"at_ms": 300, "kind": "stop", "reason": "stop"}])";
        const Playback twice = played(events, asking(u"?"_s), {.factor = 2});
        QCOMPARE(twice.events.at(1).at, 50ms);
        QCOMPARE(twice.end, 150ms);
        const Playback instant = played(events, asking(u"?"_s), {.factor = std::nullopt});
        QCOMPARE(instant.events.size(), twice.events.size());
        QCOMPARE(instant.end, 0us);
    }

    void streamsToolCallsInPieces()
    {
        const Playback playback = played(R"([
            {"kind": "tool_call", "id": "c1", "name": "look_up", "arguments": {"number": "1042"}, "tokens_per_second": 10},
            {"kind": "stop", "reason": "tool_call"}])");
        QList<ToolCallDelta> calls;
        QString arguments;
        for (const TimedEvent &timed : playback.events) {
            if (const auto *call = std::get_if<ToolCallDelta>(&timed.event)) {
                calls.append(*call);
                arguments += call->arguments;
            }
        }
        QVERIFY(calls.size() > 1);
        QCOMPARE(calls.first().id, u"c1"_s);
        QCOMPARE(calls.first().name, u"look_up"_s);
        QVERIFY(calls.last().name.isEmpty());
        QCOMPARE(arguments, uR"({"number":"1042"})"_s);
    }

    void saysThatParametersHaveNoEffect()
    {
        ChatRequest request = asking(u"?"_s);
        request.parameters.maxTokens = 5;
        request.parameters.extra = {{u"top_k"_s, 3}};
        const Playback playback = played(R"([{"kind": "stop", "reason": "stop"}])", request);
        QCOMPARE(std::get<Notice>(playback.events.at(1).event).text,
                 u"A written answer does not change with parameters: max_tokens, top_k had no effect."_s);
    }

    void choosesTheAnswerByThePrompt()
    {
        const Result<Recording> recording =
            parseRecording(R"({"format": "evenhand-recording/1", "model": "m", "answers": [
            {"events": [{"kind": "text", "text": "default"}, {"kind": "stop", "reason": "stop"}]},
            {"prompts": ["retry.*jitter"], "events": [{"kind": "text", "text": "retry"}, {"kind": "stop", "reason": "stop"}]}
            ]})",
                           u"test"_s);
        QVERIFY2(recording, recording ? "" : qPrintable(recording.error().message));
        QCOMPARE(recording->answerTo(u"A Retry\nwith jitter"_s), &recording->answers.at(1));
        QCOMPARE(recording->answerTo(u"jitter"_s), &recording->answers.at(0));
        const Result<Recording> choosy =
            parseRecording(fileWith(R"([{"kind": "stop", "reason": "stop"}])", R"(["x"])"), u"t"_s);
        QVERIFY(choosy);
        QCOMPARE(choosy->answerTo(u"y"_s), nullptr);
    }

    void answersEachRequestOfAPrompt()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"m.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"format": "evenhand-recording/1", "model": "m", "answers": [
            {"events": [{"kind": "text", "text": "one"}, {"kind": "stop", "reason": "tool_call"}]},
            {"request": 2, "events": [{"kind": "text", "text": "two"}, {"kind": "stop", "reason": "stop"}]}
            ]})");
        file.close();
        const QJsonObject settings{{u"folder"_s, folder.path()}, {u"speed"_s, u"instant"_s}};
        ChatRequest request = asking(u"An earlier turn"_s);
        request.messages.append({.role = Role::Assistant, .text = u"An answer"_s});
        request.messages.append({.role = Role::User, .text = u"?"_s});
        QCOMPARE(chat(settings, request).textOf<TextDelta>(), u"one"_s);
        const ToolCall call{.id = u"c"_s, .name = u"f"_s, .arguments = u"{}"_s};
        const QList<Message> told{{.role = Role::Assistant, .toolCalls = {call}},
                                  {.role = Role::Tool, .text = u"3"_s, .toolCallId = u"c"_s}};
        request.messages += told;
        QCOMPARE(chat(settings, request).textOf<TextDelta>(), u"two"_s);
        request.messages += told;
        QVERIFY(chat(settings, request).outcome->error->code == ErrorCode::BadRequest);
    }

    void refusesBadRecordings_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *name, const QByteArray &json, const QString &reason) {
            QTest::newRow(name) << json << reason;
        };
        const QByteArray stop = R"({"kind": "stop", "reason": "stop"})";
        row("not JSON", "{\n\n]", u"line 3 is not JSON"_s);
        row("empty", "", u"line 1 is not JSON"_s);
        row("another format", R"({"format": "x"})", u"\"format\" must be \"evenhand-recording/1\""_s);
        row("no answers", R"({"format": "evenhand-recording/1", "model": "m"})", u"\"answers\" is missing or empty"_s);
        row("no end", fileWith(R"([{"kind": "text", "text": "x"}])"), u"answer 1: it must end with one"_s);
        row("two ends", fileWith("[" + stop + "," + stop + "]"), u"answer 1: it must end with one"_s);
        row("unknown kind", fileWith(R"([{"kind": "song"}])"), u"answer 1: event 1: \"song\" is not a kind of event"_s);
        row("unknown member", fileWith(R"([{"kind": "stop", "reason": "stop", "when": 1}])"),
            u"\"when\" is not known here"_s);
        row("no text", fileWith(R"([{"kind": "text"},)" + stop + "]"), u"event 1: \"text\" is missing"_s);
        row("lines that are none", fileWith(R"([{"kind": "text", "text": [1]},)" + stop + "]"),
            u"a line that is not a string"_s);
        row("time before the request", fileWith(R"([{"at_ms": -1, "kind": "stop", "reason": "stop"}])"),
            u"\"at_ms\" must be a number"_s);
        row("unknown reason", fileWith(R"([{"kind": "stop", "reason": "tired"}])"),
            u"\"tired\" is not a reason to stop"_s);
        row("unknown code", fileWith(R"([{"kind": "error", "code": "oops", "message": "x"}])"),
            u"\"oops\" is not an error code"_s);
        row("bad pattern", fileWith("[" + stop + "]", R"(["*x"])"), u"\"*x\" is not a pattern"_s);
    }

    void refusesBadRecordings()
    {
        QFETCH(const QByteArray, json);
        QFETCH(const QString, reason);
        const Result<Recording> recording = parseRecording(json, u"mine.json"_s);
        QVERIFY(!recording);
        QVERIFY(recording.error().code == ErrorCode::InvalidInput);
        QVERIFY2(recording.error().message.contains(reason), qPrintable(recording.error().message));
        QVERIFY(recording.error().message.contains("mine.json"_L1));
    }

    void samplesAnswerTheirPrompts_data()
    {
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<QString>("model");
        const QStringList prompts = {
            u"Write a retry helper with exponential backoff and jitter in Python. Explain the trade-off."_s,
            u"Now make it cancellable, and show a test that proves the cap."_s,
            u"When should a client retry, and when should it fail at once? Give a table."_s,
            u"Has parcel 1042 arrived? Look it up."_s,
            u"A request passes three layers, and each of them makes up to five tries. How many can become of it?"_s,
            u"Give this reply as JSON with status and wait_seconds: HTTP/1.1 429 Too Many Requests, Retry-After: 30"_s,
            u"Something else."_s,
        };
        for (const QString &model : {u"sample-prose"_s, u"sample-code"_s, u"sample-reasoning"_s, u"sample-trouble"_s}) {
            for (qsizetype i = 0; i < prompts.size(); ++i)
                QTest::addRow("%s %d", qPrintable(model), int(i)) << prompts.at(i) << model;
        }
    }

    void samplesAnswerTheirPrompts()
    {
        QFETCH(const QString, prompt);
        QFETCH(const QString, model);
        const Played played = chat({{u"speed"_s, u"instant"_s}}, asking(prompt, model));
        QVERIFY(played.outcome);
        const bool isDefault = prompt == "Something else."_L1;
        QCOMPARE(played.textOf<TextDelta>().contains("This is a written sample"_L1), isDefault);
        const bool breaksOff = model == "sample-trouble"_L1 && prompt.startsWith("Write"_L1);
        QCOMPARE(played.outcome->error.has_value(), breaksOff);
        QCOMPARE(std::holds_alternative<Stopped>(played.events.last()), !breaksOff);
    }

    void samplesShowWhatTheWindowCanDo()
    {
        const QJsonObject instant = {{u"speed"_s, u"instant"_s}};
        const QString retry = u"Write a retry helper."_s;
        const QString parcel = u"Has parcel 1042 arrived?"_s;
        QVERIFY(chat(instant, asking(retry, u"sample-prose"_s)).textOf<TextDelta>().contains("| Jitter |"_L1));
        QVERIFY(chat(instant, asking(retry, u"sample-code"_s)).textOf<TextDelta>().startsWith("```python\n"_L1));
        QVERIFY(!chat(instant, asking(retry, u"sample-reasoning"_s)).textOf<ReasoningDelta>().isEmpty());
        QVERIFY(!chat(instant, asking(parcel, u"sample-trouble"_s)).textOf<RefusalDelta>().isEmpty());
        const Stopped call = std::get<Stopped>(chat(instant, asking(parcel, u"sample-code"_s)).events.last());
        QVERIFY(call.reason == StopReason::ToolCall);
    }

    // What the sample run shows: right answers, wrong ones and one that broke off.
    void samplesAnswerTheSampleSuite_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QStringList>("passed");
        const QString helper = u"helper for asyncio"_s;
        const QString failures = u"table of failures"_s;
        const QString parcel = u"no tool to look it up"_s;
        const QString tries = u"tries that multiply"_s;
        const QString reply = u"reply as JSON"_s;
        QTest::newRow("prose") << u"sample-prose"_s << QStringList{failures, parcel, tries};
        QTest::newRow("code") << u"sample-code"_s << QStringList{helper, tries, reply};
        QTest::newRow("reasoning") << u"sample-reasoning"_s << QStringList{helper, failures, tries, reply};
        QTest::newRow("trouble") << u"sample-trouble"_s << QStringList{};
    }

    void samplesAnswerTheSampleSuite()
    {
        QFETCH(const QString, model);
        QFETCH(const QStringList, passed);
        QStringList found;
        const Result<Suite> suite = starters::sample();
        QVERIFY(suite);
        for (const SuiteCase &one : suite->cases) {
            const PromptText prompt{.user = suite->prompt->user, .variables = one.variables};
            const Played answer = chat({{u"speed"_s, u"instant"_s}}, asking(render(prompt).user, model));
            QVERIFY(!answer.textOf<TextDelta>().contains("This is a written sample"_L1));
            const auto passes = [&](const QJsonValue &check) {
                return checks::judge(check.toObject(), judged(answer)).passed;
            };
            for (const QJsonValue &check : one.checks)
                QVERIFY(checks::validate(check.toObject()));
            if (!answer.outcome->error && std::ranges::all_of(one.checks, passes))
                found.append(one.name);
        }
        QCOMPARE(found, passed);
    }

    void saysWhichModelsItKnows()
    {
        const Played played = chat({}, asking(u"?"_s, u"other"_s));
        QVERIFY(played.outcome && played.outcome->error);
        QVERIFY(played.outcome->error->code == ErrorCode::BadRequest);
        QVERIFY(played.outcome->error->message.contains("sample-code, sample-prose"_L1));
        QVERIFY(played.events.isEmpty());
    }

    void ownRecordingsStandBeforeSamples()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"mine.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(fileWith(R"([{"kind": "text", "text": "mine"}, {"kind": "stop", "reason": "stop"}])")
                       .replace("\"m\"", "\"sample-prose\""));
        file.close();
        const QJsonObject settings = {{u"folder"_s, folder.path()}};
        QCOMPARE(chat(settings, asking(u"?"_s, u"sample-prose"_s)).textOf<TextDelta>(), u"mine"_s);
        QVERIFY(file.open(QIODevice::Append));
        file.write("x");
        file.close();
        const Result<std::unique_ptr<Provider>> provider = plugin()->create(settings, {});
        QVERIFY(!provider);
        QVERIFY(provider.error().code == ErrorCode::InvalidInput);
        QVERIFY(provider.error().message.contains("mine.json"_L1));
    }

    void judgesItsSettings()
    {
        QCOMPARE(plugin()->origin({}), QUrl());
        QVERIFY(!plugin()->origin({{u"speed"_s, u"warp"_s}}));
        QVERIFY(!plugin()->origin({{u"folder"_s, u"/does/not/exist"_s}}));
    }
};

QTEST_GUILESS_MAIN(ReplayTest)
#include "tst_replay.moc"
