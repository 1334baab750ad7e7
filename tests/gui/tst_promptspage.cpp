// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/promptstore.h"
#include "app/store/runstore.h"
#include "tests/gui/guiharness.h"
#include "ui/answer/blockview.h"
#include "ui/compare/comparepage.h"
#include "ui/compare/composer.h"
#include "ui/prompts/promptdialog.h"
#include "ui/prompts/promptspage.h"
#include "ui/prompts/versionview.h"
#include "ui/runs/runspage.h"
#include "ui/runs/startdialog.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/theme.h"
#include "ui/widgets/pageframe.h"
#include "ui/widgets/sidelist.h"
#include "ui/widgets/tableview.h"

#include <QComboBox>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStandardItemModel>
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

    void keysGoToTheListFirst();
    void twoVersionsSideBySide();
    void otherVersionsCanBeChosen();
    void runsThatSentIt();
    void aNewVersionIsShown();
    void filterLooksIntoPrompts();
    void isUsedInCompare();
    void promptAndSuiteAreHeldAgainstEachOther();
    void isRunWithASuite();
    void isWrittenAndEdited();
    void isRenamed();
    void isDeleted();
    void readOnly();
    void keyboardReachesEverything();

private:
    QList<Prompt> prompts() { return PromptStore::all(m_gui->session().workspace().reader()).value(); }
    void write(PromptDialog *dialog, const QString &name, const QString &text);
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

void tst_promptspage::keysGoToTheListFirst()
{
    m_gui->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_gui->window()));
    QCOMPARE(m_gui->window().focusWidget(), page().list());
    QTest::keyClick(page().list(), Qt::Key_Backtab);
    QCOMPARE(m_gui->window().focusWidget()->accessibleName(), u"Filter prompts"_s);

    SideList list;
    QStandardItemModel names;
    names.appendRow(SideList::groupItem(u"Group"_s));
    names.appendRow(SideList::nameItem(u"First"_s));
    names.appendRow(SideList::groupItem(u"Other group"_s));
    names.appendRow(SideList::nameItem(u"Second"_s));
    list.setModel(&names);
    list.show();
    list.activateWindow();
    list.setFocus();
    QTRY_VERIFY(list.hasFocus());
    QVERIFY2(list.selectionModel()->isSelected(names.index(1, 0)), "what is current is not seen");
    QTest::keyClick(&list, Qt::Key_Down);
    QVERIFY2(list.selectionModel()->isSelected(names.index(3, 0)), "a heading was stopped at");
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

void tst_promptspage::filterLooksIntoPrompts()
{
    auto *filter = page().findChild<QLineEdit *>();
    filter->setText(u"WARMLY greet"_s);
    QCOMPARE(page().list()->model()->rowCount(), 1);
    QCOMPARE(page().list()->model()->index(0, 0).data().toString(), u"Greeting"_s);
    filter->setText(u"hindi"_s); // only an older version says so
    QCOMPARE(page().list()->model()->rowCount(), 0);
    filter->setText(u"zeb"_s);
    QCOMPARE(page().list()->model()->rowCount(), 1);
}

void tst_promptspage::isUsedInCompare()
{
    choose(page().version(), 1);
    button(&page(), u"Use in Compare"_s)->click();
    QVERIFY(m_gui->page().isVisible());
    QCOMPARE(m_gui->page().composer()->prompt().user, u"Greet {{name}} in Hindi."_s);
}

void tst_promptspage::promptAndSuiteAreHeldAgainstEachOther()
{
    m_gui->page().restore({.lineup = m_gui->lineup({u"quick"_s}), .prompt = {}});
    const StartDialog *dialog = m_gui->window().runsPage()->newRun({}, prompts().last().id);
    QVERIFY2(dialog->summary().contains(u"every case asks the same"_s), qPrintable(dialog->summary()));
    save(u"Two"_s, u"{{question}} Answer in {{language}} and {{style}}."_s);
    dialog = m_gui->window().runsPage()->newRun({}, prompts().at(1).id);
    QVERIFY2(dialog->summary().contains(u"The suite has no values for {{language}}, {{style}}."_s),
             qPrintable(dialog->summary()));
}

void tst_promptspage::isRunWithASuite()
{
    QTest::keyClick(page().list(), Qt::Key_Down);
    button(&page(), u"Run with a suite…"_s)->click();
    QVERIFY(m_gui->window().runsPage()->isVisible());
    const auto *dialog = m_gui->window().findChild<StartDialog *>();
    QVERIFY(dialog);
    QCOMPARE(dialog->prompts()->currentText(), u"Zebra, version 1"_s);
}

void tst_promptspage::write(PromptDialog *dialog, const QString &name, const QString &text)
{
    if (!name.isEmpty())
        dialog->findChild<QLineEdit *>()->setText(name);
    for (QPlainTextEdit *edit : dialog->findChildren<QPlainTextEdit *>()) {
        if (edit->accessibleName() == u"Prompt"_s)
            edit->setPlainText(text);
    }
    button(dialog, u"Save"_s)->click();
}

void tst_promptspage::isWrittenAndEdited()
{
    button(&page(), u"New prompt…"_s)->click();
    auto *fresh = page().findChild<PromptDialog *>();
    QVERIFY(!button(fresh, u"Save"_s)->isEnabled());
    write(fresh, u"Greeting"_s, u"Hello {{city}}"_s);
    QVERIFY(fresh->isVisible());
    QCOMPARE(prompts().first().latest, 2);
    QCOMPARE(fresh->hint(), u"Variables: city"_s);
    write(fresh, u"Hello"_s, u"Hello {{city}}"_s);
    QVERIFY(!fresh->isVisible());
    QCOMPARE(page().frame()->title(), u"Hello"_s);
    QCOMPARE(page().variables(), u"Variables: city"_s);

    write(page().edit(), {}, u"Good morning {{city}}"_s);
    QCOMPARE(page().version()->count(), 2);
    QCOMPARE(page().version()->currentText(), u"Version 2"_s);
    QCOMPARE(prompts().size(), 3);
}

void tst_promptspage::isRenamed()
{
    page().rename(u"Zebra"_s);
    QVERIFY2(page().problem().contains(u"already is a prompt"_s), qPrintable(page().problem()));
    page().rename(u"  Welcome "_s);
    QCOMPARE(page().problem(), QString());
    QCOMPARE(page().frame()->title(), u"Welcome"_s);
    QCOMPARE(page().version()->count(), 2);
    page().rename(u" "_s);
    QVERIFY2(page().problem().contains(u"needs a name"_s), qPrintable(page().problem()));
}

void tst_promptspage::isDeleted()
{
    m_gui->ask(u"Why do zebras have stripes?"_s, {u"short"_s});
    QTRY_VERIFY(m_gui->isIdle());
    QTest::keyClick(page().list(), Qt::Key_Down);
    button(&page(), u"Delete…"_s)->click();
    auto *question = page().findChild<QMessageBox *>();
    QVERIFY(question->informativeText().contains(u"Runs keep the prompt that they sent."_s));
    QCOMPARE(prompts().size(), 2);
    button(question, u"Delete"_s)->click();
    QCOMPARE(prompts().size(), 1);
    QCOMPARE(page().frame()->title(), u"Greeting"_s);
    QCOMPARE(RunStore::summaries(m_gui->session().workspace().reader(), u"zebras"_s)->size(), 1);
    page().remove();
    QVERIFY(page().prompt().isNull());
    QVERIFY(!button(&page(), u"Use in Compare"_s)->isEnabled());
    QVERIFY(button(&page(), u"New prompt…"_s)->isEnabled());
}

void tst_promptspage::readOnly()
{
    m_gui->reopen(Workspace::Access::Read);
    m_gui->window().show();
    m_gui->window().showPromptsPage();
    for (const QString &text : {u"Delete…"_s, u"Rename…"_s, u"Edit…"_s, u"New prompt…"_s, u"Run with a suite…"_s})
        QVERIFY2(!button(&page(), text)->isEnabled(), qPrintable(text));
    QVERIFY(button(&page(), u"Use in Compare"_s)->isEnabled());
}

void tst_promptspage::keyboardReachesEverything()
{
    QVERIFY(QTest::qWaitForWindowActive(&m_gui->window()));
    page().list()->setFocus();
    QSet<QString> reached;
    for (int step = 0; step < 40; ++step) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        if (const auto *button = qobject_cast<QPushButton *>(QApplication::focusWidget()))
            reached.insert(button->text());
    }
    for (const QString &text :
         {u"Delete…"_s, u"Rename…"_s, u"Edit…"_s, u"New prompt…"_s, u"Run with a suite…"_s, u"Use in Compare"_s})
        QVERIFY2(reached.contains(text), qPrintable(text));
}

QTEST_MAIN(tst_promptspage)

#include "tst_promptspage.moc"
