// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/runstore.h"
#include "app/store/suitestore.h"
#include "tests/gui/guiharness.h"
#include "tests/paths.h"
#include "ui/models/suitemodel.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/theme.h"
#include "ui/suites/caseview.h"
#include "ui/suites/importdialog.h"
#include "ui/suites/suiteeditor.h"
#include "ui/suites/suitespage.h"
#include "ui/widgets/pageframe.h"
#include "ui/widgets/sidelist.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStandardPaths>
#include <QTest>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace evenhand;

class tst_suitespage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void startersAreAddedByKeyboard();
    void editsByKeyboard();
    void whatIsTypedCoversTheCell();
    void undoAndRedo();
    void pasteFromASpreadsheet();
    void thePlaceIsKept();
    void theDetailWritesIntoItsCell();
    void listsAreTakenWhenTheyAreWritten();
    void savesByItself();
    void aVersionThatWasUsedStays();
    void renaming();
    void filesAreAttached();
    void nothingIsImportedBeforeThePersonDecides();
    void checksThatNobodyKnows();
    void aSheetIsChosen();
    void filesElsewhereNeedThePersonsWord();
    void aFileThatCannotBeRead();
    void removing();
    void readOnly();

private:
    SuitesPage &page() { return *m_gui->window().suitesPage(); }
    SuiteModel &model() { return *page().model(); }
    CaseView *view() { return page().editor()->view(); }
    QString text(int row, int column) { return model().index(row, column).data(Qt::EditRole).toString(); }
    QList<SuiteSummary> kept()
    {
        return SuiteStore::all(m_gui->session().workspace().reader()).value_or(QList<SuiteSummary>());
    }
    Suite keptSuite() { return SuiteStore::newest(m_gui->session().workspace().reader(), kept().first().id)->suite; }
    QString file(const QString &name, const QByteArray &content);
    void show();
    void import(const QString &path); // until the dialog shows what it found
    QStringList findings();
    void importTable(); // "Capitals", with two cases
    void press(int key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(view(), Qt::Key(key), modifiers); }

    QTemporaryDir m_folder;
    std::unique_ptr<GuiHarness> m_gui;
    QPointer<ImportDialog> m_dialog;
};

QString tst_suitespage::file(const QString &name, const QByteArray &content)
{
    const QString path = m_folder.filePath(name);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(path));
    return path;
}

void tst_suitespage::show()
{
    m_gui->window().show();
    QVERIFY(QTest::qWaitForWindowActive(&m_gui->window()));
    m_gui->window().showSuitesPage();
}

void tst_suitespage::import(const QString &path)
{
    page().importFile(path);
    m_dialog = page().findChildren<ImportDialog *>().last();
    QTRY_VERIFY(!m_dialog->isReading());
}

QStringList tst_suitespage::findings()
{
    const QAbstractItemModel *model = m_dialog->findChild<QTreeView *>()->model();
    QStringList rows;
    for (int row = 0; row < model->rowCount(); ++row)
        rows.append(model->index(row, 0).data().toString() + u": "_s + model->index(row, 1).data().toString());
    return rows;
}

void tst_suitespage::importTable()
{
    import(file(u"Capitals.csv"_s, "country,reference\nFrance,Paris\nIndia,New Delhi\n"));
    QVERIFY(m_dialog && !m_dialog->isReading());
    m_dialog->accept();
    QCOMPARE(model().rowCount(), 2);
    m_gui->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_gui->window()));
    view()->setFocus();
}

void tst_suitespage::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(u"evenhand-tests"_s);
    QCoreApplication::setApplicationName(u"tst_suitespage"_s);
    Theme::install(*qApp);
}

void tst_suitespage::init()
{
    m_gui = std::make_unique<GuiHarness>();
    show();
}

void tst_suitespage::cleanup()
{
    m_gui.reset();
}

void tst_suitespage::startersAreAddedByKeyboard()
{
    page().list()->setFocus();
    QTest::keyClick(page().list(), Qt::Key_Return);
    QCOMPARE(page().problem(), QString());
    QCOMPARE(kept().size(), 1);
    QCOMPARE(page().frame()->title(), u"Reasoning"_s);
    QVERIFY(model().rowCount() > 5);
    page().addStarter(u"reasoning"_s);
    QCOMPARE(page().frame()->title(), u"Reasoning 2"_s);
}

void tst_suitespage::editsByKeyboard()
{
    importTable();
    view()->setCurrentIndex(model().index(1, 1));
    press(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(view()->currentIndex(), model().index(2, 1));
    press(Qt::Key_F2);
    QWidget *cell = QApplication::focusWidget();
    QVERIFY(qobject_cast<QLineEdit *>(cell));
    QTest::keyClicks(cell, u"Kenya"_s);
    QTest::keyClick(cell, Qt::Key_Return);
    QTRY_COMPARE(text(2, 1), u"Kenya"_s);
    press(Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(text(1, 1), u"Kenya"_s);
    QCOMPARE(view()->currentIndex(), model().index(1, 1));
    press(Qt::Key_Delete);
    QCOMPARE(text(1, 1), QString());
    page().editor()->findField()->setText(u"delhi"_s);
    QTest::keyClick(page().editor()->findField(), Qt::Key_Return);
    QCOMPARE(view()->currentIndex(), model().index(2, 2));
}

void tst_suitespage::whatIsTypedCoversTheCell()
{
    importTable();
    view()->setCurrentIndex(model().index(1, 1));
    QVERIFY(!text(1, 1).isEmpty());
    press(Qt::Key_F2);
    auto *cell = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(cell);
    cell->clear();
    cell->setReadOnly(true); // no cursor
    const QImage shown = view()->viewport()->grab(cell->geometry()).toImage();
    QImage blank = shown;
    blank.fill(Theme::colors().panel);
    QCOMPARE(shown, blank);
}

void tst_suitespage::undoAndRedo()
{
    importTable();
    const Suite before = model().suite();
    view()->setCurrentIndex(model().index(0, 1));
    press(Qt::Key_Delete);
    press(Qt::Key_Return, Qt::ControlModifier);
    press(Qt::Key_Z, Qt::ControlModifier);
    press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(model().suite(), before);
    QTest::keySequence(view(), QKeySequence(QKeySequence::Redo));
    QCOMPARE(text(0, 1), QString());
    QCOMPARE(model().rowCount(), 2);
}

void tst_suitespage::pasteFromASpreadsheet()
{
    importTable();
    view()->setCurrentIndex(model().index(1, 1));
    QApplication::clipboard()->setText(u"Kenya\tNairobi\n\"two\nlines\"\tno\n"_s);
    QTest::keySequence(view(), QKeySequence(QKeySequence::Paste));
    QCOMPARE(model().rowCount(), 3);
    QCOMPARE(text(1, 2), u"Nairobi"_s);
    QCOMPARE(text(2, 1), u"two\nlines"_s);
    QTest::keySequence(view(), QKeySequence(QKeySequence::Undo));
    QCOMPARE(text(1, 2), u"New Delhi"_s);
    view()->setCurrentIndex(model().index(0, 6));
    QTest::keySequence(view(), QKeySequence(QKeySequence::Paste));
    QVERIFY(!page().editor()->told().isEmpty()); // "Nairobi" is no check
    QApplication::clipboard()->setText(u"country\tcontinent\nKenya\tAfrica\n"_s);
    press(Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(model().suite().columns, (QStringList{u"country"_s, u"continent"_s}));
    QCOMPARE(view()->currentIndex().row(), 2);
}

void tst_suitespage::thePlaceIsKept()
{
    importTable();
    view()->setCurrentIndex(model().index(1, 2));
    view()->setColumnWidth(2, 77);
    QVERIFY(page().rename(u"Cities"_s));
    QCOMPARE(view()->currentIndex(), model().index(1, 2));
    QVERIFY(model().addVariable(u"style"_s));
    QCOMPARE(view()->currentIndex(), model().index(1, 3));
    QCOMPARE(view()->columnWidth(3), 77);
    model().addCase(0);
    QCOMPARE(view()->currentIndex(), model().index(2, 3));
    press(Qt::Key_Z, Qt::ControlModifier);
    press(Qt::Key_Z, Qt::ControlModifier);
    press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(model().suite().name, u"Capitals"_s);
    QCOMPARE(view()->currentIndex(), model().index(1, 2));
    QCOMPARE(page().editor()->detail()->toPlainText(), u"New Delhi"_s);
    view()->setCurrentIndex(model().index(1, 1));
    QVERIFY(model().renameVariable(1, u"land"_s));
    QCOMPARE(view()->currentIndex(), model().index(1, 1));
    model().removeCases({1});
    QCOMPARE(view()->currentIndex(), model().index(0, 1));
}

void tst_suitespage::theDetailWritesIntoItsCell()
{
    importTable();
    view()->setCurrentIndex(model().index(0, 1));
    QPlainTextEdit *detail = page().editor()->detail();
    QCOMPARE(detail->toPlainText(), u"France"_s);
    detail->moveCursor(QTextCursor::End);
    QTest::keyClicks(detail, u" and"_s);
    QTest::keyClick(detail, Qt::Key_Return);
    QTest::keyClicks(detail, u"Spain"_s);
    QCOMPARE(text(0, 1), u"France and\nSpain"_s);
    view()->setCurrentIndex(model().index(1, 1));
    QCOMPARE(detail->toPlainText(), u"India"_s);
}

void tst_suitespage::listsAreTakenWhenTheyAreWritten()
{
    importTable();
    view()->setCurrentIndex(model().index(0, 4));
    QPlainTextEdit *detail = page().editor()->detail();
    detail->setFocus();
    QTest::keyClicks(detail, u"easy; Europe; "_s);
    QCOMPARE(detail->toPlainText(), u"easy; Europe; "_s);
    view()->setFocus();
    QCOMPARE(model().suite().cases.first().tags, (QStringList{u"easy"_s, u"Europe"_s}));
    view()->setCurrentIndex(model().index(0, 6));
    detail->setFocus();
    QTest::keyClicks(detail, u"{\"type\": \"contains\","_s);
    QCOMPARE(page().editor()->told(), QString());
    view()->setFocus();
    QVERIFY(!page().editor()->told().isEmpty());
    QVERIFY(model().suite().cases.first().checks.isEmpty());
    QVERIFY(!model().setData(model().index(0, 6), uR"([{"type": "contians", "value": "x"}])"_s));
    QVERIFY(page().editor()->told().contains(u"\"contians\""_s));
    QVERIFY(model().setData(model().index(0, 6), uR"([{"type": "contains", "value": "x"}])"_s));
}

void tst_suitespage::savesByItself()
{
    importTable();
    QVERIFY(model().setData(model().index(0, 1), u"Spain"_s));
    QTRY_COMPARE(keptSuite().cases.first().variables.value(u"country"_s), u"Spain"_s);
    QCOMPARE(kept().first().latest, 1);
}

void tst_suitespage::aVersionThatWasUsedStays()
{
    importTable();
    const SuiteVersion first = *SuiteStore::newest(m_gui->session().workspace().reader(), kept().first().id);
    const Run run{.spec = {.id = RunId::create(),
                           .suite = RunSuite{.id = first.suite.id, .name = u"Capitals"_s, .columns = {}, .cases = {}}},
                  .created = first.changed.addSecs(1)};
    QVERIFY(m_gui->session().workspace().write([&](Database &db) { return RunStore::create(db, run); }));
    QVERIFY(model().setData(model().index(0, 1), u"Spain"_s));
    QVERIFY(page().save());
    QCOMPARE(kept().first().latest, 2);
    QCOMPARE(*SuiteStore::version(m_gui->session().workspace().reader(), first.suite.id, 1), first);
}

void tst_suitespage::renaming()
{
    importTable();
    page().addStarter(u"latency"_s);
    QVERIFY(!page().rename(u" Capitals "_s));
    QVERIFY(page().problem().contains(u"Capitals"_s));
    QVERIFY(!page().rename(u" "_s));
    QVERIFY(page().rename(u"Times"_s));
    QCOMPARE(page().problem(), QString());
    QCOMPARE(page().frame()->title(), u"Times"_s);
    QVERIFY(page().save());
    QCOMPARE(kept().last().name, u"Times"_s);
    model().undoStack()->undo();
    QCOMPARE(page().frame()->title(), u"Latency probe"_s);
}

void tst_suitespage::filesAreAttached()
{
    importTable();
    view()->setCurrentIndex(model().index(1, 0));
    const QString path = file(u"invoice; of May.txt"_s, "1,250");
    page().editor()->attachFiles({path});
    const QList<AttachmentRef> files = model().suite().cases.at(1).attachments;
    QCOMPARE(files.size(), 1);
    QCOMPARE(files.first().name(), u"invoice; of May.txt"_s);
    QCOMPARE(files.first().size, 5);
    QVERIFY(!files.first().sha256.isEmpty());
    page().editor()->attachFiles({m_folder.filePath(u"gone.txt"_s)});
    QVERIFY(page().editor()->told().contains(u"gone.txt"_s));
    QCOMPARE(model().suite().cases.at(1).attachments, files);
    file(u"invoice; of May.txt"_s, "changed since"); // it stays as it was attached
    page().editor()->attachFiles({file(u"b.txt"_s, "b")});
    QCOMPARE(model().suite().cases.at(1).attachments.first(), files.first());
    QCOMPARE(model().suite().cases.at(1).attachments.size(), 2);
}

void tst_suitespage::nothingIsImportedBeforeThePersonDecides()
{
    const QString path = file(u"Bad.csv"_s, "country,tags\nFrance,a\nIndia,\"[1,\"\nKenya\n");
    import(path);
    QVERIFY(button(m_dialog, u"Import the rest"_s));
    m_dialog->reject();
    QTRY_VERIFY(!m_dialog);
    QVERIFY(kept().isEmpty());
    import(path);
    m_dialog->accept();
    QCOMPARE(keptSuite().cases.size(), 1);
}

void tst_suitespage::checksThatNobodyKnows()
{
    import(file(u"Checks.csv"_s, "q,checks\n"
                                 "1,\"{\"\"type\"\": \"\"number\"\", \"\"value\"\": 1}\"\n"
                                 "2,\"{\"\"type\"\": \"\"nummer\"\", \"\"value\"\": 2}\"\n"
                                 "3,\"{\"\"type\"\": \"\"number\"\", \"\"value\"\": \"\"x\"\"}\"\n"));
    const QStringList found = findings();
    QVERIFY(found.at(0).startsWith(u"Line 3, checks: There is no check \"nummer\""_s));
    QCOMPARE(found.at(1), u"Line 4, checks: \"value\" of the check \"number\" must be a number."_s);
    QVERIFY(kept().isEmpty());
    m_dialog->accept();
    QCOMPARE(keptSuite().cases.size(), 1);
}

void tst_suitespage::aSheetIsChosen()
{
    import(QStringLiteral(EVENHAND_TEST_DATA "/suites/sheets.xlsx"));
    auto *sheets = m_dialog->findChild<QComboBox *>();
    QVERIFY(sheets->isVisible());
    QCOMPARE(sheets->count(), 2);
    QCOMPARE(m_dialog->summary(), u"2 cases can be imported."_s);
    QTest::keyClick(sheets, Qt::Key_Down);
    QTRY_VERIFY(!m_dialog->isReading());
    QCOMPARE(m_dialog->summary(), u"1 case can be imported."_s);
    m_dialog->accept();
    QCOMPARE(keptSuite().columns, QStringList{u"other"_s});
    import(file(u"None.csv"_s, "q\n1\n"));
    QVERIFY(!m_dialog->findChild<QComboBox *>()->isVisible());
}

void tst_suitespage::filesElsewhereNeedThePersonsWord()
{
    file(u"secret.txt"_s, "s");
    QVERIFY(QDir(m_folder.path()).mkpath(u"inner"_s));
    import(file(u"inner/promptfooconfig.yaml"_s, "prompts: ['{{a}}']\n"
                                                 "tests:\n"
                                                 "  - vars: {a: plain}\n"
                                                 "  - vars: {a: file://../secret.txt}\n"));
    auto *outside = m_dialog->findChild<QCheckBox *>();
    QVERIFY(outside->isVisible() && !outside->isChecked());
    QVERIFY(outside->toolTip().contains(u"../secret.txt"_s));
    QCOMPARE(findings(), QStringList{u"Line 4: The file \"../secret.txt\" is outside of the folder of this one."_s});
    QTest::keyClick(outside, Qt::Key_Space);
    QTRY_VERIFY(!m_dialog->isReading());
    QCOMPARE(findings(), QStringList());
    QVERIFY(outside->isVisible()); // it can be taken back
    m_dialog->accept();
    QCOMPARE(keptSuite().cases.last().variables.value(u"a"_s), u"s"_s);
}

void tst_suitespage::aFileThatCannotBeRead()
{
    import(m_folder.filePath(u"none.csv"_s));
    QCOMPARE(m_dialog->summary(), u"There is no such file."_s);
    QVERIFY(!button(m_dialog, u"Import"_s)->isEnabled());
    m_dialog->reject();
    page().importFile(file(u"Late.csv"_s, "q\n1\n"));
    m_gui.reset(); // while it is being read
}

void tst_suitespage::removing()
{
    importTable();
    button(&page(), u"Remove…"_s)->click();
    button(page().findChild<QMessageBox *>(), u"Remove"_s)->click();
    QVERIFY(kept().isEmpty());
    QCOMPARE(model().rowCount(), 0);
    QVERIFY(!button(&page(), u"Rename…"_s)->isEnabled());
}

void tst_suitespage::readOnly()
{
    importTable();
    QVERIFY(page().save());
    m_gui->reopen(Workspace::Access::Read);
    show();
    page().open(kept().first().id);
    view()->setFocus();
    view()->setCurrentIndex(model().index(0, 1));
    press(Qt::Key_Delete);
    press(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(model().rowCount(), 2);
    QCOMPARE(text(0, 1), u"France"_s);
    QVERIFY(page().editor()->detail()->isReadOnly());
    QVERIFY(!button(&page(), u"New suite"_s)->isEnabled());
    QVERIFY(button(&page(), u"Export…"_s)->isEnabled());
}

QTEST_MAIN(tst_suitespage)

#include "tst_suitespage.moc"
