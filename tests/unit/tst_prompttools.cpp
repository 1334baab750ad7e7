// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/core/prompttools.h"

#include <QJsonDocument>
#include <QTest>

using namespace evenhand;
using namespace Qt::StringLiterals;

// Tool sets and answer formats as people write them.
class TestPromptTools : public QObject
{
    Q_OBJECT

private slots:
    void readsTools();
    void readsResults_data();
    void readsResults();
    void saysWhatIsWrongWithTools_data();
    void saysWhatIsWrongWithTools();
    void readsFormats();
    void saysWhatIsWrongWithFormats_data();
    void saysWhatIsWrongWithFormats();
};

void TestPromptTools::readsTools()
{
    const Result<ToolSet> set = toolsFromText(
        R"([{"name": "weather", "description": "Of a city", "parameters": {"type": "object", "properties": {}}},
            {"name": "time-now_2", "parameters": {"type": "object"}}])");
    QVERIFY(set);
    const QJsonObject empty{{u"type"_s, u"object"_s}};
    const QList<Tool> expected = {{.name = u"weather"_s,
                                   .description = u"Of a city"_s,
                                   .schema = {{u"type"_s, u"object"_s}, {u"properties"_s, QJsonObject()}}},
                                  {.name = u"time-now_2"_s, .description = {}, .schema = empty}};
    QCOMPARE(set->tools, expected);
    QVERIFY(set->results.isEmpty());
    QCOMPARE(toolsFromText(toText(*set)), *set);
    QCOMPARE(toolsFromJson(toJson(*set)), *set);
    QCOMPARE(toolsFromText("[]"), ToolSet());
}

void TestPromptTools::readsResults_data()
{
    QTest::addColumn<QByteArray>("result");
    QTest::addColumn<QString>("sent");
    QTest::addColumn<bool>("keepsItsForm"); // where it is written again
    QTest::newRow("text") << R"("12 °C, rain")"_ba << u"12 °C, rain"_s << true;
    QTest::newRow("empty text") << R"("")"_ba << QString() << true;
    QTest::newRow("object") << R"({"sky": "clear", "c": [1, 2.5]})"_ba << uR"({"c":[1,2.5],"sky":"clear"})"_s << true;
    QTest::newRow("list") << "[ 1, null ]"_ba << u"[1,null]"_s << true;
    QTest::newRow("number") << "21"_ba << u"21"_s << false;
    QTest::newRow("nothing") << "null"_ba << u"null"_s << false;
    QTest::newRow("JSON as a text") << R"("{ \"c\": 1.0 }")"_ba << uR"({ "c": 1.0 })"_s << true;
}

void TestPromptTools::readsResults()
{
    QFETCH(const QByteArray, result);
    QFETCH(const QString, sent);
    QFETCH(const bool, keepsItsForm);
    const QByteArray text = R"([{"name": "a", "parameters": {"type": "object"}, "result": )" + result
                            + R"(}, {"name": "b", "parameters": {"type": "object"}}])";
    const Result<ToolSet> set = toolsFromText(text);
    QVERIFY(set);
    QCOMPARE(set->results, (RecordedResults{{u"a"_s, sent}}));
    QCOMPARE(toolsFromText(toText(*set)), *set);
    QCOMPARE(toolsFromJson(toJson(*set)), *set);
    const QJsonValue before = QJsonDocument::fromJson(text)[0]["result"_L1];
    QCOMPARE(toJson(*set).first()["result"_L1] == before, keepsItsForm);
}

void TestPromptTools::saysWhatIsWrongWithTools_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("reason");
    const QByteArray good = R"({"name": "a", "parameters": {"type": "object"}})";
    QTest::newRow("no JSON") << "[\n{]"_ba << u"in line 2"_s;
    QTest::newRow("no list") << good << u"is a list"_s;
    QTest::newRow("no object") << "[1]"_ba << u"Tool 1 is not an object"_s;
    QTest::newRow("no name") << R"([{"parameters": {"type": "object"}}])"_ba << u"Tool 1 needs a \"name\""_s;
    QTest::newRow("wrong name") << R"([{"name": "a b", "parameters": {"type": "object"}}])"_ba << u"needs a \"name\""_s;
    QTest::newRow("wrong description") << R"([{"name": "a", "description": 1, "parameters": {"type": "object"}}])"_ba
                                       << u"Tool 1 (a) has a \"description\" that is not a text"_s;
    QTest::newRow("no parameters") << "["_ba + good + R"(,{"name": "b"}])" << u"Tool 2 (b) needs \"parameters\""_s;
    QTest::newRow("unknown member") << R"([{"name": "a", "results": "x"}])"_ba << u"has \"results\""_s;
    QTest::newRow("twice") << "["_ba + good + "," + good + "]" << u"Two tools are named \"a\"."_s;
    QTest::newRow("too many") << "[" + QByteArray("0,").repeated(128) + "0]" << u"The set has 129 tools"_s;
}

void TestPromptTools::saysWhatIsWrongWithTools()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, reason);
    const Result<ToolSet> set = toolsFromText(text);
    QVERIFY(!set);
    QVERIFY2(set.error().message.contains(reason), qPrintable(set.error().message));
    QCOMPARE(toString(set.error().code), toString(ErrorCode::InvalidInput));
}

void TestPromptTools::readsFormats()
{
    const Result<AnswerFormat> format = formatFromText(R"({"title": "city", "type": "object"})");
    QVERIFY(format);
    const AnswerFormat expected{.name = u"city"_s, .schema = {{u"title"_s, u"city"_s}, {u"type"_s, u"object"_s}}};
    QCOMPARE(*format, expected);
    QCOMPARE(formatFromText(toText(*format)), *format);
    QCOMPARE(formatFromText(R"({"title": "A city", "type": "object"})")->name, u"answer"_s);
}

void TestPromptTools::saysWhatIsWrongWithFormats_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("reason");
    QTest::newRow("no JSON") << "{\n\n1}"_ba << u"in line 3"_s;
    QTest::newRow("a list") << "[]"_ba << u"\"type\": \"object\""_s;
    QTest::newRow("another type") << R"({"type": "array"})"_ba << u"\"type\": \"object\""_s;
}

void TestPromptTools::saysWhatIsWrongWithFormats()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, reason);
    const Result<AnswerFormat> format = formatFromText(text);
    QVERIFY(!format);
    QVERIFY2(format.error().message.contains(reason), qPrintable(format.error().message));
}

QTEST_GUILESS_MAIN(TestPromptTools)
#include "tst_prompttools.moc"
