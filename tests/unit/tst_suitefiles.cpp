// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/suites/jsonlfile.h"
#include "app/suites/suitefile.h"
#include "app/suites/suiteyaml.h"
#include "app/suites/tablesuite.h"
#include "tests/paths.h"

#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace evenhand;
using namespace Qt::StringLiterals;

namespace {

Suite withoutIds(Suite suite)
{
    suite.id = {};
    for (SuiteCase &one : suite.cases)
        one.id = {};
    return suite;
}

QString problems(const Result<SuiteImport> &import)
{
    if (!import)
        return u"error: "_s + import.error().message;
    QStringList lines;
    for (const RowProblem &problem : import->problems)
        lines.append(toString(problem));
    return lines.join(u'\n');
}

// Texts that files have trouble with.
QString randomText(QRandomGenerator &random)
{
    static const QStringList pieces = {
        u"a"_s, u" "_s,   u"\n"_s, u"\r\n"_s, u"\r"_s,   u"\""_s,   u","_s,  u";"_s,      u"\t"_s,    u"'"_s,  u"="_s,
        u"-"_s, u"# x"_s, u": "_s, u"["_s,    u"]"_s,    u"{"_s,    u"}}"_s, u"{{x}}"_s,  u"हिन्दी"_s, u"😀"_s, u"\\"_s,
        u"|"_s, u">"_s,   u"1"_s,  u"~"_s,    u"null"_s, u"true"_s, u"%"_s,  u"\u2028"_s, u"\x7f"_s,  u"- "_s};
    QString text;
    for (int left = random.bounded(8); left > 0; --left)
        text += pieces.at(random.bounded(int(pieces.size())));
    return text;
}

QStringList randomTexts(QRandomGenerator &random)
{
    QStringList texts;
    for (int left = random.bounded(3); left > 0; --left)
        texts.append(u"t"_s + randomText(random));
    return texts;
}

SuiteCase randomCase(QRandomGenerator &random, const QStringList &columns)
{
    SuiteCase one{.name = randomText(random),
                  .reference = randomText(random),
                  .taskClass = randomText(random),
                  .tags = randomTexts(random),
                  .attachments = filesNamed(randomTexts(random))};
    for (const QString &column : columns)
        setVariable(one, column, randomText(random));
    if (random.bounded(2))
        one.checks = {QJsonObject{{u"type"_s, u"contains"_s}, {u"value"_s, randomText(random)}},
                      QJsonObject{{u"type"_s, u"number"_s}, {u"value"_s, random.bounded(1000) / 8.0}}};
    return one;
}

Suite randomSuite(QRandomGenerator &random)
{
    Suite suite;
    for (const QString &name : {u"name"_s, u"question"_s, u"task_class"_s, u"a.b"_s, u"true"_s, u"भाषा"_s}) {
        if (random.bounded(2))
            suite.columns.append(name);
    }
    for (int left = random.bounded(5); left > 0; --left)
        suite.cases.append(randomCase(random, suite.columns));
    return suite;
}

Suite randomWholeSuite(QRandomGenerator &random)
{
    Suite suite = randomSuite(random);
    suite.name = u"N"_s + randomText(random);
    suite.description = randomText(random);
    if (random.bounded(2)) {
        suite.prompt = PromptText{.system = randomText(random), .user = u"u"_s + randomText(random)};
        suite.prompt->variables = {{u"style"_s, u"short"_s}};
        const QJsonObject schema{{u"type"_s, u"object"_s}, {u"properties"_s, QJsonObject{{u"x"_s, QJsonObject()}}}};
        suite.prompt->tools = {{.name = u"look_up"_s, .description = randomText(random), .schema = schema}};
        suite.prompt->format = AnswerFormat{.name = u"shape"_s, .schema = schema};
    }
    return suite;
}

} // namespace

class tst_suitefiles : public QObject
{
    Q_OBJECT

private slots:
    void csvReadsWhatSpreadsheetsWrite();
    void csvTellsBadRows_data();
    void csvTellsBadRows();
    void csvDelimiters();
    void textsAreNoFormulas();
    void otherEncodings();
    void csvRoundTrip();
    void jsonlRoundTrip();
    void yamlRoundTrip();
    void jsonlTellsBadRows();
    void flatJsonl();
    void evals();
    void evalsTellConversations();
    void yamlTellsBadCases();
    void brokenYamlIsNoSuite();
    void sheets();
    void sheetsThatCannotBeRead();
    void limits();
    void attachmentsStayInTheFolder();
    void namesTheFileItCannotRead();
    void formulaLike();
};

void tst_suitefiles::csvReadsWhatSpreadsheetsWrite()
{
    const Result<SuiteImport> import = readCsv("\xef\xbb\xbfName,question,Task Class,tags,reference,checks\r\n"
                                               "one,\"a \"\"quoted\"\" word,\r\nand a line\",math,\"x; y\",4,"
                                               "\"[{\"\"type\"\": \"\"equals\"\", \"\"value\"\": \"\"4\"\"}]\"\r\n"
                                               "\r\n"
                                               "two,=1+1,,,,\r\n");
    QCOMPARE(problems(import), QString());
    QCOMPARE(import->suite.columns, QStringList{u"question"_s});
    QCOMPARE(import->suite.cases.size(), 2);
    const SuiteCase &first = import->suite.cases.first();
    QVERIFY(!first.id.isNull());
    QCOMPARE(first.name, u"one"_s);
    QCOMPARE(first.variables.value(u"question"_s), u"a \"quoted\" word,\r\nand a line"_s);
    QCOMPARE(first.taskClass, u"math"_s);
    QCOMPARE(first.tags, (QStringList{u"x"_s, u"y"_s}));
    QCOMPARE(first.checks.first()["type"_L1].toString(), u"equals"_s);
    QCOMPARE(import->suite.cases.last().variables.value(u"question"_s), u"=1+1"_s);
    QCOMPARE(import->notes, QStringList{u"Columns are separated by commas."_s});
}

void tst_suitefiles::csvTellsBadRows_data()
{
    QTest::addColumn<QByteArray>("csv");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<int>("cases");

    QTest::newRow("field missing") << QByteArray("a,b\n1\n2,3\n")
                                   << u"line 2: The row has 1 field, the headings are 2."_s << 1;
    QTest::newRow("field too many") << QByteArray("a,b\n1,2,3\n")
                                    << u"line 2: The row has 3 fields, the headings are 2."_s << 0;
    QTest::newRow("line counted through quotes")
        << QByteArray("a,b\n\"x\ny\",1\n2\n") << u"line 4: The row has 1 field, the headings are 2."_s << 1;
    QTest::newRow("quote never closed") << QByteArray("a,b\n1,2\n3,\"4\n")
                                        << u"line 3: The quote that opens in line 3 is never closed."_s << 1;
    QTest::newRow("text after quote") << QByteArray(
        "a\n\"x\"y\nz\n") << u"line 2: Text follows a closing quote. Double the quotes that belong to a field."_s
                                      << 1;
    QTest::newRow("quote inside")
        << QByteArray("a\nx\"y\"\n")
        << u"line 2: A quote stands in the middle of a field. Put the whole field in quotes and "
           "double those in it."_s
        << 0;
    QTest::newRow("checks not JSON") << QByteArray("a,checks\n1,contains\n")
                                     << u"line 2, column checks: Checks are JSON, and this is not: illegal value."_s
                                     << 0;
    QTest::newRow("check without type")
        << QByteArray("a,checks\n1,{}\n")
        << u"line 2, column checks: A check has no \"type\", such as {\"type\": \"contains\", \"value\": \"Paris\"}."_s
        << 0;
    QTest::newRow("heading twice") << QByteArray("a,a\n1,2\n") << u"line 1, column a: The heading stands there twice."_s
                                   << 0;
    QTest::newRow("no heading") << QByteArray("a,\n1,2\n") << u"line 1, column 2: It has no heading."_s << 0;
    QTest::newRow("empty") << QByteArray() << u"line 1: There are no headings: the file is empty."_s << 0;
}

void tst_suitefiles::csvTellsBadRows()
{
    QFETCH(const QByteArray, csv);
    QFETCH(const QString, expected);
    QFETCH(const int, cases);
    const Result<SuiteImport> import = readCsv(csv);
    QCOMPARE(problems(import), expected);
    QCOMPARE(import->suite.cases.size(), cases);
}

void tst_suitefiles::csvDelimiters()
{
    for (const QByteArray &csv :
         {QByteArray("a;b\n1,5;2"), QByteArray("a\tb\n1,5\t2\r"), QByteArray("a,b\n\"1,5\",2")}) {
        const Result<SuiteImport> import = readCsv(csv);
        QCOMPARE(problems(import), QString());
        QCOMPARE(import->suite.cases.value(0).variables,
                 (QMap<QString, QString>{{u"a"_s, u"1,5"_s}, {u"b"_s, u"2"_s}}));
    }
    QCOMPARE(readCsv("a;b\n")->notes, QStringList{u"Columns are separated by semicolons."_s});
    QCOMPARE(detectDelimiter(u"\"a;b;c\",d"_s), u',');
}

void tst_suitefiles::textsAreNoFormulas()
{
    for (const QString &text : {u"=1+1"_s, u"+a"_s, u"-a"_s, u"- a list"_s, u"@SUM(A1)"_s, u"\t=1"_s, u"\r=1"_s})
        QCOMPARE(harmlessCell(text), u'\'' + text);
    for (const QString &text : {u""_s, u"a=1"_s, u"-1.5"_s, u"+2"_s, u"'=1"_s, u" =1"_s})
        QCOMPARE(harmlessCell(text), text);
    // What is read back has every cell as it was.
    const QList<QStringList> rows{{u"=1+1"_s, u"-a"_s}};
    QCOMPARE(parseDelimited(toDelimited(rows, u','), u',').rows.first().cells, rows.first());
}

void tst_suitefiles::otherEncodings()
{
    QVERIFY(problems(readCsv("\xff\xfe"
                             "a"))
                .contains(u"UTF-16"_s));
    QVERIFY(problems(readCsv("a,b\nStra\xdf"
                             "e,1\n"))
                .startsWith(u"error: Line 2 is not text in UTF-8."_s));
    QVERIFY(problems(readJsonl("{\"a\": \"\xe4\"}")).startsWith(u"error: Line 1 is not text"_s));
    QVERIFY(problems(readSuiteYaml("name: \xe4")).startsWith(u"error: Line 1 is not text"_s));
}

void tst_suitefiles::csvRoundTrip()
{
    QRandomGenerator random(1);
    for (int i = 0; i < 3000; ++i) {
        const Suite suite = randomSuite(random);
        const QByteArray file = writeCsv(suite);
        const Result<SuiteImport> back = readCsv(file);
        QVERIFY2(back && back->problems.isEmpty(), file + '\n' + problems(back).toUtf8());
        QVERIFY2(withoutIds(back->suite) == suite, file);
    }
}

void tst_suitefiles::jsonlRoundTrip()
{
    QRandomGenerator random(2);
    for (int i = 0; i < 3000; ++i) {
        const Suite suite = randomWholeSuite(random);
        const QByteArray file = writeJsonl(suite);
        const Result<SuiteImport> back = readJsonl(file);
        QVERIFY2(back && back->problems.isEmpty(), file + '\n' + problems(back).toUtf8());
        QVERIFY2(withoutIds(back->suite) == suite, file);
    }
}

void tst_suitefiles::yamlRoundTrip()
{
    QRandomGenerator random(3);
    for (int i = 0; i < 3000; ++i) {
        const Suite suite = randomWholeSuite(random);
        const QByteArray file = writeSuiteYaml(suite);
        const Result<SuiteImport> back = readSuiteYaml(file);
        QVERIFY2(back && back->problems.isEmpty(), file + '\n' + problems(back).toUtf8());
        QVERIFY2(withoutIds(back->suite) == suite, file + "\n-----\n" + writeSuiteYaml(back->suite));
    }
}

void tst_suitefiles::jsonlTellsBadRows()
{
    const Result<SuiteImport> import = readJsonl("{\"vars\": {\"q\": 1}, \"tags\": \"x\"}\n"
                                                 "{\"vars\": 1}\n"
                                                 "\n"
                                                 "not json\n"
                                                 "[1]\n"
                                                 "{\"vars\": {}, \"tags\": [1]}\n"
                                                 "{\"vars\": {}, \"refrence\": \"x\"}\n"
                                                 "{\"vars\": {}, \"checks\": [{}]}\n");
    QCOMPARE(problems(import), u"line 2, column vars: It must be an object of names and values.\n"
                               "line 4: This is not JSON: illegal value.\n"
                               "line 5: This is no JSON object.\n"
                               "line 6, column tags: It must be a list of texts.\n"
                               "line 7, column refrence: A case has no such member; variables stand in \"vars\".\n"
                               "line 8, column checks: A check has no \"type\", such as {\"type\": \"contains\", "
                               "\"value\": \"Paris\"}."_s);
    QCOMPARE(import->suite.cases.size(), 1);
    QCOMPARE(import->suite.cases.first().variables.value(u"q"_s), u"1"_s);
    QCOMPARE(problems(readJsonl("\n")), u"The file has no case."_s);
}

void tst_suitefiles::flatJsonl()
{
    const Result<SuiteImport> import = readJsonl(
        "{\"question\": \"Why?\", \"depth\": 2.5, \"list\": [1, \"a\"], \"none\": null, \"reference\": \"So.\"}");
    QCOMPARE(problems(import), QString());
    QCOMPARE(import->suite.cases.first().variables,
             (QMap<QString, QString>{{u"question"_s, u"Why?"_s}, {u"depth"_s, u"2.5"_s}, {u"list"_s, u"[1,\"a\"]"_s}}));
    QCOMPARE(import->suite.cases.first().reference, u"So."_s);
}

void tst_suitefiles::evals()
{
    const Result<SuiteImport> import =
        readJsonl("{\"input\": [{\"role\": \"system\", \"content\": \"Be brief.\"}, {\"role\": \"user\", \"content\": "
                  "\"2+2?\"}], \"ideal\": [\"4\", \"four\"]}\n"
                  "{\"input\": \"3+3?\", \"ideal\": \"6\"}\n");
    QCOMPARE(problems(import), QString());
    QCOMPARE(import->suite.prompt->system, u"{{system}}"_s);
    QCOMPARE(import->suite.prompt->user, u"{{input}}"_s);
    QCOMPARE(import->suite.columns, (QStringList{u"input"_s, u"system"_s}));
    QCOMPARE(import->suite.cases.at(0).reference, u"4\nfour"_s);
    QCOMPARE(import->suite.cases.at(0).variables.value(u"system"_s), u"Be brief."_s);
    QCOMPARE(import->suite.cases.at(1).variables.value(u"input"_s), u"3+3?"_s);
    QCOMPARE(import->notes.size(), 2);
}

void tst_suitefiles::evalsTellConversations()
{
    const Result<SuiteImport> import = readJsonl(
        "{\"input\": [{\"role\": \"user\", \"content\": \"a\"}, {\"role\": \"assistant\", \"content\": \"b\"}, "
        "{\"role\": \"user\", \"content\": \"c\"}], \"ideal\": \"d\"}\n"
        "{\"input\": [{\"role\": \"system\", \"name\": \"example_user\", \"content\": \"a\"}, {\"role\": \"user\", "
        "\"content\": \"c\"}], \"ideal\": \"d\"}\n");
    QCOMPARE(problems(import),
             u"line 1: It is a conversation, with a message of \"user\" before its end; a case is one question.\n"
             "line 2: It has an example among its messages (\"name\": \"example_user\"); a case is one question."_s);
    QCOMPARE(import->suite.cases.size(), 0);
}

void tst_suitefiles::yamlTellsBadCases()
{
    const Result<SuiteImport> import = readSuiteYaml("name: x\n"
                                                     "prompt:\n"
                                                     "  user: \"{{q}}\"\n"
                                                     "  tools: [{name: a b}]\n"
                                                     "cases:\n"
                                                     "  - vars: {q: 1}\n"
                                                     "  - varz: {q: 1}\n"
                                                     "  - {vars: [1]}\n"
                                                     "  - {checks: [{value: 1}]}\n"
                                                     "  - just text\n");
    QCOMPARE(problems(import),
             u"line 4: Tool 1 needs a \"name\" of up to 64 letters, digits, \"_\" and \"-\".\n"
             "line 7: A case has no \"varz\". Did you mean \"vars\"?\n"
             "line 8: \"vars\" must be a mapping of names to values.\n"
             "line 9: A check has no \"type\", such as {\"type\": \"contains\", \"value\": \"Paris\"}.\n"
             "line 10: A case must be a mapping of names to values."_s);
    QCOMPARE(import->suite.cases.size(), 1);
    QCOMPARE(import->suite.columns, QStringList{u"q"_s});
}

void tst_suitefiles::brokenYamlIsNoSuite()
{
    QVERIFY(problems(readSuiteYaml("a: [")).startsWith(u"error: Line 1: This is not YAML"_s));
    QCOMPARE(problems(readSuiteYaml("")), u"error: Line 1: The file is empty."_s);
}

void tst_suitefiles::sheets()
{
    const QString path = QStringLiteral(EVENHAND_TEST_DATA "/suites/sheets.xlsx");
    const Result<SuiteImport> first = readSuiteFile(path, {});
    QCOMPARE(problems(first), QString());
    QCOMPARE(first->notes, QStringList{u"The first sheet was read. There are also: Second sheet."_s});
    QCOMPARE(first->suite.name, u"sheets"_s);
    QCOMPARE(first->suite.columns, (QStringList{u"amount"_s, u"date"_s}));
    QCOMPARE(first->suite.cases.size(), 2);
    QCOMPARE(first->suite.cases.at(0).variables,
             (QMap<QString, QString>{{u"amount"_s, u"1428"_s}, {u"date"_s, u"2025-11-22"_s}}));
    QCOMPARE(first->suite.cases.at(0).reference, u"पहला"_s);
    QCOMPARE(first->suite.cases.at(0).tags, (QStringList{u"a"_s, u"b"_s}));
    QCOMPARE(first->suite.cases.at(1).name, u"Straße"_s);
    QCOMPARE(first->suite.cases.at(1).variables.value(u"amount"_s), u"0.1"_s);
    QCOMPARE(first->suite.cases.at(1).reference, u"2"_s); // of a formula

    const Result<SuiteImport> second = readSuiteFile(path, {.sheet = u"Second sheet"_s});
    QCOMPARE(problems(second), QString());
    QCOMPARE(second->suite.cases.first().variables, (QMap<QString, QString>{{u"other"_s, u"x"_s}}));

    const Result<SuiteImport> inlined = readSuiteFile(QStringLiteral(EVENHAND_TEST_DATA "/suites/inline.xlsx"), {});
    QCOMPARE(problems(inlined), u"line 3: A cell holds the error #N/A."_s);
    QCOMPARE(inlined->suite.cases.first().variables,
             (QMap<QString, QString>{{u"share"_s, u"12.5%"_s}, {u"time"_s, u"06:00:00"_s}, {u"yes"_s, u"TRUE"_s}}));
}

void tst_suitefiles::sheetsThatCannotBeRead()
{
    const QString path = QStringLiteral(EVENHAND_TEST_DATA "/suites/sheets.xlsx");
    QCOMPARE(problems(readSuiteFile(path, {.sheet = u"Third"_s})),
             u"error: There is no sheet \"Third\". There are: Cases, Second sheet."_s);
    QTemporaryDir folder;
    for (const QString &name : {u"not.xlsx"_s, u"not.xls"_s}) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("a,b\n1,2\n");
        file.close();
        QVERIFY(problems(readSuiteFile(file.fileName(), {})).endsWith(u"save it as CSV."_s));
    }
}

void tst_suitefiles::limits()
{
    SuiteImport import;
    import.suite.cases.resize(mostCases + 2);
    import.lines = QList<int>(mostCases + 2, 0);
    import.lines[1] = 3;
    import.suite.cases[1].reference = QString(mostCellCharacters + 1, u'x');
    checkLimits(import);
    QCOMPARE(import.problems.size(), 2);
    QCOMPARE(import.suite.cases.size(), mostCases - 1);
    QCOMPARE(import.lines.size(), mostCases - 1);
    QCOMPARE(toString(import.problems.last()), u"line 3: A text has more than 8,388,608 characters."_s);
    QCOMPARE(problems(readCsv(QByteArray(mostSuiteMebibytes * 1024 * 1024 + 1, 'x'))),
             u"error: The file is larger than 64 MiB, which is the most that is read."_s);
}

void tst_suitefiles::attachmentsStayInTheFolder()
{
    QTemporaryDir folder;
    const auto write = [&](const QString &name, const QByteArray &content) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    };
    QVERIFY(QDir(folder.path()).mkdir(u"inner"_s));
    write(u"secret.txt"_s, "s");
    write(u"inner/near.txt"_s, "n");
    QVERIFY(QFile::link(folder.filePath(u"secret.txt"_s), folder.filePath(u"inner/link.txt"_s)));
    write(u"inner/suite.csv"_s, "q,attachments\n1,near.txt\n2,../secret.txt\n3,link.txt\n4,none.txt\n");

    const QString path = folder.filePath(u"inner/suite.csv"_s);
    const Result<SuiteImport> import = readSuiteFile(path, {});
    QCOMPARE(problems(import),
             u"line 3, column attachments: The file \"../secret.txt\" is outside of the folder of this one.\n"
             "line 4, column attachments: The file \"link.txt\" is outside of the folder of this one.\n"
             "line 5, column attachments: There is no file \"none.txt\"."_s);
    QCOMPARE(import->outside, (QStringList{u"../secret.txt"_s, u"link.txt"_s}));
    QCOMPARE(namesOf(import->suite.cases.first().attachments), QStringList{folder.filePath(u"inner/near.txt"_s)});
    QCOMPARE(readSuiteFile(path, {.reach = FileFolder::Reach::Anywhere})->suite.cases.size(), 3);
}

void tst_suitefiles::namesTheFileItCannotRead()
{
    QTemporaryDir folder;
    QCOMPARE(problems(readSuiteFile(folder.filePath(u"none.csv"_s), {})), u"error: There is no such file."_s);
    QCOMPARE(problems(readSuiteFile(folder.path(), {})), u"error: It is a folder or a device, not a file."_s);
    QFile file(folder.filePath(u"suite.ods"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    QVERIFY(problems(readSuiteFile(file.fileName(), {})).endsWith(u"Save this one as CSV."_s));
    QVERIFY(!writeSuiteFile(folder.filePath(u"x.xlsx"_s), {}));
    QVERIFY(writeSuiteFile(folder.filePath(u"x.yaml"_s), {.name = u"Mine"_s}));
    QCOMPARE(readSuiteFile(folder.filePath(u"x.yaml"_s), {})->suite.name, u"Mine"_s);
}

void tst_suitefiles::formulaLike()
{
    QCOMPARE(formulaLikeCells({{u"a"_s, u"=1"_s, u"-2"_s}, {QString(), u"@x"_s, u"+3"_s}}), 4);
}

QTEST_GUILESS_MAIN(tst_suitefiles)
#include "tst_suitefiles.moc"
