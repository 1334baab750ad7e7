// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/lineupstore.h"
#include "tests/gui/guiharness.h"
#include "ui/answer/answerview.h"
#include "ui/answer/findbar.h"
#include "ui/compare/answerpane.h"
#include "ui/compare/attachmentlist.h"
#include "ui/compare/comparepage.h"
#include "ui/compare/composer.h"
#include "ui/compare/jsondialog.h"
#include "ui/compare/lineupbar.h"
#include "ui/compare/lineupview.h"
#include "ui/compare/metricsline.h"
#include "ui/compare/paneboard.h"
#include "ui/compare/panebody.h"
#include "ui/compare/panefind.h"
#include "ui/compare/panehead.h"
#include "ui/compare/provenancedialog.h"
#include "ui/compare/targetdialog.h"
#include "ui/models/conversationmodel.h"
#include "ui/models/historymodel.h"
#include "ui/models/lineupmodel.h"
#include "ui/shell/mainwindow.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;

namespace {

const QString longName =
    u"organisation/a-model-with-a-very-long-name-that-nobody-can-read-2026-07-31-preview-instruct"_s;

} // namespace

class TestComparePage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void eachTurnAsksAgain();
    void conversationsReopenFromHistory();
    void comingBackToARunningAnswerMissesNothing();
    void aRemovedTargetKeepsItsAnswers();
    void draftAndConversationAreThereAgain();
    void readOnlySendsNothing();
    void targetsAreAddedWithTheKeyboard();
    void targetsAreReorderedWithTheKeyboard();
    void lineupsAreSavedAndLoaded();
    void variablesAreAskedFor();
    void nothingIsSentWithoutPromptOrTargets();
    void attachmentsAreSentAndNamed();
    void toolsAndFormatsAreWrittenAndChecked();
    void recordedResultsAreSentBack();
    void problemsAreSaid();
    void everythingWorksWithTheKeyboard();
    void pageKeysWorkWhileAPromptIsWritten();
    void tabFollowsTheEye();

private:
    AnswerPane *pane(int number) const { return m_gui->page().board()->panes().value(number); }
    Composer *composer() const { return m_gui->page().composer(); }
    QStringList states() const { return m_gui->states(); }

    std::unique_ptr<GuiHarness> m_gui;
};

void TestComparePage::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
}

void TestComparePage::init()
{
    m_gui = std::make_unique<GuiHarness>();
    m_gui->window().resize(1440, 900);
    m_gui->window().show();
    QVERIFY(QTest::qWaitForWindowActive(&m_gui->window()));
}

void TestComparePage::cleanup()
{
    m_gui.reset();
}

void TestComparePage::eachTurnAsksAgain()
{
    m_gui->ask(u"First"_s, {u"quick"_s, u"short"_s});
    QTRY_VERIFY(m_gui->isIdle());
    QCOMPARE(composer()->prompt().user, QString()); // ready for the next turn
    m_gui->ask(u"Second"_s, {});
    QTRY_VERIFY(m_gui->isIdle());
    QCOMPARE(m_gui->page().conversation()->turns().size(), 2);
    QTRY_COMPARE(answers(pane(1)), u"Forty-two.\nForty-two."_s);
    // Each target got its own earlier answer and nothing else.
    const QList<Message> history = m_gui->page().conversation()->turns().last().run.spec.targets.last().history;
    QCOMPARE(history.size(), 2);
    QCOMPARE(history.last().text, u"Forty-two."_s);
    QCOMPARE(m_gui->page().history()->rowCount(), 2);
    m_gui->page().newConversation();
    QVERIFY(m_gui->page().conversation()->isEmpty());
    QCOMPARE(states(), (QStringList{QString(), QString()}));
}

void TestComparePage::conversationsReopenFromHistory()
{
    m_gui->ask(u"First"_s, {u"quick"_s, longName});
    QTRY_VERIFY(m_gui->isIdle());
    const QString text = answers(pane(0));
    m_gui->ask(u"Other"_s, {});
    QTRY_VERIFY(m_gui->isIdle());
    m_gui->page().newConversation();
    m_gui->ask(u"Elsewhere"_s, {u"short"_s});
    QTRY_VERIFY(m_gui->isIdle());

    m_gui->reopen();
    m_gui->window().show();
    HistoryModel *history = m_gui->page().history();
    QCOMPARE(history->rowCount(), 3);
    auto *list = m_gui->page().findChild<QListView *>(QString(), Qt::FindChildrenRecursively);
    QCOMPARE(list->model(), history);
    list->setCurrentIndex(history->index(2)); // the older one
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(m_gui->page().conversation()->turns().size(), 2);
    QCOMPARE(m_gui->page().lineup()->rowCount(), 2); // its own lineup
    QCOMPARE(pane(1)->target().target.model, longName);
    QCOMPARE(answers(pane(0)).first(text.size()), text);
    QCOMPARE(states(), (QStringList{u"done"_s, u"done"_s}));
}

void TestComparePage::comingBackToARunningAnswerMissesNothing()
{
    m_gui->ask(u"First"_s, {u"steady"_s});
    QTRY_COMPARE(states(), QStringList{u"streaming"_s});
    const ConversationId running = m_gui->page().conversation()->id();
    const QString early = answers(pane(0));
    m_gui->page().newConversation();
    Draft draft = m_gui->page().draft();
    draft.conversation = running;
    m_gui->page().restore(draft);
    QVERIFY(answers(pane(0)).size() >= early.size());
    QTRY_VERIFY(answers(pane(0)).size() > early.size());
    const QString shown = answers(pane(0));
    QVERIFY(pane(0)->current()->attempt()->answer.text.startsWith(shown.left(200)));
}

void TestComparePage::aRemovedTargetKeepsItsAnswers()
{
    m_gui->ask(u"First"_s, {u"quick"_s, u"short"_s});
    QTRY_VERIFY(m_gui->isIdle());
    m_gui->page().lineup()->remove(1);
    QCOMPARE(m_gui->page().board()->panes().size(), 2);
    QCOMPARE(pane(1)->target().position, -1);
    QTRY_COMPARE(answers(pane(1)), u"Forty-two."_s);
    QVERIFY(button(pane(1), u"Hide"_s));
    button(pane(1), u"Hide"_s)->click();
    QTRY_COMPARE(m_gui->page().board()->panes().size(), 1);
}

void TestComparePage::draftAndConversationAreThereAgain()
{
    m_gui->ask(u"First"_s, {u"quick"_s, u"short"_s});
    QTRY_VERIFY(m_gui->isIdle());
    m_gui->page().lineup()->move(0, 1);
    composer()->setPrompt(
        {.system = u"Be brief."_s, .user = u"And {{then}}?"_s, .variables = {{u"then"_s, u"what"_s}}});
    composer()->setRepeats(4);
    const Draft before = m_gui->page().draft();
    m_gui->reopen();
    m_gui->page().restoreSaved();
    QVERIFY(m_gui->page().draft() == before);
    QCOMPARE(pane(0)->target().target.model, u"short"_s);
    QCOMPARE(answers(pane(0)), u"Forty-two."_s);
}

void TestComparePage::readOnlySendsNothing()
{
    m_gui->ask(u"First"_s, {u"broken"_s});
    QTRY_COMPARE(states(), QStringList{u"failed"_s});
    QTRY_VERIFY(m_gui->isIdle());
    m_gui->reopen(Workspace::Access::Read);
    m_gui->page().restoreSaved();
    QCOMPARE(m_gui->page().conversation()->turns().size(), 1);
    QVERIFY(answers(pane(0)).startsWith("Use full jitter"_L1));
    QVERIFY(!button(pane(0), u"Retry"_s));
    m_gui->ask(u"Again"_s, {});
    QCOMPARE(m_gui->page().conversation()->turns().size(), 1);
    QVERIFY(m_gui->isIdle());
}

void TestComparePage::targetsAreAddedWithTheKeyboard()
{
    QTest::keyClick(&m_gui->page(), Qt::Key_T, Qt::ControlModifier);
    auto *dialog = m_gui->page().findChild<TargetDialog *>();
    QVERIFY(dialog);
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    const QList<QComboBox *> choices = dialog->findChildren<QComboBox *>();
    const auto models = std::ranges::find_if(choices, &QComboBox::isEditable);
    QVERIFY(models != choices.end());
    QTRY_VERIFY((*models)->count() > 5);
    QTest::keyClicks(QApplication::focusWidget(), u"short"_s);
    QVERIFY(dialog->target());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    if (m_gui->page().lineup()->rowCount() == 0) // the first Return closed the completion
        QTest::keyClick(dialog, Qt::Key_Return);
    QCOMPARE(m_gui->page().lineup()->rowCount(), 1);
    QCOMPARE(m_gui->page().lineup()->target(0).model, u"short"_s);
    QCOMPARE(m_gui->page().board()->panes().size(), 1);
}

void TestComparePage::targetsAreReorderedWithTheKeyboard()
{
    m_gui->page().lineup()->setLineup(m_gui->lineup({u"quick"_s, u"short"_s, u"cut"_s}));
    QTest::keyClick(&m_gui->page(), Qt::Key_L, Qt::ControlModifier);
    auto *view = m_gui->page().findChild<LineupView *>();
    QVERIFY(view->hasFocus());
    view->setCurrentIndex(view->model()->index(0, 0));
    QTest::keyClick(view, Qt::Key_Right, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(m_gui->page().lineup()->target(1).model, u"quick"_s);
    QCOMPARE(view->currentIndex().row(), 1);
    QCOMPARE(pane(1)->target().target.model, u"quick"_s);
    QCOMPARE(pane(1)->target().position, 1);
    QTest::keyClick(view, Qt::Key_Delete);
    QCOMPARE(m_gui->page().lineup()->rowCount(), 2);
    QTest::keyClick(view, Qt::Key_Return);
    QVERIFY(m_gui->page().findChild<TargetDialog *>());
}

void TestComparePage::lineupsAreSavedAndLoaded()
{
    Lineup mine = m_gui->lineup({u"quick"_s, u"short"_s});
    mine.id = LineupId::create();
    mine.name = u"Mine & yours"_s;
    const Result<void> saved =
        m_gui->session().workspace().write([&](Database &db) { return LineupStore::save(db, mine); });
    QVERIFY(saved);
    m_gui->page().lineup()->setLineup(mine);
    auto *bar = m_gui->page().findChild<LineupBar *>();
    QCOMPARE(bar->title(), u"Mine && yours"_s);
    m_gui->page().lineup()->remove(0);
    QCOMPARE(bar->title(), u"Mine && yours, changed"_s);
    QTest::keyClick(&m_gui->page(), Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(bar->title(), u"Mine && yours"_s);
    const Result<Lineup> kept = LineupStore::find(m_gui->session().workspace().reader(), mine.id);
    QVERIFY(kept && kept->targets.size() == 1);
}

void TestComparePage::variablesAreAskedFor()
{
    m_gui->page().lineup()->setLineup(m_gui->lineup({u"short"_s}));
    composer()->focusPrompt();
    QTest::keyClicks(QApplication::focusWidget(), u"Say {{what}} to {{whom}}"_s);
    QTRY_COMPARE(composer()->findChildren<QPlainTextEdit *>().size(), 4); // system, prompt, two values
    QPlainTextEdit *what = nullptr;
    for (QPlainTextEdit *field : composer()->findChildren<QPlainTextEdit *>()) {
        if (field->accessibleName() == "Value of what"_L1)
            what = field;
    }
    QVERIFY(what);
    QTRY_VERIFY(what->isVisible());
    what->setPlainText(u"hello"_s);
    QCOMPARE(composer()->prompt().variables, (QMap<QString, QString>{{u"what"_s, u"hello"_s}}));
    composer()->send();
    QTRY_VERIFY(m_gui->isIdle());
    QCOMPARE(m_gui->page().conversation()->turns().first().run.spec.prompt.user, u"Say {{what}} to {{whom}}"_s);
    QCOMPARE(render(m_gui->page().conversation()->turns().first().run.spec.prompt).user, u"Say hello to {{whom}}"_s);
}

void TestComparePage::nothingIsSentWithoutPromptOrTargets()
{
    m_gui->ask(u"Why?"_s, {});
    QVERIFY(m_gui->page().conversation()->isEmpty());
    m_gui->page().lineup()->setLineup(m_gui->lineup({u"short"_s}));
    composer()->setPrompt({});
    composer()->send();
    QVERIFY(m_gui->page().conversation()->isEmpty());
    QCOMPARE(m_gui->page().problem(), QString());
}

void TestComparePage::attachmentsAreSentAndNamed()
{
    m_gui->ask(u"First"_s, {u"quick"_s});
    QTRY_VERIFY(m_gui->isIdle());
    QTemporaryDir folder;
    QFile file(folder.filePath(u"notes.txt"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("one") == 3 && file.flush());
    auto *list = composer()->findChild<AttachmentList *>();
    list->addFiles({file.fileName(), file.fileName(), folder.filePath(u"missing.pdf"_s)});
    QCOMPARE(list->attachments().size(), 1);
    QCOMPARE(list->attachments().first().mediaType, u"text/plain"_s);
    const auto said = [](const QWidget *in, const QString &text) {
        return std::ranges::any_of(in->findChildren<QLabel *>(),
                                   [&](const QLabel *label) { return label->text().contains(text); });
    };
    QVERIFY(said(list, u"“missing.pdf” cannot be read"_s));

    composer()->setPrompt({.user = u"Read this."_s, .attachments = list->attachments()});
    composer()->send();
    QVERIFY(composer()->prompt().attachments.isEmpty()); // ready for the next turn
    QTRY_VERIFY(m_gui->isIdle());
    QVERIFY(said(pane(0), u"Attached: notes.txt"_s));
    QTRY_COMPARE(m_gui->page().conversation()->turns().last().cells.first()->cell().last()->answer.notices.size(), 1);
}

void TestComparePage::toolsAndFormatsAreWrittenAndChecked()
{
    const auto dialog = [this] { return composer()->findChild<JsonDialog *>(); };
    composer()->editTools();
    auto *text = dialog()->findChild<QPlainTextEdit *>();
    const auto says = [](const QWidget *in, const QString &sentence) {
        return std::ranges::any_of(in->findChildren<QLabel *>(),
                                   [&](const QLabel *label) { return label->text().contains(sentence); });
    };
    text->setPlainText(u"{}"_s);
    QVERIFY(says(dialog(), u"A tool set is a list"_s));
    QVERIFY(!button(dialog(), u"Use"_s)->isEnabled());
    text->setPlainText(uR"([{"name": "weather", "parameters": {"type": "object"}, "result": "rain"}])"_s);
    QVERIFY(says(dialog(), u"1 tool: weather (recorded result)"_s));
    button(dialog(), u"Use"_s)->click();
    QTRY_VERIFY(!dialog());
    QVERIFY(button(composer(), u"Tools 1"_s));

    composer()->editFormat();
    dialog()->findChild<QPlainTextEdit *>()->setPlainText(uR"({"title": "city", "type": "object"})"_s);
    button(dialog(), u"Use"_s)->click();
    QTRY_VERIFY(!dialog());
    PromptText prompt = composer()->prompt();
    QCOMPARE(prompt.tools.size(), 1);
    QCOMPARE(prompt.format->name, u"city"_s);
    prompt.user = u"Weather?"_s;
    m_gui->ask(u"First"_s, {u"quick"_s});
    QTRY_VERIFY(m_gui->isIdle());
    composer()->setPrompt(prompt);
    composer()->send();
    QTRY_VERIFY(m_gui->isIdle());
    QCOMPARE(composer()->prompt().toolResults.value(u"weather"_s), u"rain"_s); // they stay for the next turn
    QVERIFY(says(pane(0), u"Tools: weather"_s));
    QVERIFY(says(pane(0), u"Answer format: city"_s));

    composer()->editTools();
    dialog()->findChild<QPlainTextEdit *>()->clear();
    button(dialog(), u"Use"_s)->click();
    QVERIFY(composer()->prompt().tools.isEmpty());
}

void TestComparePage::recordedResultsAreSentBack()
{
    const QJsonObject schema{{u"type"_s, u"object"_s}};
    m_gui->page().lineup()->setLineup(m_gui->lineup({u"looks-up"_s}));
    composer()->setPrompt(
        {.user = u"Has it arrived?"_s,
         .tools = {{.name = u"track_parcel"_s, .description = {}, .schema = schema},
                   {.name = u"opening_hours"_s, .description = {}, .schema = schema}},
         .toolResults = {{u"track_parcel"_s, u"At the office"_s}, {u"opening_hours"_s, u"9 to 5"_s}}});
    composer()->send();
    QTRY_VERIFY(m_gui->isIdle());
    QCOMPARE(states(), QStringList(u"done"_s));
    QTRY_VERIFY(answers(pane(0)).startsWith("Parcel 1042"_L1));
    QCOMPARE(pane(0)->view()->parts().size(), 7); // reasoning, text, two calls with their results, text
    QVERIFY(pane(0)->head()->findChild<MetricsLine *>()->text().contains(u"2 requests"_s));

    pane(0)->copyAnswer();
    const QString copied = QApplication::clipboard()->text();
    QVERIFY2(copied.startsWith(
                 u"Let me look that up.\n\ntrack_parcel({\"carrier\":\"post\",\"number\":1042}) → At the office\n\n"
                 "opening_hours({}) → 9 to 5\n\nParcel 1042"_s),
             qPrintable(copied));
    pane(0)->showProvenance();
    const auto *dialog = m_gui->page().findChild<ProvenanceDialog *>();
    for (const QString &said : {u"All requests together"_s, u"Request 1 of 2 · Recorded results that were sent back"_s,
                                u"At the office"_s, u"Request 2 of 2 · How it ended"_s})
        QVERIFY2(dialog->text().contains(said), qPrintable(dialog->text()));

    // The next turn is sent with all of it.
    composer()->setPrompt({.user = u"Sure?"_s, .tools = composer()->prompt().tools});
    composer()->send();
    QTRY_VERIFY(m_gui->isIdle());
    const QList<Message> history = m_gui->page().conversation()->turns().last().run.spec.targets.first().history;
    QCOMPARE(history.size(), 5);
    QCOMPARE(history.at(2).text, u"At the office"_s);
}

void TestComparePage::problemsAreSaid()
{
    Lineup lineup = m_gui->lineup({u"short"_s});
    lineup.targets[0].channel = ChannelId::create();
    m_gui->page().lineup()->setLineup(lineup);
    composer()->setPrompt({.user = u"Why?"_s});
    composer()->send();
    QVERIFY(m_gui->page().conversation()->isEmpty());
    QVERIFY2(m_gui->page().problem().contains(u"channel that no longer exists"_s), qPrintable(m_gui->page().problem()));
    QCOMPARE(composer()->prompt().user, u"Why?"_s); // not lost
    m_gui->ask(u"Why?"_s, {u"short"_s});
    QCOMPARE(m_gui->page().problem(), QString());
}

void TestComparePage::everythingWorksWithTheKeyboard()
{
    m_gui->page().lineup()->setLineup(m_gui->lineup({u"slow"_s, u"quick"_s}));
    QTest::keyClick(&m_gui->page(), Qt::Key_E, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), u"Why?"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(states(), (QStringList{u"streaming"_s, u"done"_s}));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape); // not in a pane: stops nothing
    QTest::keyClick(&m_gui->page(), Qt::Key_1, Qt::ControlModifier);
    QVERIFY(pane(0)->body()->hasFocus());
    QCOMPARE(states().first(), u"streaming"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QTRY_COMPARE(states().first(), u"stopped"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_R, Qt::ControlModifier);
    QTRY_COMPARE(states().first(), u"streaming"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Period, Qt::ControlModifier);
    QTRY_COMPARE(states().first(), u"stopped"_s);
    QTest::keyClick(&m_gui->page(), Qt::Key_2, Qt::ControlModifier);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(QGuiApplication::clipboard()->text().startsWith("Use full jitter"_L1));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_N, Qt::ControlModifier);
    QVERIFY(m_gui->page().conversation()->isEmpty());
}

void TestComparePage::pageKeysWorkWhileAPromptIsWritten()
{
    m_gui->ask(u"Why?"_s, {u"short"_s});
    QTRY_VERIFY(m_gui->isIdle());
    QTest::keyClick(&m_gui->page(), Qt::Key_E, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), u"And then?"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_U, Qt::ControlModifier);
    QVERIFY(pane(0)->isRaw());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_K, Qt::ControlModifier);
    auto *filter = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(filter);
    QCOMPARE(composer()->prompt().user, u"And then?"_s);
    QTest::keyClick(filter, Qt::Key_F, Qt::ControlModifier);
    QVERIFY(QApplication::focusWidget() != filter);
    QVERIFY(m_gui->page().find()->bar()->isAncestorOf(QApplication::focusWidget()));
}

void TestComparePage::tabFollowsTheEye()
{
    m_gui->ask(u"Why?"_s, {u"thinks"_s, u"quick"_s});
    QTRY_VERIFY(m_gui->isIdle());
    QTRY_VERIFY(button(pane(0), u"Copy"_s));
    pane(0)->body()->setFocus();
    const auto inside = [](QWidget *parent) { return parent->isAncestorOf(QApplication::focusWidget()); };
    QList<QWidget *> met;
    while (inside(pane(0)) && met.size() < 20) {
        met.append(QApplication::focusWidget());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    QVERIFY(met.contains(button(pane(0), u"Copy"_s)));
    const bool foldCameFirst = std::ranges::any_of(met.first(3), [](QWidget *widget) {
        const auto *fold = qobject_cast<QPushButton *>(widget);
        return fold && fold->text().startsWith("Reasoning"_L1);
    });
    QVERIFY(foldCameFirst); // it was made after the pane's own buttons
    QVERIFY(inside(pane(1)->head())); // its cost
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QVERIFY(pane(1)->body()->hasFocus());
    while (inside(pane(1)) && met.size() < 40) {
        met.append(QApplication::focusWidget());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    QVERIFY(inside(composer()));
    for (const QWidget *widget : std::as_const(met))
        QVERIFY2(!widget->accessibleName().isEmpty() || !qobject_cast<const QPushButton *>(widget)->text().isEmpty(),
                 widget->metaObject()->className());
}

QTEST_MAIN(TestComparePage)
#include "tst_comparepage.moc"
