// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/gui/guiharness.h"
#include "tests/paths.h"
#include "ui/compare/answerpane.h"
#include "ui/compare/comparepage.h"
#include "ui/compare/composer.h"
#include "ui/compare/paneboard.h"
#include "ui/compare/panegrid.h"
#include "ui/compare/parameterform.h"
#include "ui/models/lineupmodel.h"
#include "ui/settings/settingspage.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/statusline.h"
#include "ui/shell/theme.h"
#include "ui/shell/windowhost.h"
#include "ui/shell/workspaceproblem.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/pageframe.h"

#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;

Q_DECLARE_METATYPE(evenhand::Tiling)

class TestMainWindow : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void aNewWorkspaceHasTheSample();
    void pagesAndListFollowTheirKeys();
    void theStatusLineSaysWhatHappens();
    void closingAsksWhileAnswersAreUnderWay();
    void aWorkspaceThatIsInUseIsReadInstead();
    void aForeignFileIsRefusedWithASentence();
    void theSchemeReachesThePalette();

    void tilesAreOfOneSize_data();
    void tilesAreOfOneSize();
    void parametersAreRead_data();
    void parametersAreRead();
    void stopSequencesSurviveTheirText();
    void longNamesAreElidedInTheMiddle();
};

void TestMainWindow::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(u"evenhand-tests"_s);
    QCoreApplication::setApplicationName(u"tst_mainwindow"_s);
    QSettings().clear();
    Theme::install(*qApp);
}

void TestMainWindow::aNewWorkspaceHasTheSample()
{
    const QTemporaryDir folder;
    WindowHost host(
        {.workspace = folder.filePath(u"new.evenhand"_s), .pluginFolder = QStringLiteral(EVENHAND_PLUGIN_FOLDER)});
    host.start();
    QVERIFY(host.window());
    QVERIFY(!host.problem());
    ComparePage *page = host.window()->comparePage();
    QCOMPARE(page->lineup()->lineup().name, u"Sample"_s);
    QVERIFY(page->lineup()->rowCount() >= 3);
    QCOMPARE(page->board()->panes().size(), page->lineup()->rowCount());
    QVERIFY(!page->composer()->prompt().user.isEmpty());
    QCOMPARE(page->problem(), QString());
    QTRY_VERIFY(page->board()->panes().first()->target().illustrative);
    page->composer()->send(); // works at once
    QTRY_VERIFY(page->board()->panes().first()->current());
    QTRY_COMPARE(page->board()->panes().first()->head()->stateWord(), u"streaming"_s);
}

void TestMainWindow::pagesAndListFollowTheirKeys()
{
    GuiHarness gui;
    gui.window().show();
    QVERIFY(QTest::qWaitForWindowActive(&gui.window()));
    QVERIFY(gui.page().isVisible());
    QTest::keyClick(&gui.window(), Qt::Key_Comma, Qt::ControlModifier);
    QVERIFY(gui.window().settingsPage()->isVisible());
    QVERIFY(!gui.page().isVisible());
    QTest::keyClick(&gui.window(), Qt::Key_1, Qt::AltModifier);
    QVERIFY(gui.page().isVisible());
    QVERIFY(gui.page().frame()->isContextVisible());
    QTest::keyClick(&gui.window(), Qt::Key_B, Qt::ControlModifier);
    QVERIFY(!gui.page().frame()->isContextVisible());
    QTest::keyClick(&gui.window(), Qt::Key_B, Qt::ControlModifier);
    QVERIFY(gui.page().frame()->isContextVisible());
}

void TestMainWindow::theStatusLineSaysWhatHappens()
{
    GuiHarness gui;
    StatusLine *status = gui.window().statusLine();
    QCOMPARE(status->text(), u"Workspace: evaluations | nothing under way | this month nothing | no network"_s);
    gui.ask(u"Why?"_s, {u"never"_s, u"never"_s});
    QVERIFY(status->text().contains(u"2 answers under way"_s));
    gui.session().runs().cancelAll();
    QTRY_VERIFY(status->text().contains(u"nothing under way"_s));
    status->setOrigins({u"http://127.0.0.1:8080"_s, u"https://api.example.com"_s});
    QVERIFY(status->text().endsWith(u"network: 127.0.0.1:8080, api.example.com"_s));
}

void TestMainWindow::closingAsksWhileAnswersAreUnderWay()
{
    GuiHarness gui;
    gui.window().show();
    gui.ask(u"Why?"_s, {u"never"_s});
    QVERIFY(!gui.window().close());
    auto *question = gui.window().findChild<QMessageBox *>();
    QVERIFY(question);
    question->reject();
    QVERIFY(gui.window().isVisible());
    gui.session().runs().cancelAll();
    QTRY_VERIFY(gui.isIdle());
    QVERIFY(gui.window().close());
}

void TestMainWindow::aWorkspaceThatIsInUseIsReadInstead()
{
    GuiHarness owner;
    owner.ask(u"Why?"_s, {u"short"_s});
    QTRY_VERIFY(owner.isIdle());
    owner.page().saveDraft();
    WindowHost host({.workspace = owner.path(), .pluginFolder = QStringLiteral(EVENHAND_PLUGIN_FOLDER)});
    host.start();
    QVERIFY(!host.window());
    auto *problem = qobject_cast<WorkspaceProblem *>(host.problem());
    QVERIFY(problem);
    QVERIFY(!problem->accessibleDescription().isEmpty());
    QSignalSpy finished(&host, &WindowHost::finished);
    QTest::mouseClick(button(problem, u"Open read-only"_s), Qt::LeftButton);
    QTRY_VERIFY(host.window());
    QVERIFY(host.window()->statusLine()->text().contains(u"read-only"_s));
    // One window gave way to the next: that is not the end.
    QVERIFY(finished.isEmpty());
    QVERIFY(!QGuiApplication::quitOnLastWindowClosed());
    host.window()->close();
    QTRY_COMPARE(finished.count(), 1);
}

void TestMainWindow::aForeignFileIsRefusedWithASentence()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"notes.evenhand"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("This is not a workspace.");
    file.close();
    WindowHost host({.workspace = path, .pluginFolder = {}});
    host.start();
    QVERIFY(!host.window());
    QVERIFY(host.problem());
    QVERIFY(host.problem()->accessibleDescription().size() > 20);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), "This is not a workspace.");
    QSignalSpy finished(&host, &WindowHost::finished);
    QVERIFY(!button(host.problem(), u"Open read-only"_s)); // it would not help
    QTest::mouseClick(button(host.problem(), u"Quit"_s), Qt::LeftButton);
    QCOMPARE(finished.count(), 1);
}

void TestMainWindow::theSchemeReachesThePalette()
{
    Theme::setScheme(Theme::Scheme::Dark);
    QVERIFY(Theme::isDark());
    QCOMPARE(QApplication::palette().color(QPalette::Base), Theme::colors().panel);
    const QPixmap dark = Theme::icon(u"edit-copy"_s).pixmap(16, 16);
    Theme::setScheme(Theme::Scheme::Light);
    QVERIFY(!Theme::isDark());
    QCOMPARE(QApplication::palette().color(QPalette::Base), Theme::colors().panel);
    const QPixmap light = Theme::icon(u"edit-copy"_s).pixmap(16, 16);
    QVERIFY(!dark.isNull() && dark.toImage() != light.toImage());
}

void TestMainWindow::tilesAreOfOneSize_data()
{
    QTest::addColumn<int>("tiles");
    QTest::addColumn<QSize>("available");
    QTest::addColumn<Tiling>("expected");
    constexpr QSize wide(1616, 800);
    constexpr QSize small(976, 590);
    constexpr QSize flat(976, 400);
    QTest::newRow("none") << 0 << wide << Tiling{1, 1};
    QTest::newRow("one") << 1 << small << Tiling{1, 1};
    QTest::newRow("two") << 2 << small << Tiling{1, 2};
    QTest::newRow("three") << 3 << small << Tiling{1, 3};
    QTest::newRow("four, wide") << 4 << wide << Tiling{1, 4};
    QTest::newRow("four, small") << 4 << small << Tiling{2, 2};
    QTest::newRow("five, small") << 5 << small << Tiling{2, 3};
    QTest::newRow("six, small") << 6 << small << Tiling{2, 3};
    QTest::newRow("eight, wide") << 8 << wide << Tiling{2, 4};
    QTest::newRow("eight, small: scrolled") << 8 << small << Tiling{2, 4};
    QTest::newRow("four, flat: scrolled") << 4 << flat << Tiling{1, 4};
}

void TestMainWindow::tilesAreOfOneSize()
{
    QFETCH(const int, tiles);
    QFETCH(const QSize, available);
    QFETCH(const Tiling, expected);
    QVERIFY(tilingFor(tiles, available, {300, 240}) == expected);
    PaneGrid grid;
    QList<QWidget *> widgets;
    for (int i = 0; i < tiles; ++i) {
        widgets.append(new QWidget);
        widgets.last()->setMinimumSize(300, 240);
        widgets.last()->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
    }
    grid.setTiles(widgets);
    grid.resize(available);
    grid.show();
    for (const QWidget *widget : std::as_const(widgets)) {
        QTRY_VERIFY(std::abs(widget->width() - widgets.first()->width()) <= 1);
        QTRY_VERIFY(std::abs(widget->height() - widgets.first()->height()) <= 1);
        QVERIFY(widget->width() >= 300);
    }
}

void TestMainWindow::parametersAreRead_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("problem"); // empty: it is taken
    QTest::newRow("tokens") << u"Max tokens"_s << u"64"_s << QString();
    QTest::newRow("tokens, none") << u"Max tokens"_s << u"0"_s << u"Max tokens must be a whole number from 1."_s;
    QTest::newRow("tokens, a word") << u"Max tokens"_s << u"many"_s << u"Max tokens must be a whole number from 1."_s;
    QTest::newRow("temperature") << u"Temperature"_s << u"0.7"_s << QString();
    QTest::newRow("temperature, below") << u"Temperature"_s << u"-1"_s
                                        << u"Temperature must be a number from 0, usually to 2."_s;
    QTest::newRow("top-p, above") << u"Top-p"_s << u"1.5"_s << u"Top-p must be a number between 0 and 1."_s;
    QTest::newRow("seed") << u"Seed"_s << u"-7"_s << QString();
    QTest::newRow("effort") << u"Reasoning effort"_s << u"xhigh"_s << QString();
}

void TestMainWindow::parametersAreRead()
{
    QFETCH(const QString, field);
    QFETCH(const QString, text);
    QFETCH(const QString, problem);
    ParameterForm form;
    for (QLineEdit *edit : form.findChildren<QLineEdit *>()) {
        if (edit->accessibleName() == field)
            edit->setText(text);
    }
    for (QComboBox *combo : form.findChildren<QComboBox *>()) {
        if (combo->accessibleName() == field)
            combo->setCurrentText(text);
    }
    const Result<Parameters> parameters = form.parameters();
    QCOMPARE(parameters ? QString() : parameters.error().message, problem);
    if (!parameters)
        return;
    QVERIFY(*parameters != Parameters{});
    ParameterForm again;
    again.setParameters(*parameters);
    QVERIFY(again.parameters() && *again.parameters() == *parameters);
}

void TestMainWindow::stopSequencesSurviveTheirText()
{
    const QStringList sequences{u"END"_s, u"\n\n"_s, u"tab\tand \\ slash"_s};
    QCOMPARE(stopSequencesFromText(textFromStopSequences(sequences)), sequences);
    QCOMPARE(stopSequencesFromText(QString()), QStringList());
}

void TestMainWindow::longNamesAreElidedInTheMiddle()
{
    ElidedLabel label(Qt::ElideMiddle);
    label.setText(u"<b>organisation/a-model-with-a-very-long-name-that-nobody-can-read</b>"_s);
    label.resize(120, 20);
    label.show();
    QVERIFY(label.shownText().contains(u'…'));
    QVERIFY(label.toolTip().contains(u"&lt;b&gt;organisation"_s)); // whole, and not as markup
    label.resize(2000, 20);
    QCOMPARE(label.shownText(), label.text());
    QCOMPARE(label.toolTip(), QString());
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
