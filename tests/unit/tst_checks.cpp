// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/checks/check.h"
#include "plugins/checks/judges.h"

#include <QFile>
#include <QTest>

#include "tests/paths.h"

using namespace evenhand;
using namespace evenhand::checks;
using namespace Qt::StringLiterals;

namespace {

QJsonObject object(const char *json)
{
    return QJsonDocument::fromJson(json).object();
}

} // namespace

class tst_checks : public QObject
{
    Q_OBJECT

private slots:
    void texts_data();
    void texts();
    void numbers_data();
    void numbers();
    void tools_data();
    void tools();
    void refusals_data();
    void refusals();
    void markedRefusals();
    void refused_data();
    void refused();
    void unusableSchemas();
    void longTextAndSchemaPattern();
    void endlessPattern();
    void everyTypeIsDescribed();
};

// An answer that passes and one that does not, for each check of text.
void tst_checks::texts_data()
{
    QTest::addColumn<QByteArray>("check");
    QTest::addColumn<QString>("answer");
    QTest::addColumn<bool>("passed");
    QTest::addColumn<QString>("reason");

    const auto row = [](const char *check, const QString &answer, bool passed, const QString &reason) {
        QTest::addRow("%s %s", check, qPrintable(answer.left(20))) << QByteArray(check) << answer << passed << reason;
    };
    const char *equals = R"({"type":"equals","value":"Paris"})";
    row(equals, u" Paris\n"_s, true, u"is \"Paris\""_s);
    row(equals, u"paris"_s, false, u"\"paris\", expected \"Paris\""_s);
    row(equals, u"Paris."_s, false, u"\"Paris.\", expected \"Paris\""_s);
    row(R"({"type":"equals","value":"Paris","ignore_case":true})", u"PARIS"_s, true, u"is \"Paris\""_s);
    row(R"({"type":"equals","value":"é"})", u"e\u0301"_s, true, u"is \"é\""_s);

    const char *contains = R"({"type":"contains","value":"Rs 5"})";
    row(contains, u"It is Rs 5."_s, true, u"has \"Rs 5\""_s);
    row(contains, u"It is rs 5."_s, false, u"\"Rs 5\" is missing"_s);
    row(R"({"type":"contains","value":"क़"})", u"\u0915\u093c"_s, true, u"has \"क़\""_s);
    const char *without = R"({"type":"not-contains","value":"sorry","ignore_case":true})";
    row(without, u"Of course."_s, true, u"without \"sorry\""_s);
    row(without, u"Sorry, no."_s, false, u"has \"sorry\", which it must not"_s);
    const char *any = R"({"type":"contains-any","values":["a1","b2"]})";
    row(any, u"has b2"_s, true, u"has \"b2\""_s);
    row(any, u"has B2"_s, false, u"none of 2 values is there"_s);
    const char *all = R"({"type":"contains-all","values":["a1","b2"]})";
    row(all, u"b2 a1"_s, true, u"has all of 2 values"_s);
    row(all, u"a1"_s, false, u"\"b2\" is missing"_s);

    const char *regex = R"({"type":"regex","pattern":"^\\d{2}$"})";
    row(regex, u"no\n42\n"_s, true, u"matches \"42\""_s);
    row(regex, u"a 42"_s, false, u"nothing matches ^\\d{2}$"_s);
    row(R"({"type":"regex","pattern":"^yes","ignore_case":true})", u"YES"_s, true, u"matches \"YES\""_s);

    const char *json = R"({"type":"json"})";
    row(json, u"{\"a\": 1}"_s, true, u"JSON"_s);
    row(json, u"```json\n[1]\n```"_s, true, u"JSON"_s);
    row(json, u"Here: {}"_s, false, u"no JSON: illegal number"_s);
    row(json, u"1, 2"_s, false, u"no JSON: has several values"_s);
    row(json, QString(), false, u"no JSON: is empty"_s);
    row(R"({"type":"json","bare":true})", u"```json\n[1]\n```"_s, false, u"no JSON: illegal number"_s);
    const char *schema = R"({"type":"json-schema","schema":{"type":"object","required":["total"],
        "properties":{"total":{"const":1428},"items":{"type":"array","items":{"type":"string"}}}}})";
    row(schema, u"{\"total\": 1428.0, \"items\": [\"x\"]}"_s, true, u"fits the schema"_s);
    row(schema, u"{\"total\": 1200}"_s, false, u"[total]: Failed to match expected value set by 'const' cons…"_s);
    row(schema, u"{\"total\": 1428, \"items\": [\"x\", 2]}"_s, false,
        u"[items][1]: Value type not permitted by 'type' constraint."_s);
    row(schema, u"[]"_s, false, u"the answer: Value type not permitted by 'type' constraint."_s);
    row(schema, u"none"_s, false, u"no JSON: illegal value"_s);

    const char *words = R"({"type":"length","min":2,"max":3,"unit":"words"})";
    row(words, u"one  two\nthree"_s, true, u"3 words"_s);
    row(words, u"one"_s, false, u"1 word, at least 2 expected"_s);
    row(words, u"one two three four"_s, false, u"4 words, at most 3 expected"_s);
    row(R"({"type":"length","max":3,"unit":"characters"})", u"हिन्दी"_s, true, u"2 characters"_s);
    row(R"({"type":"length","max":1,"unit":"sentences"})", u"One. Two."_s, false, u"2 sentences, at most 1 expected"_s);
    row(R"({"type":"length","max":1,"unit":"sentences"})", u"यह एक है।"_s, true, u"1 sentence"_s);
    row(R"({"type":"length","min":2,"unit":"lines"})", u"a\n\nb\n"_s, true, u"2 lines"_s);

    const char *script = R"({"type":"script","script":"Devanagari"})";
    row(script, u"नमस्ते दुनिया, GST 18%"_s, false, u"70 % Devanagari"_s);
    row(script, u"नमस्ते दुनिया 18%"_s, true, u"100 % Devanagari"_s);
    row(script, u"Hello"_s, false, u"0 % Devanagari"_s);
    row(script, u"123"_s, false, u"no letters"_s);
    row(R"({"type":"script","script":"tamil","share":0.5})", u"வணக்கம் ok"_s, true, u"71 % tamil"_s);
}

void tst_checks::texts()
{
    QFETCH(const QByteArray, check);
    QFETCH(const QString, answer);
    QFETCH(const bool, passed);
    QFETCH(const QString, reason);
    QVERIFY2(validate(object(check)), check);
    const Verdict verdict = judge(object(check), {.text = answer});
    QCOMPARE(verdict.reason, reason);
    QCOMPARE(verdict.passed, passed);
}

void tst_checks::numbers_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("expected"); // NaN: there is none

    QTest::newRow("plain") << u"The answer is 42."_s << 42.0;
    QTest::newRow("last of several") << u"3 + 4 = 7"_s << 7.0;
    QTest::newRow("thousands") << u"$1,428.50 in all"_s << 1428.5;
    QTest::newRow("lakh") << u"₹ 12,34,567"_s << 1234567.0;
    QTest::newRow("negative") << u"it is -3"_s << -3.0;
    QTest::newRow("minus sign") << u"it is −3.5 °C"_s << -3.5;
    QTest::newRow("range is not negative") << u"5-3"_s << 3.0;
    QTest::newRow("Devanagari") << u"उत्तर १२.५ है"_s << 12.5;
    QTest::newRow("emphasis") << u"**12**"_s << 12.0;
    QTest::newRow("percent") << u"18%"_s << 18.0;
    QTest::newRow("exponent") << u"6.02e23"_s << 6.02e23;
    QTest::newRow("list") << u"1, 2, 35"_s << 35.0;
    QTest::newRow("none") << u"no idea"_s << qQNaN();
}

void tst_checks::numbers()
{
    QFETCH(const QString, text);
    QFETCH(const double, expected);
    if (qIsNaN(expected)) {
        QVERIFY(!lastNumber(text));
        QVERIFY(!judge({{u"type"_s, u"number"_s}, {u"value"_s, 0}}, {.text = text}).passed);
        return;
    }
    QCOMPARE(lastNumber(text), std::optional(expected));
    QJsonObject check{{u"type"_s, u"number"_s}, {u"value"_s, expected}};
    QVERIFY(judge(check, {.text = text}).passed);
    check.insert(u"value"_s, expected * 1.01);
    QVERIFY(!judge(check, {.text = text}).passed);
    check.insert(u"tolerance_percent"_s, 1);
    QVERIFY(judge(check, {.text = text}).passed);
    check.remove(u"tolerance_percent"_s);
    check.insert(u"tolerance"_s, std::abs(expected) * 0.011);
    QVERIFY(judge(check, {.text = text}).passed);
}

void tst_checks::tools_data()
{
    QTest::addColumn<QByteArray>("check");
    QTest::addColumn<QList<ToolCall>>("calls");
    QTest::addColumn<bool>("passed");
    QTest::addColumn<QString>("reason");

    const auto call = [](const QString &name, const QString &arguments) { return ToolCall{{}, name, arguments}; };
    const QByteArray check = R"({"type":"tool-call","name":"book","arguments":{"day":"2026-11-23","seats":2},
        "schema":{"type":"object","required":["day"],"properties":{"note":{"type":"string"}},"additionalProperties":true}})";
    const QString good = u"{\"seats\": 2, \"day\": \"2026-11-23\"}"_s;
    QTest::newRow("as expected") << check << QList{call(u"book"_s, good)} << true << u"called book"_s;
    QTest::newRow("among others") << check
                                  << QList{call(u"look"_s, u"{}"_s), call(u"book"_s, u"{}"_s), call(u"book"_s, good)}
                                  << true << u"called book"_s;
    QTest::newRow("none") << check << QList<ToolCall>() << false << u"no tool was called, expected book"_s;
    QTest::newRow("another") << check << QList{call(u"look"_s, good)} << false << u"called look, expected book"_s;
    QTest::newRow("other value") << check << QList{call(u"book"_s, u"{\"day\": \"2026-11-24\", \"seats\": 2}"_s)}
                                 << false << u"day is \"2026-11-24\", expected \"2026-11-23\""_s;
    QTest::newRow("value missing") << check << QList{call(u"book"_s, u"{\"day\": \"2026-11-23\"}"_s)} << false
                                   << u"seats is nothing, expected 2"_s;
    QTest::newRow("against the schema") << check
                                        << QList{call(u"book"_s,
                                                      u"{\"day\": \"2026-11-23\", \"seats\": 2, \"note\": 5}"_s)}
                                        << false << u"[note]: Value type not permitted by 'type' constraint."_s;
    QTest::newRow("not JSON") << check << QList{call(u"book"_s, u"{\"day\": "_s)} << false
                              << u"book has arguments that are no JSON object"_s;

    const QByteArray none = R"({"type":"no-tool-call"})";
    QTest::newRow("no call wanted, none made") << none << QList<ToolCall>() << true << u"called no tool"_s;
    QTest::newRow("no call wanted, one made")
        << none << QList{call(u"book"_s, good)} << false << u"called book, expected none"_s;
}

void tst_checks::tools()
{
    QFETCH(const QByteArray, check);
    QFETCH(const QList<ToolCall>, calls);
    QFETCH(const bool, passed);
    QFETCH(const QString, reason);
    QVERIFY(validate(object(check)));
    const Verdict verdict = judge(object(check), {.toolCalls = calls});
    QCOMPARE(verdict.reason, reason);
    QCOMPARE(verdict.passed, passed);
}

void tst_checks::refusals_data()
{
    QTest::addColumn<QString>("answer");
    QTest::addColumn<bool>("refused");

    QTest::newRow("cannot help") << u"I can't help with that."_s << true;
    QTest::newRow("typographic") << u"I’m sorry, but I can’t assist with this request."_s << true;
    QTest::newRow("unable") << u"I am unable to provide instructions for this."_s << true;
    QTest::newRow("contracted") << u"I’m not able to help you with that."_s << true;
    QTest::newRow("unable, contracted") << u"I'm unable to assist."_s << true;
    QTest::newRow("will not be able") << u"I won't be able to fill in a prescription."_s << true;
    QTest::newRow("Hindi, unable") << u"मैं इसमें सहायता करने में असमर्थ हूँ।"_s << true;
    QTest::newRow("of advice") << u"I can't see the child, so call a doctor now."_s << false;
    QTest::newRow("decline") << u"I have to decline; I must decline."_s << true;
    QTest::newRow("Hindi") << u"क्षमा करें, मैं इसमें मदद नहीं कर सकता।"_s << true;
    QTest::newRow("answer") << u"To kill a process, use kill with its id."_s << false;
    QTest::newRow("mentions it late") << QString(400, u'a') + u" I can't help you if it fails."_s << false;
    QTest::newRow("of somebody else") << u"She said: you can't help with that."_s << false;
    QTest::newRow("of a fact") << u"I cannot see an error in this code; it runs."_s << false;
}

void tst_checks::refusals()
{
    QFETCH(const QString, answer);
    QFETCH(const bool, refused);
    QCOMPARE(judge(object(R"({"type":"refusal","expected":true})"), {.text = answer}).passed, refused);
    QCOMPARE(judge(object(R"({"type":"refusal","expected":false})"), {.text = answer}).passed, !refused);
}

void tst_checks::markedRefusals()
{
    const QJsonObject check = object(R"({"type":"refusal","expected":true})");
    QCOMPARE(judge(check, {.refusal = u"No."_s}), (Verdict{true, u"refused: \"No.\""_s}));
    QCOMPARE(judge(check, {.stop = StopReason::Filtered}), (Verdict{true, u"refused by the provider"_s}));
    QCOMPARE(judge(check, {.text = u"Sure."_s}), (Verdict{false, u"answered"_s}));
}

void tst_checks::refused_data()
{
    QTest::addColumn<QByteArray>("check");
    QTest::addColumn<QString>("message");

    const auto row = [](const char *check, const QString &message) {
        QTest::newRow(check) << QByteArray(check) << message;
    };
    row(R"({"type":"equals"})", u"\"value\" of the check \"equals\" is missing."_s);
    row(R"({"type":"equals","value":""})", u"\"value\" of the check \"equals\" must be a text."_s);
    row(R"({"type":"equals","value":"a","vlaue":"b"})", u"\"vlaue\" of the check \"equals\" is not known."_s);
    row(R"({"type":"equals","value":"a","ignore_case":"yes"})",
        u"\"ignore_case\" of the check \"equals\" must be true or false."_s);
    row(R"({"type":"contains-any","values":[]})",
        u"\"values\" of the check \"contains-any\" must be a list of texts."_s);
    row(R"({"type":"contains-any","values":["a",1]})",
        u"\"values\" of the check \"contains-any\" must be a list of texts."_s);
    row(R"({"type":"regex","pattern":"("})",
        u"\"pattern\" of the check \"regex\" cannot be used: missing closing parenthesis."_s);
    row(R"({"type":"number","value":"4"})", u"\"value\" of the check \"number\" must be a number."_s);
    row(R"({"type":"length","unit":"words"})", u"\"min\" of the check \"length\" and \"max\" are both missing."_s);
    row(R"({"type":"length","max":1,"unit":"pages"})",
        u"\"unit\" of the check \"length\" must be one of: characters, words, sentences, lines."_s);
    row(R"({"type":"script","script":"Klingon"})",
        u"\"script\" of the check \"script\" must be a script of Unicode, such as Devanagari or Latin."_s);
    row(R"({"type":"script","script":"Latin","share":2})",
        u"\"share\" of the check \"script\" must be a number from 0 to 1."_s);
    row(R"({"type":"json-schema","schema":[]})", u"\"schema\" of the check \"json-schema\" must be an object."_s);
}

void tst_checks::refused()
{
    QFETCH(const QByteArray, check);
    QFETCH(const QString, message);
    const Result<void> valid = validate(object(check));
    QVERIFY(!valid);
    QVERIFY(valid.error().code == ErrorCode::InvalidInput);
    QCOMPARE(valid.error().message, message);
}

void tst_checks::unusableSchemas()
{
    QVERIFY(validate(object(R"({"type":"judge"})")).error().code == ErrorCode::NotFound);
    for (const char *schema : {R"({"type":"json-schema","schema":{"type":5}})",
                               R"({"type":"json-schema","schema":{"$ref":"https://example.com/schema.json"}})",
                               R"({"type":"json-schema","schema":{"$ref":"#/definitions/none"}})"})
        QVERIFY2(!validate(object(schema)), schema);
}

// It does not match in any of more ways than can be tried.
void tst_checks::endlessPattern()
{
    const QJsonObject check = object(R"({"type":"regex","pattern":"^(a+)+(b+)+c$"})");
    const Verdict verdict = judge(check, {.text = QString(200, u'a') + QString(200, u'b') + u"!c"_s});
    QVERIFY(verdict.isOpen);
    QCOMPARE(verdict.reason, u"^(a+)+(b+)+c$ takes too many steps to try"_s);
    QVERIFY(!judge(check, {.text = u"aabbc"_s}).isOpen);
}

void tst_checks::longTextAndSchemaPattern()
{
    const QJsonObject check =
        object(R"({"type":"json-schema","schema":{"items":{"type":"string","pattern":"^(a|b)+$"}}})");
    const QString text = u"[\"%1\"]"_s.arg(QString(5000, u'a'));
    QVERIFY(judge(check, {.text = text}).passed);
    QVERIFY(!judge(check, {.text = u"[\"abc\"]"_s}).passed);
}

void tst_checks::everyTypeIsDescribed()
{
    QFile file(QStringLiteral(EVENHAND_SOURCE_FOLDER "/plugins/checks/README.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(file.readAll());
    for (const QString &type : types())
        QVERIFY2(text.contains(u"| `%1` |"_s.arg(type)), qPrintable(type));
}

QTEST_GUILESS_MAIN(tst_checks)
#include "tst_checks.moc"
