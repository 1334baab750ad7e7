// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/suites/promptfoo.h"
#include "app/suites/promptfooassert.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace evenhand;
using namespace Qt::StringLiterals;

namespace {

QString problems(const Result<SuiteImport> &import)
{
    if (!import)
        return u"error: "_s + import.error().message;
    QStringList lines;
    for (const RowProblem &problem : import->problems)
        lines.append(toString(problem));
    return lines.join(u'\n');
}

// The values of one variable, case by case.
QStringList valuesOf(const Result<SuiteImport> &import, const QString &name)
{
    QStringList values;
    for (const SuiteCase &one : import->suite.cases)
        values.append(one.variables.value(name));
    return values;
}

QByteArray compact(const QJsonArray &checks)
{
    return QJsonDocument(checks).toJson(QJsonDocument::Compact);
}

} // namespace

class tst_promptfoo : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void promptsAndTests();
    void listsMakeEveryCombination();
    void defaultTestIsShared();
    void filesBesideIt();
    void filesElsewhere();
    void testFiles();
    void promptFiles();
    void checks_data();
    void checks();
    void valuesInAsserts();
    void whatIsNotSupported();
    void templatesInValues();
    void isRecognised();

private:
    void write(const QString &name, const QByteArray &content);
    Result<SuiteImport> read(const QByteArray &yaml, FileFolder::Reach reach = FileFolder::Reach::Inside);

    std::unique_ptr<QTemporaryDir> m_dir;
};

void tst_promptfoo::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir(m_dir->path()).mkpath(u"project/data"_s));
}

void tst_promptfoo::write(const QString &name, const QByteArray &content)
{
    QFile file(m_dir->filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

Result<SuiteImport> tst_promptfoo::read(const QByteArray &yaml, FileFolder::Reach reach)
{
    FileFolder folder(m_dir->filePath(u"project"_s), reach);
    return readPromptfoo(yaml, folder);
}

void tst_promptfoo::promptsAndTests()
{
    const Result<SuiteImport> import = read("description: Translations\n"
                                            "prompts: ['Translate {{text}} to {{ language }}']\n"
                                            "tests:\n"
                                            "  - description: one\n"
                                            "    vars: {text: Hello, language: French}\n"
                                            "    assert: [{type: icontains, value: bonjour}]\n"
                                            "  - vars: {text: 5, language: {code: de}}\n");
    QCOMPARE(problems(import), QString());
    QCOMPARE(import->suite.name, u"Translations"_s);
    QCOMPARE(import->suite.prompt->user, u"Translate {{text}} to {{ language }}"_s);
    QCOMPARE(import->suite.columns, (QStringList{u"text"_s, u"language"_s}));
    QCOMPARE(import->suite.cases.at(0).name, u"one"_s);
    QCOMPARE(compact(import->suite.cases.at(0).checks),
             R"([{"ignore_case":true,"type":"contains","value":"bonjour"}])");
    QCOMPARE(valuesOf(import, u"text"_s), (QStringList{u"Hello"_s, u"5"_s}));
    QCOMPARE(valuesOf(import, u"language"_s), (QStringList{u"French"_s, u"{\"code\":\"de\"}"_s}));
    QCOMPARE(import->unsupported, QStringList());
}

void tst_promptfoo::listsMakeEveryCombination()
{
    const Result<SuiteImport> import = read("prompts: ['{{a}} {{b}} {{c}}']\n"
                                            "tests: [{vars: {b: [1, 2], a: [x, y], c: z}}]\n");
    QCOMPARE(problems(import), QString());
    QCOMPARE(valuesOf(import, u"b"_s), (QStringList{u"1"_s, u"1"_s, u"2"_s, u"2"_s}));
    QCOMPARE(valuesOf(import, u"a"_s), (QStringList{u"x"_s, u"y"_s, u"x"_s, u"y"_s}));
    QCOMPARE(valuesOf(import, u"c"_s), QStringList(4, u"z"_s));

    const QByteArray many = "[" + QByteArray("1,").repeated(400) + "1]";
    QCOMPARE(problems(read("tests: [{vars: {a: " + many + ", b: " + many + "}}]\n")),
             u"line 1: The lists in \"vars\" make more than 100,000 cases."_s);
}

void tst_promptfoo::defaultTestIsShared()
{
    const Result<SuiteImport> import = read("tests:\n"
                                            "  - vars: {tone: rude}\n"
                                            "    assert: [{type: contains, value: b}]\n"
                                            "  - {}\n"
                                            "defaultTest:\n"
                                            "  vars: {tone: kind, length: [short, long]}\n"
                                            "  assert: [{type: contains, value: a}]\n");
    QCOMPARE(problems(import), QString());
    QCOMPARE(valuesOf(import, u"tone"_s), (QStringList{u"rude"_s, u"rude"_s, u"kind"_s, u"kind"_s}));
    QCOMPARE(valuesOf(import, u"length"_s), (QStringList{u"short"_s, u"long"_s, u"short"_s, u"long"_s}));
    QCOMPARE(compact(import->suite.cases.first().checks),
             R"([{"type":"contains","value":"a"},{"type":"contains","value":"b"}])");
    QCOMPARE(import->suite.cases.last().checks.size(), 1);
}

void tst_promptfoo::filesBesideIt()
{
    write(u"project/data/text.txt"_s, "\n  Once upon\na time \n");
    write(u"project/data/map.yaml"_s, "b: 1\na: [x]\n");
    const Result<SuiteImport> import = read("tests:\n"
                                            "  - vars: {text: file://data/text.txt, map: file://data/map.yaml}\n"
                                            "  - vars: {text: [file://data/text.txt, short]}\n");
    QCOMPARE(problems(import), QString());
    QCOMPARE(valuesOf(import, u"text"_s), (QStringList{u"Once upon\na time"_s, u"Once upon\na time"_s, u"short"_s}));
    QCOMPARE(import->suite.cases.first().variables.value(u"map"_s), u"{\"a\":[\"x\"],\"b\":1}"_s);
}

void tst_promptfoo::filesElsewhere()
{
    write(u"secret.txt"_s, "secret");
    write(u"project/image.png"_s, "\x89PNG\xff");
    const QByteArray yaml = "tests:\n"
                            "  - vars: {a: file://../secret.txt}\n"
                            "  - vars: {a: file:///etc/passwd}\n"
                            "  - vars: {a: file://none.txt}\n"
                            "  - vars: {a: file://code.js}\n"
                            "  - vars: {a: 'file://data/*.txt'}\n"
                            "  - vars: {a: file://image.png}\n"
                            "  - vars: {a: plain}\n";
    const Result<SuiteImport> import = read(yaml);
    QCOMPARE(problems(import), u"line 2: The file \"../secret.txt\" is outside of the folder of this one.\n"
                               "line 3: The file \"/etc/passwd\" is outside of the folder of this one.\n"
                               "line 4: There is no file \"none.txt\".\n"
                               "line 5: \"code.js\" is code, which is not run.\n"
                               "line 6: \"data/*.txt\" is a pattern of names, which is not supported: name each file.\n"
                               "line 7: \"image.png\" is no text; images and documents are attachments here."_s);
    QCOMPARE(valuesOf(import, u"a"_s), QStringList{u"plain"_s});
    QCOMPARE(valuesOf(read(yaml, FileFolder::Reach::Anywhere), u"a"_s).first(), u"secret"_s);
}

void tst_promptfoo::testFiles()
{
    write(u"project/data/tests.csv"_s, "__description,city,__expected,__expected2,__metric\n"
                                       "first,Pune,contains: India,is-json,x\n"
                                       "second,Bonn,Germany,,\n"
                                       "third\n"
                                       "fourth,file://none.txt,,,\n");
    write(u"project/data/more.yaml"_s, "- vars: {city: Oslo}\n\n- vars: {city: '{{x}}'}\n");
    write(u"project/data/bad.yaml"_s, "vars: {city: Oslo}\n");
    const Result<SuiteImport> import = read("tests:\n  - file://data/tests.csv\n  - data/more.yaml\n"
                                            "  - file://tests.py\n  - data/bad.yaml\n");
    QCOMPARE(problems(import), u"line 2: \"data/tests.csv\", line 4: The row has 1 field, the headings are 5.\n"
                               "line 2: \"data/tests.csv\", line 5: There is no file \"none.txt\".\n"
                               "line 3: \"data/more.yaml\", line 3: A variable has a template in it; values are taken "
                               "as they are here.\n"
                               "line 5: \"data/bad.yaml\", line 1: This is no list of tests."_s);
    QCOMPARE(import->lines, (QList{2, 2, 3}));
    QCOMPARE(valuesOf(import, u"city"_s), (QStringList{u"Pune"_s, u"Bonn"_s, u"Oslo"_s}));
    QCOMPARE(compact(import->suite.cases.at(0).checks), R"([{"type":"contains","value":"India"},{"type":"json"}])");
    QCOMPARE(compact(import->suite.cases.at(1).checks), R"([{"type":"equals","value":"Germany"}])");
    QCOMPARE(import->suite.cases.at(1).reference, u"Germany"_s);
    QCOMPARE(import->unsupported,
             (QStringList{
                 u"line 4: the test file \"tests.py\", which is a pattern, code or a kind of file that is not read"_s,
                 u"the column \"__metric\""_s}));
}

void tst_promptfoo::promptFiles()
{
    write(u"project/two.txt"_s, "First {{a}}\n---\nSecond {{a}}\n");
    write(u"project/chat.json"_s,
          R"([{"role": "system", "content": "Be kind."}, {"role": "user", "content": "{{a}}"}])");
    write(u"project/talk.yaml"_s, "- {role: user, content: a}\n- {role: assistant, content: b}\n");
    const Result<SuiteImport> import = read("prompts:\n"
                                            "  - file://two.txt\n"
                                            "  - {id: chat.json, label: kind}\n"
                                            "  - file://talk.yaml\n"
                                            "  - file://prompt.py:make\n"
                                            "  - 'Say {{ a | upper }}'\n");
    QCOMPARE(problems(import), QString());
    QCOMPARE(import->prompts, (QList<NamedPrompt>{{u"two 1"_s, {.user = u"First {{a}}"_s}},
                                                  {u"two 2"_s, {.user = u"Second {{a}}"_s}},
                                                  {u"kind"_s, {.system = u"Be kind."_s, .user = u"{{a}}"_s}}}));
    QVERIFY(!import->suite.prompt);
    QCOMPARE(import->unsupported.size(), 3);
    QVERIFY(import->unsupported.at(0).startsWith(u"line 4: the prompt \"talk\""_s));
    QVERIFY(import->unsupported.at(2).startsWith(u"line 6: the prompt"_s));
}

void tst_promptfoo::checks_data()
{
    QTest::addColumn<QByteArray>("assertion");
    QTest::addColumn<QByteArray>("check"); // empty: none says the same

    const auto row = [](const char *assertion, const char *check) {
        QTest::newRow(assertion) << QByteArray(assertion) << QByteArray(check);
    };
    row(R"({"type":"equals","value":"a"})", R"({"type":"equals","value":"a"})");
    row(R"({"type":"equals","value":4})", R"({"type":"equals","value":"4"})");
    row(R"({"type":"equals","value":{"a":1}})", "");
    row(R"({"type":"contains","value":"a"})", R"({"type":"contains","value":"a"})");
    row(R"({"type":"not-contains","value":"a"})", R"({"type":"not-contains","value":"a"})");
    row(R"({"type":"not-icontains","value":"a"})", R"({"ignore_case":true,"type":"not-contains","value":"a"})");
    row(R"({"type":"contains-any","value":["a","b"]})", R"({"type":"contains-any","values":["a","b"]})");
    row(R"({"type":"contains-all","value":"a, b"})", R"({"type":"contains-all","values":["a","b"]})");
    row(R"({"type":"icontains-all","value":["a"]})", R"({"ignore_case":true,"type":"contains-all","values":["a"]})");
    row(R"({"type":"icontains-any","value":["a"]})", R"({"ignore_case":true,"type":"contains-any","values":["a"]})");
    row(R"({"type":"regex","value":"a+"})", R"({"pattern":"a+","type":"regex"})");
    row(R"({"type":"starts-with","value":"a."})", R"({"pattern":"\\Aa\\.","type":"regex"})");
    row(R"({"type":"is-json"})", R"({"type":"json"})");
    row(R"({"type":"is-json","value":{"type":"object"}})", R"({"schema":{"type":"object"},"type":"json-schema"})");
    row(R"({"type":"is-json","value":"file://schema.json"})", "");
    row(R"({"type":"is-refusal"})", R"({"expected":true,"type":"refusal"})");
    row(R"({"type":"not-is-refusal"})", R"({"expected":false,"type":"refusal"})");
    row(R"({"type":"contains","value":"a","transform":"output.b"})", "");
    row(R"({"type":"contains","value":"{{missing}}"})", "");
    row(R"({"type":"llm-rubric","value":"is kind"})", "");
    row(R"({"type":"javascript","value":"true"})", "");
    row(R"({"type":"not-equals","value":"a"})", "");
    row(R"({"type":"contains"})", "");
}

void tst_promptfoo::checks()
{
    QFETCH(const QByteArray, assertion);
    QFETCH(const QByteArray, check);
    const std::optional<QJsonObject> found = promptfoo::checkOf(QJsonDocument::fromJson(assertion).object());
    QCOMPARE(found ? QJsonDocument(*found).toJson(QJsonDocument::Compact) : QByteArray(), check);
}

void tst_promptfoo::valuesInAsserts()
{
    const Result<SuiteImport> import = read("tests:\n"
                                            "  - vars: {city: [Pune, Oslo]}\n"
                                            "    assert: [{type: contains, value: 'in {{city}}'}]\n");
    QCOMPARE(compact(import->suite.cases.at(1).checks), R"([{"type":"contains","value":"in Oslo"}])");
}

void tst_promptfoo::whatIsNotSupported()
{
    const Result<SuiteImport> import = read("providers: [openai:gpt-4o, {id: python:x.py}]\n"
                                            "scenarios: []\n"
                                            "nunjucksFilters: {up: up.js}\n"
                                            "tests:\n"
                                            "  - vars: {a: 1}\n"
                                            "    options: {transform: x}\n"
                                            "    assert: [{type: llm-rubric, value: x}, {type: javascript, value: y}]\n"
                                            "  - vars: {a: 2}\n"
                                            "    assert: [{type: llm-rubric, value: x}]\n");
    QCOMPARE(problems(import), QString());
    QCOMPARE(import->suite.cases.size(), 2);
    QCOMPARE(
        import->unsupported,
        (QStringList{u"line 1: providers: openai:gpt-4o, python:x.py (a lineup says here which models are asked)"_s,
                     u"line 2: \"scenarios\""_s, u"line 3: \"nunjucksFilters\""_s, u"\"options\" of a test"_s,
                     u"the assert \"javascript\""_s, u"the assert \"llm-rubric\", 2 times"_s}));
}

void tst_promptfoo::templatesInValues()
{
    const Result<SuiteImport> import = read("tests:\n"
                                            "  - vars: {a: x, b: '{{a}}!'}\n"
                                            "  - vars: {a: y}\n"
                                            "  - vars: {a: [1]}\n"
                                            "    options: {disableVarExpansion: true}\n");
    QCOMPARE(problems(import),
             u"line 2: A variable has a template in it; values are taken as they are here.\n"
             "line 5: \"disableVarExpansion\" is not supported, and without it the test would be another."_s);
    QCOMPARE(valuesOf(import, u"a"_s), QStringList{u"y"_s});
}

void tst_promptfoo::isRecognised()
{
    QVERIFY(isPromptfoo("# a comment\nprompts: [x]\n"));
    QVERIFY(isPromptfoo("{\n  \"providers\": []\n}"));
    QVERIFY(!isPromptfoo("name: x\nprompt: {user: \"prompts: y\"}\ncases: []\n"));
}

QTEST_GUILESS_MAIN(tst_promptfoo)
#include "tst_promptfoo.moc"
