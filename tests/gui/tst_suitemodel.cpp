// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/suitemodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace evenhand;
using namespace Qt::StringLiterals;

class tst_suitemodel : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void columnsAndCells();
    void editsAreUndone();
    void typingIsOneStep();
    void badCellsAreRefused();
    void casesComeAndGo();
    void casesMove();
    void variables();
    void copyAndPaste();
    void pasteMakesCases();
    void pasteKeepsWhatSpreadsheetsCopy();
    void pasteWithHeadings();
    void pasteOutsideIsRefused();
    void findsRoundTheEnd();
    void readOnly();

private:
    QString text(int row, int column) const { return m_model->index(row, column).data(Qt::EditRole).toString(); }

    std::unique_ptr<SuiteModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    Suite m_suite;
};

void tst_suitemodel::init()
{
    m_suite = {.name = u"Capitals"_s, .columns = {u"country"_s, u"style"_s}};
    for (const QString &country : {u"France"_s, u"India"_s, u"Kenya"_s})
        m_suite.cases.append({.id = CaseId::create(), .variables = {{u"country"_s, country}}});
    m_model = std::make_unique<SuiteModel>();
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get());
    m_model->setSuite(m_suite);
}

void tst_suitemodel::columnsAndCells()
{
    QStringList titles;
    for (int column = 0; column < m_model->columnCount(); ++column)
        titles.append(m_model->headerData(column, Qt::Horizontal).toString());
    QCOMPARE(titles, (QStringList{u"Name"_s, u"country"_s, u"style"_s, u"Reference"_s, u"Task class"_s, u"Tags"_s,
                                  u"Attachments"_s, u"Checks"_s}));
    QCOMPARE(text(1, 1), u"India"_s);
    QCOMPARE(m_model->headerData(1, Qt::Vertical).toInt(), 2);
}

void tst_suitemodel::editsAreUndone()
{
    QSignalSpy changed(m_model.get(), &SuiteModel::changed);
    QVERIFY(m_model->setData(m_model->index(0, 3), u"Paris"_s));
    QVERIFY(m_model->setData(m_model->index(0, 5), u"easy; Europe"_s));
    QCOMPARE(m_model->suite().cases.first().tags, (QStringList{u"easy"_s, u"Europe"_s}));
    QCOMPARE(changed.size(), 2);
    m_model->undoStack()->undo();
    m_model->undoStack()->undo();
    QCOMPARE(m_model->suite(), m_suite);
    m_model->undoStack()->redo();
    QCOMPARE(text(0, 3), u"Paris"_s);
    QVERIFY(m_model->setData(m_model->index(0, 3), u"Paris"_s)); // the same: nothing to undo
    QCOMPARE(m_model->undoStack()->index(), 1);
}

void tst_suitemodel::typingIsOneStep()
{
    for (const QString &text : {u"P"_s, u"Pa"_s, u"Paris"_s})
        QVERIFY(m_model->setData(m_model->index(0, 3), text));
    m_model->undoStack()->undo();
    QCOMPARE(m_model->suite(), m_suite);
    QVERIFY(!m_model->undoStack()->canUndo());
}

void tst_suitemodel::badCellsAreRefused()
{
    QSignalSpy refused(m_model.get(), &SuiteModel::refused);
    QVERIFY(!m_model->setData(m_model->index(0, 7), u"contains Paris"_s));
    QCOMPARE(refused.size(), 1);
    QCOMPARE(m_model->suite(), m_suite);
}

void tst_suitemodel::casesComeAndGo()
{
    m_model->addCase(1);
    QCOMPARE(m_model->rowCount(), 4);
    QCOMPARE(text(1, 1), QString());
    QVERIFY(!m_model->suite().cases.at(1).id.isNull());
    m_model->removeCases({3, 0, 1});
    QCOMPARE(m_model->rowCount(), 1);
    QCOMPARE(text(0, 1), u"India"_s);
    m_model->undoStack()->undo();
    m_model->undoStack()->undo();
    QCOMPARE(m_model->suite(), m_suite);
}

void tst_suitemodel::casesMove()
{
    m_model->moveCases({0, 1}, 1);
    QCOMPARE(text(0, 1), u"Kenya"_s);
    QCOMPARE(text(1, 1), u"France"_s);
    m_model->moveCases({2}, 1); // no further
    QCOMPARE(m_model->undoStack()->index(), 1);
    m_model->moveCases({1, 2}, -1);
    QCOMPARE(m_model->suite(), m_suite);
}

void tst_suitemodel::variables()
{
    QVERIFY(m_model->addVariable(u"tone"_s));
    QVERIFY(!m_model->addVariable(u"tone"_s));
    QVERIFY(!m_model->addVariable(u"two words"_s));
    QVERIFY(!m_model->addVariable(QString()));
    QVERIFY(m_model->renameVariable(1, u"land"_s));
    QCOMPARE(m_model->suite().columns, (QStringList{u"land"_s, u"style"_s, u"tone"_s}));
    QCOMPARE(text(2, 1), u"Kenya"_s);
    QVERIFY(!m_model->renameVariable(0, u"x"_s));
    m_model->moveVariable(1, 1);
    QCOMPARE(m_model->suite().columns.first(), u"style"_s);
    m_model->moveVariable(1, -2);
    QCOMPARE(m_model->suite().columns.first(), u"style"_s);
    m_model->removeVariable(2);
    QCOMPARE(m_model->suite().cases.first().variables.size(), 0);
    while (m_model->undoStack()->canUndo())
        m_model->undoStack()->undo();
    QCOMPARE(m_model->suite(), m_suite);
}

void tst_suitemodel::copyAndPaste()
{
    m_model->setData(m_model->index(0, 2), u"two\nlines, \"quoted\"\tand a tab"_s);
    const QString copied = m_model->copied({m_model->index(1, 1), m_model->index(0, 2), m_model->index(0, 1)});
    QCOMPARE(copied, u"France\t\"two\nlines, \"\"quoted\"\"\tand a tab\"\r\nIndia\t\r\n"_s);
    m_model->paste(m_model->index(1, 1), copied);
    QCOMPARE(text(1, 1), u"France"_s);
    QCOMPARE(text(1, 2), text(0, 2));
    QCOMPARE(text(2, 1), u"India"_s);
    m_model->clear({m_model->index(1, 1), m_model->index(1, 2)});
    QCOMPARE(text(1, 1) + text(1, 2), QString());
}

void tst_suitemodel::pasteMakesCases()
{
    m_model->paste(m_model->index(2, 1), u"Peru\nChile\nCuba"_s);
    QCOMPARE(m_model->rowCount(), 5);
    QCOMPARE(text(4, 1), u"Cuba"_s);
    m_model->undoStack()->undo();
    QCOMPARE(m_model->suite(), m_suite);
}

// Of fields with quotes in them, only those with line breaks are quoted; an empty cell of a single column is an empty line.
void tst_suitemodel::pasteKeepsWhatSpreadsheetsCopy()
{
    m_model->paste(m_model->index(0, 1),
                   u"a 5\" pipe\r\n\r\n\"so\" he said\r\n\"two\n\"\"lines\"\"\"\r\n\"open\r\nend\r\n"_s);
    QCOMPARE(m_model->rowCount(), 6);
    const QStringList expected = {u"a 5\" pipe"_s,     QString(),   u"\"so\" he said"_s,
                                  u"two\n\"lines\""_s, u"\"open"_s, u"end"_s};
    for (int row = 0; row < expected.size(); ++row)
        QCOMPARE(text(row, 1), expected.at(row));
    m_model->undoStack()->undo();
    QCOMPARE(m_model->suite(), m_suite);
}

void tst_suitemodel::pasteWithHeadings()
{
    QSignalSpy refused(m_model.get(), &SuiteModel::refused);
    m_model->pasteWithHeadings(u"country\ttone\tReference\tTags\nPeru\tkind\tLima\ta; b\nChile\t\tSantiago\t\n"_s);
    QCOMPARE(refused.size(), 0);
    QCOMPARE(m_model->suite().columns, (QStringList{u"country"_s, u"style"_s, u"tone"_s}));
    QCOMPARE(m_model->rowCount(), 5);
    QCOMPARE(m_model->suite().cases.at(3).tags, (QStringList{u"a"_s, u"b"_s}));
    QCOMPARE(m_model->suite().cases.at(4).reference, u"Santiago"_s);
    m_model->undoStack()->undo();
    QCOMPARE(m_model->suite(), m_suite);
    m_model->pasteWithHeadings(u"country\tcountry\nx\ty\n"_s);
    m_model->pasteWithHeadings(u"country\tattachments\nx\t/none/such.txt\n"_s);
    QCOMPARE(refused.size(), 2);
    QVERIFY(refused.first().first().toString().contains(u"stands there twice"_s));
    QCOMPARE(m_model->suite(), m_suite);
}

void tst_suitemodel::pasteOutsideIsRefused()
{
    QSignalSpy refused(m_model.get(), &SuiteModel::refused);
    m_model->paste(m_model->index(0, 7), u"\tx"_s);
    m_model->paste(m_model->index(0, 7), u"no checks"_s);
    QCOMPARE(refused.size(), 2);
    QCOMPARE(m_model->suite(), m_suite);
}

void tst_suitemodel::findsRoundTheEnd()
{
    QCOMPARE(m_model->find(u"in"_s, {}, false), m_model->index(1, 1));
    QCOMPARE(m_model->find(u"a"_s, m_model->index(2, 1), false), m_model->index(0, 1));
    QCOMPARE(m_model->find(u"a"_s, m_model->index(0, 1), true), m_model->index(2, 1));
    QVERIFY(!m_model->find(u"xyz"_s, {}, false).isValid());
}

void tst_suitemodel::readOnly()
{
    m_model->setReadOnly(true);
    QVERIFY(!m_model->setData(m_model->index(0, 1), u"x"_s));
    QVERIFY(!(m_model->flags(m_model->index(0, 1)) & Qt::ItemIsEditable));
    m_model->removeCases({0});
    m_model->clear({m_model->index(0, 1)});
    QCOMPARE(m_model->suite(), m_suite);
}

QTEST_GUILESS_MAIN(tst_suitemodel)
#include "tst_suitemodel.moc"
