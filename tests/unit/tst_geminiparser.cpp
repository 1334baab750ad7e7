// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/gemini/geminiparser.h"
#include "plugins/gemini/geminiusage.h"
#include "tests/support/chattext.h"
#include "tests/support/parserchecks.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;

class TestGeminiParser : public QObject
{
    Q_OBJECT

private slots:
    void streams_data();
    void streams();
    void wholeAnswers_data();
    void wholeAnswers();
    void stopReasons_data();
    void stopReasons();
    void keepsSignaturesOnTheirParts_data();
    void keepsSignaturesOnTheirParts();
    void identityIsTold();
    void makesIdsForCalls();
    void explainsWhatWasBlocked_data();
    void explainsWhatWasBlocked();
    void deliversWithTheRead();
    void usages_data();
    void usages();
};

static ParsedAnswer parse(const QByteArray &bytes)
{
    GeminiParser parser(u"asia-south1"_s);
    return parseStream(parser, {bytes});
}

static QByteArray frame(const QByteArray &members)
{
    return "data: {" + members + "}\r\n\r\n";
}

static QByteArray candidate(const QByteArray &members, const QByteArray &more = {})
{
    return frame(R"("candidates":[{)" + members + R"(,"index":0}])" + more
                 + R"(,"modelVersion":"gemini-x","responseId":"abc")");
}

static QByteArray parts(const QByteArray &list, const QByteArray &more = {})
{
    return candidate(R"("content":{"parts":[)" + list + R"(],"role":"model"})" + more);
}

static QByteArray stop(const QByteArray &reason = "STOP", const QByteArray &more = {})
{
    return candidate(R"("finishReason":")" + reason + '"' + more);
}

static QByteArray usage(const QByteArray &members)
{
    return frame(R"("usageMetadata":{)" + members + '}');
}

static void row(const char *name, const QByteArray &bytes, const QStringList &expected)
{
    QTest::newRow(name) << bytes << expected;
}

static const QString stopped = u"stopped stop (STOP)"_s;
static const QString calledAndStopped = u"stopped tool_call (STOP)"_s;

static void addContentRows()
{
    row("text", parts(R"({"text":"Grüße, "})") + parts(R"({"text":"Welt 🌍"})") + stop(),
        {u"text Grüße, Welt 🌍"_s, stopped});
    row("thoughts, then text",
        parts(R"({"text":"**Plan**","thought":true})") + parts(R"({"text":" it","thought":true},{"text":"4"})")
            + stop(),
        {u"reasoning **Plan** it"_s, u"text 4"_s, stopped});
    row("a signature alone at the end",
        parts(R"({"text":"4"})") + parts(R"({"text":"","thoughtSignature":"c2ln"})", R"(,"finishReason":"STOP")"),
        {u"text 4"_s, stopped});
    row("calls",
        parts(R"({"functionCall":{"id":"c1","name":"add","args":{"a":1}},"thoughtSignature":"c2ln"})")
            + parts(R"({"functionCall":{"id":"c2","name":"now"}})") + stop(),
        {u"tool 0 [c1] add {\"a\":1}"_s, u"tool 1 [c2] now {}"_s, calledAndStopped});
    row("the end of a call without its beginning", parts(R"({"functionCall":{}},{"text":"a"})") + stop(),
        {u"text a"_s, stopped});
    row("unknown parts and members",
        parts(R"({"executableCode":{"code":"1"}},{"of_the_future":1},{"text":"a","future":{"x":null}},null)")
            + frame(R"("future":{"y":[1]})") + stop(),
        {u"text a"_s, stopped});
    row("no content", stop(), {stopped});
    row("content without parts", candidate(R"("content":{"role":"model"},"finishReason":"MAX_TOKENS")"),
        {u"stopped length (MAX_TOKENS)"_s});
    row("null where an object should be", candidate(R"("content":null,"finishReason":null)") + stop(), {stopped});
    row("other candidates",
        frame(R"("candidates":[{"content":{"parts":[{"text":"b"}]},"index":1},
                 {"content":{"parts":[{"text":"a"}]},"finishReason":"STOP"}])")
            .replace("\n", " "),
        {u"text a"_s, stopped});
    row("usage after the end", parts(R"({"text":"a"})", R"(,"finishReason":"STOP")") + usage(R"("promptTokenCount":4)"),
        {u"text a"_s, stopped, u"usage fresh=4"_s});
    row("usage on each chunk",
        candidate(R"("content":{"parts":[{"text":"a"}]})", R"(,"usageMetadata":{"promptTokenCount":4})")
            + candidate(R"("content":{"parts":[{"text":"b"}]})", R"(,"usageMetadata":{"promptTokenCount":4})")
            + candidate(R"("finishReason":"STOP")",
                        R"(,"usageMetadata":{"promptTokenCount":4,"candidatesTokenCount":2,"thoughtsTokenCount":6})"),
        {u"text a"_s, u"usage fresh=4"_s, u"text b"_s, stopped, u"usage fresh=4 visible=2 reasoning=6"_s});
}

static void addWireRows()
{
    const QByteArray whole = parts(R"({"text":"a"})") + stop();
    row("LF", QByteArray(whole).replace("\r\n", "\n"), {u"text a"_s, stopped});
    row("CR", QByteArray(whole).replace("\r\n", "\r"), {u"text a"_s, stopped});
    row("no blank line at the end", whole.chopped(4), {u"text a"_s, stopped});
    row("comments", ": hello\r\n\r\n" + whole + ": bye\r\n", {u"text a"_s, stopped});
    row("empty objects", "data: {}\r\n\r\n" + whole, {u"text a"_s, stopped});
    row("a sentinel of another protocol", whole + "data: [DONE]\r\n\r\n", {u"text a"_s, stopped});
    row("cut", parts(R"({"text":"a"})"), {u"text a"_s, u"cut off"_s});
    row("cut within an event", parts(R"({"text":"a"})") + ": hel", {u"text a"_s, u"cut off"_s});
    row("nothing", {}, {u"cut off"_s});
    row("braces at the beginning of a continued line",
        "data: {\"candidates\":\r\ndata: [{\"finishReason\":\"STOP\"}]}\r\n\r\n", {stopped});
}

static void addFailureRows()
{
    const QByteArray error = R"({"error":{"code":503,"message":"Overloaded.","status":"UNAVAILABLE"}})";
    const QString overloaded =
        u"overloaded: The provider has no capacity for now (HTTP 503). Try again later. It says: "
        "Overloaded. () retryable"_s;
    const QByteArray text = parts(R"({"text":"a"})");
    row("error as an event", text + "data: " + error + "\r\n\r\n", {u"text a"_s, overloaded});
    row("bare error at the end", text + error, {u"text a"_s, overloaded});
    row("bare error on several lines", text + QJsonDocument::fromJson(error).toJson(), {u"text a"_s, overloaded});
    row("bare error in an array", text + "[" + error + "\r\n]\r\n", {u"text a"_s, overloaded});
    row("bare error at once", error, {overloaded});
    row("bare error, cut", text + error.first(40), {u"text a"_s, u"cut off"_s});
    row("text after an error", "data: " + error + "\r\n\r\n" + text, {overloaded});
    row("a wrong key",
        R"({"error":{"code":400,"message":"No.","status":"INVALID_ARGUMENT","details":[
            {"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}]}})",
        {u"auth: The provider does not accept the channel's key for this (HTTP 400). Check the key and what it is "
         "allowed to do. It says: No. ()"_s});
    row("no JSON", "data: oops\r\n\r\n",
        {u"protocol: The server did not answer as Gemini does. Check the channel's address. It sent: oops (oops)"_s});
}

void TestGeminiParser::streams_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("expected");
    addContentRows();
    addWireRows();
    addFailureRows();
}

void TestGeminiParser::streams()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QStringList, expected);
    QCOMPARE(parse(bytes).lines(), expected);
    QCOMPARE(checkEveryCut<GeminiParser>(bytes), QString());
}

void TestGeminiParser::wholeAnswers_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("expected");
    row("array",
        "[{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}}]},\r\n"
        "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"b\"}]},\"finishReason\":\"STOP\"}],"
        "\"usageMetadata\":{\"promptTokenCount\":3}}]",
        {u"text ab"_s, stopped, u"usage fresh=3"_s});
    row("object", R"({"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP"}]})",
        {u"text a"_s, stopped});
    row("array of an error", R"([{"error":{"code":429,"message":"Slow down.","status":"RESOURCE_EXHAUSTED"}}])",
        {u"rate_limit: The provider takes no more requests for now (HTTP 429). Try again later. It says: Slow down. () "
         "retryable"_s});
    row("page", "<html><title>Log in</title></html>",
        {u"protocol: The server did not answer as Gemini does. Check the channel's address. It sent: Log in "
         "(<html><title>Log in</title></html>)"_s});
    row("something else", R"({"hello":1})",
        {u"protocol: The server did not answer as Gemini does. Check the channel's address. ({\"hello\":1})"_s});
}

void TestGeminiParser::wholeAnswers()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QStringList, expected);
    GeminiParser parser;
    QCOMPARE(parseWhole(parser, bytes).lines(), expected);
}

void TestGeminiParser::stopReasons_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("reason");
    const auto rows = [](const QString &reason, const QStringList &words) {
        for (const QString &word : words)
            QTest::newRow(qPrintable(word)) << word << reason;
    };
    rows(u"stop"_s, {u"STOP"_s});
    rows(u"length"_s, {u"MAX_TOKENS"_s, u"CONTINUATION"_s});
    rows(u"filtered"_s, {u"SAFETY"_s, u"RECITATION"_s, u"LANGUAGE"_s, u"BLOCKLIST"_s, u"PROHIBITED_CONTENT"_s,
                         u"SPII"_s, u"IMAGE_SAFETY"_s, u"IMAGE_OTHER"_s});
    rows(u"failed"_s, {u"MALFORMED_FUNCTION_CALL"_s, u"UNEXPECTED_TOOL_CALL"_s, u"TOO_MANY_TOOL_CALLS"_s,
                       u"MALFORMED_RESPONSE"_s, u"NO_IMAGE"_s, u"OTHER"_s});
    rows(u"none"_s, {u"OF_THE_FUTURE"_s});
}

void TestGeminiParser::stopReasons()
{
    QFETCH(const QString, word);
    QFETCH(const QString, reason);
    const QStringList lines = parse(stop(word.toUtf8())).lines();
    QCOMPARE(lines.first(), u"stopped %1 (%2)"_s.arg(reason, word));
    QCOMPARE(lines.size(), reason == "failed"_L1 ? 2 : 1); // then the failure
    QVERIFY(lines.last().contains(word));
}

void TestGeminiParser::keepsSignaturesOnTheirParts_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("state"); // empty: none
    const auto row = [](const char *name, const QByteArray &bytes, const QByteArray &state) {
        QTest::newRow(name) << bytes << state;
    };
    row("no signature", parts(R"({"text":"a"})") + stop(), {});
    row("empty text at the end",
        parts(R"({"text":"H","thought":true})") + parts(R"({"text":"a"})") + parts(R"({"text":"b"})")
            + parts(R"({"text":"","thoughtSignature":"c2ln"})", R"(,"finishReason":"STOP")"),
        R"([{"text":"ab"},{"text":"","thoughtSignature":"c2ln"}])");
    row("within the text",
        parts(R"({"text":"a"})") + parts(R"({"text":"b","thoughtSignature":"c2ln"})") + parts(R"({"text":"c"})")
            + stop(),
        R"([{"text":"a"},{"text":"b","thoughtSignature":"c2ln"},{"text":"c"}])");
    row("on the first of two calls",
        parts(R"({"functionCall":{"name":"a","args":{"x":1}},"thoughtSignature":"c2ln"},{"functionCall":{"name":"b"}})")
            + stop(),
        R"([{"functionCall":{"args":{"x":1},"name":"a"},"thoughtSignature":"c2ln"},{"functionCall":{"name":"b"}}])");
    row("on a thought", parts(R"({"text":"H","thought":true,"thoughtSignature":"c2ln"},{"text":"a"})") + stop(),
        R"([{"text":"H","thought":true,"thoughtSignature":"c2ln"},{"text":"a"}])");
}

void TestGeminiParser::keepsSignaturesOnTheirParts()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, state);
    QByteArrayList kept;
    for (const ProviderState &each : all<ProviderState>(parse(bytes).events))
        kept << QJsonDocument(each.state["parts"_L1].toArray()).toJson(QJsonDocument::Compact);
    QCOMPARE(kept, state.isEmpty() ? QByteArrayList() : QByteArrayList{state});
}

void TestGeminiParser::identityIsTold()
{
    const ChatEvents events =
        parse(parts(R"({"text":"a"})")
              + candidate(R"("finishReason":"STOP")", R"(,"usageMetadata":{"trafficType":"PROVISIONED_THROUGHPUT"})"))
            .events;
    Identity expected{.model = u"gemini-x"_s,
                      .responseId = u"abc"_s,
                      .requestId = {},
                      .region = u"asia-south1"_s,
                      .serviceTier = {},
                      .fingerprint = {},
                      .headers = {}};
    QList<Identity> all{expected};
    expected.serviceTier = u"PROVISIONED_THROUGHPUT"_s;
    all.append(expected);
    QCOMPARE(::all<Identity>(events), all);
}

void TestGeminiParser::makesIdsForCalls()
{
    const ChatEvents events =
        parse(parts(R"({"functionCall":{"name":"a"}},{"functionCall":{"name":"a"}})") + stop()).events;
    const QList<ToolCallDelta> calls = all<ToolCallDelta>(events);
    QCOMPARE(calls.size(), 2);
    QCOMPARE(calls.first().id, u"evenhand-abc-0"_s);
    QCOMPARE(calls.last().id, u"evenhand-abc-1"_s);
}

void TestGeminiParser::explainsWhatWasBlocked_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("lines");
    QTest::addColumn<QStringList>("notices");
    const QByteArray ratings = R"(,"safetyRatings":[{"category":"HARM_CATEGORY_HATE_SPEECH","blocked":true},
        {"category":"HARM_CATEGORY_HARASSMENT","probability":"LOW"}])";
    QTest::newRow("prompt") << QByteArray(
        frame(R"("promptFeedback":{"blockReason":"SAFETY")" + QByteArray(ratings).replace('\n', ' ') + '}'))
                            << QStringList{u"stopped filtered (SAFETY)"_s}
                            << QStringList{u"The provider blocked the prompt (SAFETY: hate speech)."_s};
    QTest::newRow("prompt, with words") << frame(
        R"("promptFeedback":{"blockReason":"MODEL_ARMOR","blockReasonMessage":"Not this."})")
                                        << QStringList{u"refusal Not this."_s, u"stopped filtered (MODEL_ARMOR)"_s}
                                        << QStringList{u"The provider blocked the prompt (MODEL_ARMOR)."_s};
    QTest::newRow("answer") << QByteArray(parts(R"({"text":"a"})")
                                          + stop("SAFETY", QByteArray(ratings).replace('\n', ' ')))
                            << QStringList{u"text a"_s, u"stopped filtered (SAFETY)"_s}
                            << QStringList{u"The provider blocked the answer (SAFETY: hate speech)."_s};
    QTest::newRow("malformed call")
        << stop("MALFORMED_FUNCTION_CALL", R"(,"finishMessage":"Malformed: x")")
        << QStringList{u"stopped failed (MALFORMED_FUNCTION_CALL)"_s,
                       u"server: The provider failed. Trying again may help. It says: "
                       "finishReason “MALFORMED_FUNCTION_CALL”: Malformed: x () retryable"_s}
        << QStringList();
    QTest::newRow("nothing blocked") << frame(R"("promptFeedback":{"safetyRatings":[]})") << QStringList{u"cut off"_s}
                                     << QStringList();
    QTest::newRow("images")
        << QByteArray(parts(R"({"inlineData":{"mimeType":"image/png","data":"aQ=="}})").repeated(2) + stop())
        << QStringList{stopped}
        << QStringList{u"The answer holds a part that is not text (“inlineData”); it is not shown."_s};
}

void TestGeminiParser::explainsWhatWasBlocked()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QStringList, lines);
    QFETCH(const QStringList, notices);
    QCOMPARE(parse(bytes).lines(), lines);
    QCOMPARE(::notices(parse(bytes).events), notices);
}

void TestGeminiParser::deliversWithTheRead()
{
    GeminiParser parser;
    QCOMPARE(spoken(parser.feed(parts(R"({"text":"a"})"))), QStringList(u"text a"_s));
    QVERIFY(!parser.isComplete());
    parser.feed(stop());
    QVERIFY(parser.isComplete());
    QVERIFY(!parser.isEnded());
}

void TestGeminiParser::usages_data()
{
    QTest::addColumn<QByteArray>("usage");
    QTest::addColumn<Usage>("expected");
    QTest::newRow("nothing") << QByteArray("{}") << Usage();
    QTest::newRow("cached within the prompt")
        << QByteArray(R"({"promptTokenCount":100,"cachedContentTokenCount":60,"candidatesTokenCount":5})")
        << Usage{.inputFresh = 40, .cacheRead = 60, .outputVisible = 5};
    QTest::newRow("thoughts beside the candidates")
        << QByteArray(R"({"promptTokenCount":4,"candidatesTokenCount":1,"thoughtsTokenCount":6,"totalTokenCount":11})")
        << Usage{.inputFresh = 4, .outputVisible = 1, .reasoning = 6};
    QTest::newRow("thoughts alone") << QByteArray(R"({"promptTokenCount":4,"thoughtsTokenCount":6})")
                                    << Usage{.inputFresh = 4, .reasoning = 6};
    QTest::newRow("prompts of tools") << QByteArray(R"({"promptTokenCount":4,"toolUsePromptTokenCount":9})")
                                      << Usage{.inputFresh = 13};
    QTest::newRow("more than there can be")
        << QByteArray(R"({"promptTokenCount":9223372036854775807,"toolUsePromptTokenCount":9})")
        << Usage{.inputFresh = 9};
    QTest::newRow("sound")
        << QByteArray(R"({"promptTokenCount":50,"cachedContentTokenCount":10,
        "promptTokensDetails":[{"modality":"TEXT","tokenCount":20},{"modality":"AUDIO","tokenCount":30}],
        "cacheTokensDetails":[{"modality":"AUDIO","tokenCount":10}],"candidatesTokenCount":8,
        "candidatesTokensDetails":[{"modality":"AUDIO","tokenCount":3}]})")
        << Usage{.inputFresh = 20, .cacheRead = 10, .outputVisible = 5, .audioInput = 20, .audioOutput = 3};
}

void TestGeminiParser::usages()
{
    QFETCH(const QByteArray, usage);
    QFETCH(const Usage, expected);
    QCOMPARE(readGeminiUsage(QJsonDocument::fromJson(usage).object()), expected);
}

QTEST_GUILESS_MAIN(TestGeminiParser)
#include "tst_geminiparser.moc"
