// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/promptstore.h"
#include "tests/gui/guiharness.h"
#include "ui/answer/blockview.h"
#include "ui/prompts/promptspage.h"
#include "ui/prompts/versionview.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/theme.h"
#include "ui/widgets/pageframe.h"
#include "ui/widgets/sidelist.h"
#include "ui/widgets/tableview.h"

#include <QComboBox>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;

class tst_promptspage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void twoVersionsSideBySide();
    void otherVersionsCanBeChosen();
    void runsThatSentIt();
    void aNewVersionIsShown();

private:
    PromptsPage &page() { return *m_gui->window().promptsPage(); }
    void save(const QString &name, const QString &text);
    void choose(QComboBox *box, int index);
    QStringList marked(VersionView *view);

    std::unique_ptr<GuiHarness> m_gui;
};

void tst_promptspage::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(u"evenhand-tests"_s);
    QCoreApplication::setApplicationName(u"tst_promptspage"_s);
    Theme::install(*qApp);
}

void tst_promptspage::init()
{
    m_gui = std::make_unique<GuiHarness>();
    save(u"Greeting"_s, u"Greet {{name}} in Hindi."_s);
    save(u"Greeting"_s, u"Greet {{name}} warmly in {{language}}."_s);
    save(u"Zebra"_s, u"Why do zebras have stripes?"_s);
    m_gui->window().show();
    m_gui->window().showPromptsPage();
}

void tst_promptspage::cleanup()
{
    m_gui.reset();
}

void tst_promptspage::save(const QString &name, const QString &text)
{
    QVERIFY(
        m_gui->session().workspace().write([&](Database &db) { return PromptStore::save(db, name, {.user = text}); }));
}

void tst_promptspage::choose(QComboBox *box, int index)
{
    box->setCurrentIndex(index);
    emit box->activated(index);
}

QStringList tst_promptspage::marked(VersionView *view)
{
    QStringList texts;
    for (const TextRange &range : view->text()->marks(BlockMark::Difference)) {
        const QString text = flatText(view->text()->blocks().at(range.begin.block));
        texts.append(text.mid(range.begin.offset, range.end.offset - range.begin.offset));
    }
    return texts;
}

void tst_promptspage::twoVersionsSideBySide()
{
    QCOMPARE(page().list()->model()->rowCount(), 2);
    QCOMPARE(page().frame()->title(), u"Greeting"_s);
    QCOMPARE(page().variables(), u"Variables: name, language"_s);
    QTRY_COMPARE(marked(page().otherView()), QStringList{u"Hindi"_s});
    QCOMPARE(marked(page().view()), (QStringList{u"warmly"_s, u"{{language}}"_s}));
}

void tst_promptspage::otherVersionsCanBeChosen()
{
    QTRY_VERIFY(!marked(page().view()).isEmpty());
    choose(page().version(), 1);
    QCOMPARE(page().variables(), u"Variables: name"_s);
    QTRY_VERIFY(marked(page().view()).isEmpty()); // with itself
    choose(page().other(), 0);
    QVERIFY(page().otherView()->isHidden());
    page().list()->setFocus();
    QTest::keyClick(page().list(), Qt::Key_Down);
    QCOMPARE(page().frame()->title(), u"Zebra"_s);
    QCOMPARE(page().variables(), u"No variables"_s);
    QVERIFY(page().other()->isHidden());
}

void tst_promptspage::runsThatSentIt()
{
    QTest::keyClick(page().list(), Qt::Key_Down);
    QVERIFY(page().uses()->isHidden());
    m_gui->ask(u"Why do zebras have stripes?"_s, {u"short"_s});
    QTRY_VERIFY(m_gui->isIdle());
    m_gui->window().showComparePage();
    m_gui->window().showPromptsPage();
    QCOMPARE(page().frame()->title(), u"Zebra"_s);
    QVERIFY(!page().uses()->isHidden());
    QCOMPARE(page().uses()->model()->rowCount(), 1);
}

void tst_promptspage::aNewVersionIsShown()
{
    m_gui->window().showComparePage();
    save(u"Greeting"_s, u"Greet {{name}}."_s);
    m_gui->window().showPromptsPage();
    QCOMPARE(page().version()->count(), 3);
    QCOMPARE(page().version()->currentText(), u"Version 3"_s);
    QCOMPARE(page().variables(), u"Variables: name"_s);
}

QTEST_MAIN(tst_promptspage)

#include "tst_promptspage.moc"
