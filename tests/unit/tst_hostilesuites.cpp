// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/suites/jsonlfile.h"
#include "app/suites/promptfoo.h"
#include "app/suites/spreadsheet.h"
#include "app/suites/suiteyaml.h"
#include "app/suites/tablesuite.h"
#include "tests/support/suitechecks.h"

#include <QTemporaryDir>
#include <QTest>

#include <minizip/zip.h>

using namespace evenhand;
using namespace Qt::StringLiterals;

// Files that are large, broken, or made to do harm: each is read as far as it can be, or refused with a sentence.
class tst_hostilesuites : public QObject
{
    Q_OBJECT

private slots:
    void encodings_data();
    void encodings();
    void lineEnds();
    void manyRows();
    void largeCells();
    void oneTextManyTimes();
    void zipBomb();
    void entities();
    void brokenWorkbooks_data();
    void brokenWorkbooks();

private:
    // A workbook with one sheet, of these parts.
    QString workbook(const QByteArray &sheet, const QByteArray &strings = {});

    QTemporaryDir m_folder;
};

namespace {

const QByteArray workbookXml = R"(<workbook xmlns:r="r"><sheets><sheet name="S" r:id="r1"/></sheets></workbook>)";
const QByteArray relationsXml =
    R"(<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>)";

void addPart(zipFile file, const char *name, const QByteArray &content, int times = 1)
{
    zipOpenNewFileInZip64(file, name, nullptr, nullptr, 0, nullptr, 0, nullptr, Z_DEFLATED, 1, 1);
    for (int i = 0; i < times; ++i)
        zipWriteInFileInZip(file, content.constData(), unsigned(content.size()));
    zipCloseFileInZip(file);
}

QString said(const Result<SuiteImport> &import)
{
    return import ? u"%1 cases"_s.arg(import->suite.cases.size()) : import.error().message;
}

} // namespace

QString tst_hostilesuites::workbook(const QByteArray &sheet, const QByteArray &strings)
{
    const QString path = m_folder.filePath(u"book.xlsx"_s);
    zipFile file = zipOpen64(path.toUtf8().constData(), APPEND_STATUS_CREATE);
    addPart(file, "xl/workbook.xml", workbookXml);
    addPart(file, "xl/_rels/workbook.xml.rels", relationsXml);
    addPart(file, "xl/sharedStrings.xml", strings);
    addPart(file, "xl/worksheets/sheet1.xml", sheet);
    zipClose(file, nullptr);
    return path;
}

void tst_hostilesuites::encodings_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("expected"); // how the answer begins

    const QByteArray text = "q,reference\nna\xc3\xafve,1\n";
    const QString unicode = QString::fromUtf8(text);
    const QByteArray little(reinterpret_cast<const char *>(unicode.utf16()), unicode.size() * 2);
    QTest::newRow("UTF-8") << text << u"1 cases"_s;
    QTest::newRow("with a mark") << "\xef\xbb\xbf" + text << u"1 cases"_s;
    QTest::newRow("UTF-16 with a mark") << "\xff\xfe" + little << u"The file is text in UTF-16. Save it as UTF-8"_s;
    QTest::newRow("UTF-16 without") << QByteArray("q\0,\0r\0\n\0", 8) << u"The file holds zero bytes"_s;
    QTest::newRow("Windows-1252") << QByteArray("q,reference\nna\xefve,1\n") << u"Line 2 is not text in UTF-8."_s;
    QTest::newRow("zero byte") << QByteArray("q\na\0b\n", 6) << u"The file holds zero bytes"_s;
    QTest::newRow("nothing") << QByteArray() << u"0 cases"_s;
}

void tst_hostilesuites::encodings()
{
    QFETCH(const QByteArray, content);
    QFETCH(const QString, expected);
    QVERIFY2(said(readCsv(content)).startsWith(expected), qPrintable(said(readCsv(content))));
    if (expected.contains(u"cases"_s))
        return;
    FileFolder none;
    QVERIFY(said(readJsonl(content)).startsWith(expected));
    QVERIFY(said(readSuiteYaml(content)).startsWith(expected));
    QVERIFY(said(readPromptfoo(content, none)).startsWith(expected));
}

void tst_hostilesuites::lineEnds()
{
    for (const QByteArray &end : {QByteArray("\n"), QByteArray("\r\n"), QByteArray("\r")}) {
        QCOMPARE(said(readCsv("q,reference" + end + "a,b" + end + end + "c,d" + end)), u"2 cases"_s);
        QCOMPARE(said(readJsonl(R"({"q": 1})" + end + R"({"q": 2})" + end)), u"2 cases"_s);
    }
}

void tst_hostilesuites::manyRows()
{
    QByteArray csv = "q,reference\n";
    for (int i = 0; i <= mostCases; ++i)
        csv += "question " + QByteArray::number(i) + ",answer\n";
    const Result<SuiteImport> import = readCsv(csv);
    QCOMPARE(said(import), u"100000 cases"_s);
    QCOMPARE(faultOf(*import), QString());
    QCOMPARE(toString(import->problems.first()),
             u"There are 100,001 cases; a suite has at most 100,000. The first 100,000 are used."_s);
}

void tst_hostilesuites::largeCells()
{
    const QByteArray large(1024 * 1024, 'x');
    QCOMPARE(readCsv("q\n" + large + "\n")->suite.cases.first().variables.value(u"q"_s).size(), large.size());
    const Result<SuiteImport> import = readCsv("q\nsmall\n" + QByteArray(mostCellCharacters + 1, 'x') + "\n");
    QCOMPARE(said(import), u"1 cases"_s);
    QCOMPARE(toString(import->problems.first()), u"line 3, column q: The text has more than 8,388,608 characters."_s);
}

// A small file whose cells all show one large text.
void tst_hostilesuites::oneTextManyTimes()
{
    QByteArray rows = R"(<row><c t="inlineStr"><is><t>q</t></is></c></row>)";
    for (int i = 0; i < 200; ++i)
        rows += R"(<row><c t="s"><v>0</v></c></row>)";
    const QByteArray text(1024 * 1024, 'x');
    const QString path = workbook("<worksheet><sheetData>" + rows + "</sheetData></worksheet>",
                                  "<sst><si><t>" + text + "</t></si></sst>");
    const Result<SuiteImport> import = readSpreadsheet(path, {});
    QCOMPARE(said(import), u"64 cases"_s);
    QCOMPARE(import->problems.size(), 136);
    QCOMPARE(toString(import->problems.first()),
             u"line 66: With this case the suite would have more than 67,108,864 characters."_s);
}

void tst_hostilesuites::zipBomb()
{
    const QString path = m_folder.filePath(u"bomb.xlsx"_s);
    zipFile file = zipOpen64(path.toUtf8().constData(), APPEND_STATUS_CREATE);
    addPart(file, "xl/workbook.xml", QByteArray(1024 * 1024, ' '), 300);
    zipClose(file, nullptr);
    QVERIFY(QFileInfo(path).size() < 2 * 1024 * 1024);
    QCOMPARE(
        said(readSpreadsheet(path, {})),
        u"The file cannot be read. It is too large once it is unpacked. Open it in a spreadsheet program and save it "
        "as CSV."_s);
}

void tst_hostilesuites::entities()
{
    QByteArray declared = "<!ENTITY a0 \"aaaaaaaaaa\">";
    for (int i = 1; i < 12; ++i) {
        const QByteArray use = "&a" + QByteArray::number(i - 1) + ";";
        declared += "<!ENTITY a" + QByteArray::number(i) + " \"" + use.repeated(10) + "\">";
    }
    const QString path =
        workbook("<!DOCTYPE w [" + declared
                 + R"(]><worksheet><sheetData><row><c t="str"><v>&a11;</v></c></row></sheetData></worksheet>)");
    QCOMPARE(said(readSpreadsheet(path, {})),
             u"The sheet cannot be read. It is damaged. Open it in a spreadsheet program and save it as CSV."_s);
}

void tst_hostilesuites::brokenWorkbooks_data()
{
    QTest::addColumn<QByteArray>("sheet");
    QTest::addColumn<QString>("expected");

    const QString damaged = u"The sheet cannot be read. It is damaged."_s;
    const QByteArray head = R"(<row><c t="str"><v>q</v></c></row>)";
    QTest::newRow("no end") << QByteArray("<worksheet><sheetData><row><c><v>1") << damaged;
    QTest::newRow("no XML") << QByteArray("PK") << damaged;
    QTest::newRow("far column") << "<worksheet>" + head + R"(<row><c r="ZZZZZZZ2"><v>1</v></c></row></worksheet>)"
                                << u"The sheet cannot be read. It has more than 100,000 rows or 1,000 columns."_s;
    QTest::newRow("no such text") << "<worksheet>" + head + R"(<row><c t="s"><v>99</v></c></row></worksheet>)"
                                  << u"0 cases"_s;
    QTest::newRow("negative row") << "<worksheet>" + head + R"(<row r="-5"><c><v>1</v></c></row></worksheet>)"
                                  << u"1 cases"_s;
}

void tst_hostilesuites::brokenWorkbooks()
{
    QFETCH(const QByteArray, sheet);
    QFETCH(const QString, expected);
    const QString answer = said(readSpreadsheet(workbook(sheet), {}));
    QVERIFY2(answer.startsWith(expected), qPrintable(answer));
}

QTEST_GUILESS_MAIN(tst_hostilesuites)
#include "tst_hostilesuites.moc"
