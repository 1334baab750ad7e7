// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/gui/guiharness.h"
#include "ui/compare/comparepage.h"
#include "ui/compare/composer.h"
#include "ui/models/lineupmodel.h"
#include "ui/models/modeldoubts.h"
#include "ui/shell/mainwindow.h"

#include <QLabel>
#include <QtTest>

using namespace evenhand;
using namespace Qt::StringLiterals;

class TestModelDoubts : public QObject
{
    Q_OBJECT

private slots:
    void namesWhatIsLacking_data();
    void namesWhatIsLacking();
    void believesTheLatestList();
    void isKeptForItsTargets();
    void saysItBesideThePrompt();
};

static PromptText promptWith(const QString &mediaType)
{
    return {.attachments = {{.path = u"/a"_s, .mediaType = mediaType, .size = 1, .sha256 = u"00"_s}}};
}

void TestModelDoubts::namesWhatIsLacking_data()
{
    QTest::addColumn<QStringList>("lacks");
    QTest::addColumn<PromptText>("prompt");
    QTest::addColumn<QString>("said"); // empty: nothing is in doubt
    const QStringList everything{u"image"_s, u"file"_s, u"audio"_s, u"tools"_s, u"structured output"_s, u"reasoning"_s};
    const PromptText tools{.tools = {{.name = u"add"_s}}};
    const PromptText format{.format = AnswerFormat{.name = u"out"_s}};
    QTest::newRow("nothing needed") << everything << PromptText{.user = u"Hello"_s} << QString();
    QTest::newRow("image") << everything << promptWith(u"image/png"_s) << u"images"_s;
    QTest::newRow("PDF") << everything << promptWith(u"application/pdf"_s) << u"PDF files"_s;
    QTest::newRow("sound") << everything << promptWith(u"audio/mpeg"_s) << u"sound"_s;
    QTest::newRow("text") << everything << promptWith(u"text/plain"_s) << QString();
    QTest::newRow("tools") << everything << tools << u"tools"_s;
    QTest::newRow("format") << everything << format << u"an answer format"_s;
    QTest::newRow("the list says nothing") << QStringList() << promptWith(u"image/png"_s) << QString();
}

void TestModelDoubts::namesWhatIsLacking()
{
    QFETCH(const QStringList, lacks);
    QFETCH(const PromptText, prompt);
    QFETCH(const QString, said);
    const Target known{.id = TargetId::create(), .channel = ChannelId::create(), .model = u"small"_s};
    const Target other{.id = TargetId::create(), .channel = ChannelId::create(), .model = u"small"_s};
    ModelDoubts doubts;
    doubts.learn(known.channel, {{.id = u"small"_s, .lacks = lacks}, {.id = u"large"_s}});
    const QStringList expected =
        said.isEmpty()
            ? QStringList()
            : QStringList{u"By its provider's list, small does not take: %1. It is sent all the same."_s.arg(said)};
    QCOMPARE(doubts.about({known, other, known}, prompt), expected);
}

void TestModelDoubts::believesTheLatestList()
{
    const Target target{.id = TargetId::create(), .channel = ChannelId::create(), .model = u"small"_s};
    ModelDoubts doubts;
    doubts.learn(target.channel, {{.id = u"small"_s, .lacks = {u"image"_s}}});
    QCOMPARE(doubts.about({target}, promptWith(u"image/png"_s)).size(), 1);
    doubts.learn(target.channel, {{.id = u"small"_s}});
    QCOMPARE(doubts.about({target}, promptWith(u"image/png"_s)), QStringList());
}

void TestModelDoubts::isKeptForItsTargets()
{
    const Target target{.id = TargetId::create(), .channel = ChannelId::create(), .model = u"small"_s};
    const Target other{.id = TargetId::create(), .channel = target.channel, .model = u"other"_s};
    ModelDoubts doubts;
    doubts.learn(target.channel,
                 {{.id = u"small"_s, .lacks = {u"image"_s}}, {.id = u"other"_s, .lacks = {u"image"_s}}});
    const ModelDoubts kept = ModelDoubts::fromJson(doubts.toJson({target}));
    QCOMPARE(kept.about({target, other}, promptWith(u"image/png"_s)),
             doubts.about({target}, promptWith(u"image/png"_s)));
    QVERIFY(ModelDoubts::fromJson({}) == ModelDoubts());
}

void TestModelDoubts::saysItBesideThePrompt()
{
    GuiHarness gui;
    const Target target = gui.target(u"terse"_s);
    const auto said = [&](const QString &words) {
        return std::ranges::any_of(gui.page().composer()->findChildren<QLabel *>(), [&](const QLabel *label) {
            return label->isVisibleTo(gui.page().composer()) && label->text().contains(words);
        });
    };
    gui.page().composer()->setPrompt(promptWith(u"image/png"_s));
    gui.page().proposeTargets({.id = target.channel, .name = u"Recordings"_s},
                              {{.id = u"terse"_s, .lacks = {u"image"_s}}});
    QVERIFY(said(u"terse does not take: images"_s));
    gui.page().composer()->setPrompt({.user = u"Hello"_s});
    QVERIFY(!said(u"does not take"_s));
    gui.page().composer()->setPrompt(promptWith(u"image/png"_s));
    QVERIFY(said(u"terse does not take: images"_s));
    gui.reopen();
    gui.page().restoreSaved();
    QVERIFY(said(u"terse does not take: images"_s));
    gui.page().lineup()->remove(0);
    QVERIFY(!said(u"does not take"_s));
}

QTEST_MAIN(TestModelDoubts)
#include "tst_modeldoubts.moc"
