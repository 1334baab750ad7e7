// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/core/prompt.h"

#include <QtTest>

using namespace evenhand;
using namespace Qt::StringLiterals;

class TestPrompt : public QObject
{
    Q_OBJECT

private slots:
    void findsNames_data();
    void findsNames();
    void namesComeOnceInOrder();
    void fillsIn_data();
    void fillsIn();
    void leavesWhatIsMissing();
    void expandsOnce();
};

void TestPrompt::findsNames_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("names");

    QTest::newRow("none") << u"plain { text } {{}} {{ }}"_s << QStringList{};
    QTest::newRow("simple") << u"Hello {{name}}!"_s << QStringList{u"name"_s};
    QTest::newRow("white space") << u"{{ a }}{{\tb\n}}"_s << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("all characters") << u"{{a_1-b.c}}"_s << QStringList{u"a_1-b.c"_s};
    QTest::newRow("other scripts") << u"{{größe}} {{名前}}"_s << QStringList{u"größe"_s, u"名前"_s};
    QTest::newRow("not a name") << u"{{a b}} {{a(b)}} {{#if x}} {{a|b}}"_s << QStringList{};
    QTest::newRow("three braces") << u"{{{a}}}"_s << QStringList{u"a"_s};
    QTest::newRow("open") << u"{{a} {{b"_s << QStringList{};
}

void TestPrompt::findsNames()
{
    QFETCH(QString, text);
    QFETCH(QStringList, names);
    QCOMPARE(variableNames({.system = {}, .user = text, .variables = {}, .attachments = {}}), names);
}

void TestPrompt::namesComeOnceInOrder()
{
    const PromptText prompt{
        .system = u"{{z}} {{a}}"_s, .user = u"{{b}} {{z}} {{a}} {{c}}"_s, .variables = {}, .attachments = {}};
    QCOMPARE(variableNames(prompt), (QStringList{u"z"_s, u"a"_s, u"b"_s, u"c"_s}));
}

void TestPrompt::fillsIn_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("rendered");

    QTest::newRow("nothing") << u""_s << u""_s;
    QTest::newRow("plain") << u"{ a } {{a b}}"_s << u"{ a } {{a b}}"_s;
    QTest::newRow("only") << u"{{a}}"_s << u"1"_s;
    QTest::newRow("inside") << u"x{{a}}y{{ b }}z"_s << u"x1y2z"_s;
    QTest::newRow("beside each other") << u"{{a}}{{a}}{{b}}"_s << u"112"_s;
    QTest::newRow("empty value") << u"[{{nothing}}]"_s << u"[]"_s;
    QTest::newRow("three braces") << u"{{{a}}}"_s << u"{1}"_s;
}

void TestPrompt::fillsIn()
{
    QFETCH(QString, text);
    QFETCH(QString, rendered);
    const QMap<QString, QString> variables{
        {u"a"_s, u"1"_s}, {u"b"_s, u"2"_s}, {u"nothing"_s, {}}, {u"unused"_s, u"3"_s}};
    const RenderedPrompt expected{.system = rendered, .user = rendered, .missing = {}};
    QCOMPARE(render({.system = text, .user = text, .variables = variables, .attachments = {}}), expected);
}

void TestPrompt::leavesWhatIsMissing()
{
    const PromptText prompt{.system = u"{{ tone }}"_s,
                            .user = u"{{a}} {{b}} {{tone}}"_s,
                            .variables = {{u"a"_s, u"1"_s}},
                            .attachments = {}};
    const RenderedPrompt expected{
        .system = u"{{ tone }}"_s, .user = u"1 {{b}} {{tone}}"_s, .missing = {u"tone"_s, u"b"_s}};
    QCOMPARE(render(prompt), expected);
}

void TestPrompt::expandsOnce()
{
    const PromptText prompt{.system = {},
                            .user = u"{{a}} {{b}}"_s,
                            .variables = {{u"a"_s, u"{{b}}"_s}, {u"b"_s, u"{{a}}"_s}},
                            .attachments = {}};
    QCOMPARE(render(prompt).user, u"{{b}} {{a}}"_s);
    QCOMPARE(render(prompt).missing, QStringList{});
}

QTEST_GUILESS_MAIN(TestPrompt)
#include "tst_prompt.moc"
