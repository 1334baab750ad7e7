// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/http/attachedtext.h"
#include "plugins/http/jsonmembers.h"
#include "plugins/http/readusage.h"

#include <QtTest>

using namespace evenhand;
using namespace Qt::StringLiterals;

// What the plugins share beside the network.
class TestHttpShared : public QObject
{
    Q_OBJECT

private slots:
    void knowsTexts_data();
    void knowsTexts();
    void findsMembers();
    void setsMembers();
    void removesMembers();
    void laysOver();
    void readsCounts();
};

void TestHttpShared::knowsTexts_data()
{
    QTest::addColumn<QString>("mediaType");
    QTest::addColumn<bool>("text");
    for (const char *type : {"text/plain", "text/x-unheard-of", "application/json", "application/xml", "image/svg+xml",
                             "application/x-shellscript", "application/yaml"})
        QTest::newRow(type) << QString::fromLatin1(type) << true;
    for (const char *type :
         {"image/png", "application/pdf", "application/zip", "application/octet-stream", "audio/mpeg",
          "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ""})
        QTest::newRow(type) << QString::fromLatin1(type) << false;
}

void TestHttpShared::knowsTexts()
{
    QFETCH(const QString, mediaType);
    QFETCH(const bool, text);
    QCOMPARE(isText(Attachment{.name = u"a"_s, .mediaType = mediaType, .data = "x"}), text);
}

static QJsonObject sample()
{
    return {{u"a"_s, 1}, {u"b"_s, QJsonObject{{u"c"_s, QJsonObject{{u"d"_s, QJsonValue::Null}}}, {u"e"_s, 2}}}};
}

void TestHttpShared::findsMembers()
{
    for (const QString &path : {u"a"_s, u"b"_s, u"b.c"_s, u"b.c.d"_s, u"b.e"_s})
        QVERIFY2(hasMember(sample(), path), qPrintable(path));
    for (const QString &path : {QString(), u"x"_s, u"a.b"_s, u"b.x"_s, u"b.c.d.e"_s, u"."_s})
        QVERIFY2(!hasMember(sample(), path), qPrintable(path));
    QCOMPARE(memberAt(sample(), u"b.e"_s), QJsonValue(2));
}

void TestHttpShared::setsMembers()
{
    QJsonObject body = sample();
    setMember(body, u"b.e"_s, 3);
    setMember(body, u"x.y.z"_s, u"new"_s);
    QCOMPARE(memberAt(body, u"b.e"_s), QJsonValue(3));
    QCOMPARE(memberAt(body, u"b.c"_s), memberAt(sample(), u"b.c"_s));
    QCOMPARE(memberAt(body, u"x.y.z"_s), QJsonValue(u"new"_s));
}

// An object that would be empty goes with its last member; nothing else does.
void TestHttpShared::removesMembers()
{
    QJsonObject body = sample();
    QVERIFY(!removeMember(body, u"b.x"_s));
    QCOMPARE(body, sample());
    QVERIFY(removeMember(body, u"b.c.d"_s));
    QCOMPARE(body, QJsonObject({{u"a"_s, 1}, {u"b"_s, QJsonObject{{u"e"_s, 2}}}}));
    QVERIFY(removeMember(body, u"b"_s));
    QVERIFY(removeMember(body, u"a"_s));
    QVERIFY(body.isEmpty());
}

void TestHttpShared::laysOver()
{
    const QJsonObject over{{u"a"_s, u"one"_s}, {u"b"_s, QJsonObject{{u"c"_s, 4}, {u"f"_s, 5}}}};
    const QJsonObject b{{u"c"_s, 4}, {u"e"_s, 2}, {u"f"_s, 5}};
    QCOMPARE(laidOver(sample(), over), QJsonObject({{u"a"_s, u"one"_s}, {u"b"_s, b}}));
}

void TestHttpShared::readsCounts()
{
    QCOMPARE(readCount(7), Count(7));
    QCOMPARE(readCount(0), Count(0));
    for (const QJsonValue &none : {QJsonValue(), QJsonValue(-1), QJsonValue(u"7"_s), QJsonValue(QJsonValue::Undefined)})
        QCOMPARE(readCount(none), Count());
    QCOMPARE(withoutPart(10, 4), Count(6));
    QCOMPARE(withoutPart(10, {}), Count(10));
    QCOMPARE(withoutPart({}, 4), Count());
    QCOMPARE(withoutPart(3, 4), Count(3)); // it cannot be a part
}

QTEST_APPLESS_MAIN(TestHttpShared)
#include "tst_httpshared.moc"
