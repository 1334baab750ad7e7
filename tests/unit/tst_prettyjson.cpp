// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/text/prettyjson.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;

class TestPrettyJson : public QObject
{
    Q_OBJECT

private slots:
    void layout_data();
    void layout();
    void leavesOtherText_data();
    void leavesOtherText();
    void leavesEveryPrefix();
    void twiceIsOnce();
    void deep();
};

void TestPrettyJson::layout_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("pretty");

    QTest::newRow("object") << u"{\"b\":1,\"a\":[1,2]}"_s << u"{\n  \"b\": 1,\n  \"a\": [\n    1,\n    2\n  ]\n}"_s;
    QTest::newRow("empty") << u"{ }"_s << u"{}"_s;
    QTest::newRow("empty ones in others")
        << u"[{},[ ],{\"a\":{}}]"_s << u"[\n  {},\n  [],\n  {\n    \"a\": {}\n  }\n]"_s;
    QTest::newRow("digits") << u"{\"id\":9007199254740993,\"x\":1.10,\"y\":1E+2,\"z\":-0}"_s
                            << u"{\n  \"id\": 9007199254740993,\n  \"x\": 1.10,\n  \"y\": 1E+2,\n  \"z\": -0\n}"_s;
    QTest::newRow("the same key twice") << u"{\"a\":1,\"a\":2}"_s << u"{\n  \"a\": 1,\n  \"a\": 2\n}"_s;
    QTest::newRow("structure in strings")
        << uR"({"a":"{[,:]}\" }","\\":"\u00e9"})"_s << u"{\n  \"a\": \"{[,:]}\\\" }\",\n  \"\\\\\": \"\\u00e9\"\n}"_s;
    QTest::newRow("words") << u"[true,false,null]"_s << u"[\n  true,\n  false,\n  null\n]"_s;
    QTest::newRow("space") << u"\n {\t\"a\" :\r\n 1 } \n"_s << u"{\n  \"a\": 1\n}"_s;
    QTest::newRow("other scripts") << u"{\"名\":\"देव 😀\"}"_s << u"{\n  \"名\": \"देव 😀\"\n}"_s;
}

void TestPrettyJson::layout()
{
    QFETCH(const QString, text);
    QFETCH(const QString, pretty);
    QCOMPARE(prettyJson(text), pretty);
}

void TestPrettyJson::leavesOtherText_data()
{
    QTest::addColumn<QString>("text");

    QTest::newRow("nothing") << QString();
    QTest::newRow("prose") << u"  Call it {now}."_s;
    QTest::newRow("two values") << u"{}{}"_s;
    QTest::newRow("comma at the end") << u"{\"a\":1,}"_s;
    QTest::newRow("comment") << u"{\"a\":1} // x"_s;
    QTest::newRow("single quotes") << u"{'a':1}"_s;
}

void TestPrettyJson::leavesOtherText()
{
    QFETCH(const QString, text);
    QCOMPARE(prettyJson(text), text);
}

void TestPrettyJson::leavesEveryPrefix()
{
    const QString whole = uR"({"city":"Zürich","days":[1,2,{"x":"\"}"}],"units":"\u00b0C"})"_s;
    for (qsizetype i = 0; i < whole.size(); ++i)
        QCOMPARE(prettyJson(whole.first(i)), whole.first(i));
    QVERIFY(prettyJson(whole) != whole);
}

void TestPrettyJson::twiceIsOnce()
{
    const QString once = prettyJson(u"{\"a\":[{},{\"b\":[]}],\"c\":\"d\"}"_s);
    QCOMPARE(prettyJson(once), once);
}

// The indent ends somewhere, or a few thousand brackets would become megabytes.
void TestPrettyJson::deep()
{
    const QString text = QString(1000, u'[') + u'1' + QString(1000, u']');
    const QString pretty = prettyJson(text);
    QVERIFY(pretty != text);
    QVERIFY(pretty.size() < 300'000);
    QString again = pretty;
    QCOMPARE(again.remove(u'\n').remove(u' '), text);
}

QTEST_APPLESS_MAIN(TestPrettyJson)
#include "tst_prettyjson.moc"
