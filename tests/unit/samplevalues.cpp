// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "samplevalues.h"

#include <QJsonArray>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand::sample {
namespace {

template<typename Id>
Id id(int number)
{
    return Id::fromString(u"5a3f1c00-0000-4000-8000-%1"_s.arg(number, 12, 10, QChar(u'0')));
}

QDateTime moment()
{
    return QDateTime(QDate(2026, 3, 1), QTime(12, 30, 15, 250), QTimeZone::UTC);
}

Target secondTarget()
{
    return {.id = id<TargetId>(3), .channel = channel().id, .model = u"small"_s, .parameters = {}};
}

Attempt failedAttempt()
{
    Attempt attempt;
    attempt.id = id<AttemptId>(32);
    attempt.state = LaneState::Failed;
    attempt.started = moment().addMSecs(40);
    attempt.answer.text = u"Cut in the mid"_s;
    attempt.timing = {.queue = 0us,
                      .connecting = {},
                      .requestSent = 1us,
                      .firstByte = {},
                      .firstReasoning = {},
                      .firstText = 999us,
                      .lastToken = 1'000us,
                      .total = 2'000'000'001us};
    attempt.error =
        Error{.code = ErrorCode::Network, .message = u"The connection was reset."_s, .detail = u"errno 104"_s};
    return attempt;
}

} // namespace

QString hardText()
{
    return u"Zażółć – 漢字 🦊\r\n\t\"quoted\" \\ {{braces}} <b>"_s + QChar(0) + u"after NUL"_s + QChar(0x2028)
           + u"é "_s;
}

Parameters parameters()
{
    return {.maxTokens = 512,
            .temperature = 0.1,
            .topP = 0.95,
            .seed = Q_INT64_C(9'007'199'254'740'993), // not a double
            .stop = {u"\n\n"_s, u"END"_s},
            .extra = {{u"top_k"_s, 40}, {u"nested"_s, QJsonObject{{u"on"_s, true}, {u"none"_s, QJsonValue::Null}}}}};
}

Channel channel()
{
    return {.id = id<ChannelId>(1),
            .name = u"Local – täst"_s,
            .plugin = u"openai"_s,
            .settings = {{u"base_url"_s, u"http://127.0.0.1:18082/v1"_s}, {u"stream"_s, true}},
            .credentials = {{u"key"_s, {.kind = CredentialRef::Kind::Environment, .name = u"LLAMA_KEY"_s}},
                            {u"other"_s, {.kind = CredentialRef::Kind::Keychain, .name = {}}}},
            .origin = QUrl(u"http://127.0.0.1:18082"_s),
            .operatorName = u"ourselves"_s,
            .jurisdiction = u"DE"_s,
            .region = u"Kassel"_s,
            .maxConcurrent = 3,
            .minInterval = 250ms,
            .limits = {.connect = 1s, .idle = 2s, .total = 3s, .maxBytes = 4'000'000'000}};
}

Target target()
{
    return {.id = id<TargetId>(2), .channel = channel().id, .model = u"org/model:7b"_s, .parameters = parameters()};
}

Lineup lineup()
{
    return {.id = id<LineupId>(4), .name = u"Pair"_s, .targets = {target(), secondTarget()}};
}

PromptText prompt()
{
    return {.system = u"Answer in {{language}}."_s,
            .user = u"Explain "_s + hardText(),
            .variables = {{u"language"_s, u"Ελληνικά"_s}, {u"empty"_s, u""_s}},
            .attachments = {{.path = u"/tmp/a b.pdf"_s, .mediaType = u"application/pdf"_s, .size = 5'000'000'000}}};
}

QList<Message> history()
{
    const ToolCall call{.id = u"call_1"_s, .name = u"weather"_s, .arguments = uR"({"city": "Ka)"_s};
    return {
        {.role = Role::User,
         .text = hardText(),
         .attachments = {{.name = u"dot.png"_s, .mediaType = u"image/png"_s, .data = QByteArray("\x89PNG\0\xff", 6)}},
         .toolCalls = {},
         .toolCallId = {}},
        {.role = Role::Assistant, .text = {}, .attachments = {}, .toolCalls = {call}, .toolCallId = {}},
        {.role = Role::Tool, .text = u"12 °C"_s, .attachments = {}, .toolCalls = {}, .toolCallId = u"call_1"_s},
        {.role = Role::Assistant, .text = u"Mild."_s, .state = {{u"signature"_s, hardText()}}},
    };
}

Usage usage()
{
    return {.inputFresh = 100,
            .cacheRead = 0,
            .cacheWrites = {{.lifetime = 5min, .tokens = 20}, {.lifetime = 0s, .tokens = 3}},
            .outputVisible = 40,
            .reasoning = 60,
            .audioInput = 7,
            .audioOutput = 8};
}

Identity identity()
{
    return {.model = u"model-2026-02-01"_s,
            .responseId = u"resp_1"_s,
            .requestId = u"req_1"_s,
            .region = u"eu"_s,
            .serviceTier = u"standard"_s,
            .fingerprint = u"fp_1"_s,
            .headers = {{"x-served-by", "node \xe9"}, {"x-served-by", "a second one"}}};
}

RequestRecord request()
{
    return {.method = "POST",
            .url = QUrl(u"http://127.0.0.1:18082/v1/chat/completions?a=b%20c&key=%5Bredacted%5D"_s),
            .headers = {{"Authorization", "[redacted]"}, {"Content-Type", "application/json"}},
            .body = R"({"model":"org/model:7b"})"};
}

QList<Round> rounds()
{
    const Answer answer{.text = u"I look it up.\n"_s + hardText(),
                        .reasoning = u"No idea. "_s + hardText(),
                        .refusal = u"Not all of it."_s,
                        .toolCalls = {{.id = u"call_1"_s, .name = u"search"_s, .arguments = uR"({"q": "fox"})"_s},
                                      {.id = {}, .name = u"now"_s, .arguments = {}}},
                        .stop = StopReason::ToolCall,
                        .stopRaw = u"tool_use"_s,
                        .usage = usage(),
                        .usageRaw = {{u"in"_s, 130}},
                        .notices = {u"\"seed\" was left out."_s},
                        .providerState = {{u"blocks"_s, QJsonArray{QJsonObject{{u"data"_s, hardText()}}}}}};
    return {{.request = request(),
             .identity = identity(),
             .answer = answer,
             .timing = {.queue = 5us,
                        .connecting = 1us,
                        .requestSent = 2us,
                        .firstByte = 3us,
                        .firstReasoning = 4us,
                        .firstText = 5us,
                        .lastToken = 6us,
                        .total = 7'000'001us},
             .results = {{.callId = u"call_1"_s, .name = u"search"_s, .text = hardText()},
                         {.callId = u"call-2"_s, .name = u"now"_s, .text = {}}}}};
}

QList<CheckScore> scores()
{
    return {{.evaluator = u"checks"_s, .version = u"0.2.0"_s, .check = 0, .score = 1, .reason = hardText()},
            {.evaluator = u"checks"_s, .version = u"0.2.0"_s, .check = 1, .score = 0.25, .reason = u"No."_s},
            {.evaluator = {}, .version = {}, .check = 2, .score = {}, .reason = u"No plugin knows it."_s}};
}

Attempt attempt()
{
    return {.id = id<AttemptId>(31),
            .number = 2,
            .state = LaneState::Done,
            .started = moment().addSecs(1),
            .rounds = rounds(),
            .request = request(),
            .identity = identity(),
            .answer = {.text = u"# Answer\n"_s + hardText(),
                       .reasoning = u"Let me see. "_s + hardText(),
                       .refusal = u"Not that part."_s,
                       .toolCalls = {{.id = u"call_2"_s, .name = u"search"_s, .arguments = u"{}"_s}},
                       .stop = StopReason::ToolCall,
                       .stopRaw = u"tool_calls"_s,
                       .usage = usage(),
                       .usageRaw = {{u"prompt_tokens"_s, 130}, {u"details"_s, QJsonArray{1.5, u"x"_s}}},
                       .notices = {u"\"seed\" was left out."_s, hardText()},
                       .providerState = {{u"blocks"_s, QJsonArray{QJsonObject{{u"data"_s, hardText()}}}}}},
            .timing = {.queue = 1'001us,
                       .connecting = 12us,
                       .requestSent = 13'345us,
                       .firstByte = 200'123us,
                       .firstReasoning = 210'001us,
                       .firstText = 220'002us,
                       .lastToken = 59'999'999us,
                       .total = 60'000'001us},
            .error = {},
            .copyOf = id<AttemptId>(35)};
}

Run run()
{
    const RunTarget first{.target = target(), .channel = channel(), .history = history()};
    const RunTarget second{.target = secondTarget(), .channel = channel(), .history = {}};
    Attempt retried = failedAttempt();
    retried.id = id<AttemptId>(30);
    return {.spec = {.id = id<RunId>(10),
                     .conversation = {},
                     .turn = 0,
                     .prompt = prompt(),
                     .targets = {first, second},
                     .repeats = 1,
                     .reuse = true},
            .created = moment(),
            .cells = {{.id = id<CellId>(20),
                       .target = 0,
                       .repeat = 0,
                       .state = LaneState::Done,
                       .attempts = {retried, attempt()}},
                      {.id = id<CellId>(21),
                       .target = 1,
                       .repeat = 0,
                       .state = LaneState::Failed,
                       .attempts = {failedAttempt()}}}};
}

} // namespace evenhand::sample
