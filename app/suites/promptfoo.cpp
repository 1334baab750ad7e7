// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/suites/promptfoo.h"

#include "app/suites/csvtable.h"
#include "app/suites/promptfooassert.h"
#include "app/suites/promptfooprompts.h"

#include <QFileInfo>
#include <QJsonObject>
#include <QRegularExpression>

#include <ranges>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr qint64 mostValueBytes = 8 * 1024 * 1024;
constexpr QLatin1StringView filePrefix = "file://"_L1;

// A variable with the values it takes, one case for each.
struct Variable
{
    QString name;
    QStringList values;
};

struct Test
{
    int line = 0;
    QString description;
    QList<Variable> variables; // in the order of the file
    QList<QJsonObject> asserts;
    bool faulty = false;
};

void setValues(QList<Variable> &variables, const Variable &variable)
{
    const auto known = std::ranges::find(variables, variable.name, &Variable::name);
    if (known == variables.end())
        variables.append(variable);
    else
        known->values = variable.values;
}

class PromptfooReader
{
public:
    explicit PromptfooReader(FileFolder &folder)
        : m_folder(folder)
    {
    }

    Result<SuiteImport> read(const QByteArray &content)
    {
        const YAML::Node root = m_reader.parse(content);
        if (const QList<FileMistake> mistakes = m_reader.mistakes(); !mistakes.isEmpty()) {
            return std::unexpected(
                Error{.code = ErrorCode::InvalidInput,
                      .message = u"Line %1: %2"_s.arg(mistakes.first().line).arg(mistakes.first().reason),
                      .detail = {}});
        }
        readRoot(root);
        finish();
        return std::move(m_import);
    }

private:
    void readRoot(const YAML::Node &root)
    {
        const QList<YamlEntry> entries = m_reader.entries(root, 1, u"A configuration"_s);
        // What all tests share is known before the first of them.
        for (const YamlEntry &entry : entries) {
            if (entry.key == "defaultTest"_L1)
                m_default = readTest(entry.value, entry.line);
        }
        for (const YamlEntry &entry : entries) {
            if (entry.key == "description"_L1)
                m_import.suite.name = m_reader.anyText(entry).value_or(QString());
            else if (entry.key == "prompts"_L1)
                promptfoo::readPrompts(m_reader, entry, m_folder, m_import);
            else if (entry.key == "tests"_L1)
                readTests(entry);
            else if (entry.key == "providers"_L1 || entry.key == "targets"_L1)
                m_import.unsupported.append(u"line %1: %2: %3"_s.arg(entry.line).arg(entry.key, providers(entry)));
            else if (entry.key != "defaultTest"_L1 && entry.key != "$schema"_L1)
                leaveOut(entry.line, u"\"%1\""_s.arg(entry.key));
        }
    }

    QString providers(const YamlEntry &entry)
    {
        QStringList names;
        const auto add = [&](const YAML::Node &node) {
            const YAML::Node id = node.IsMap() ? node["id"] : node;
            names.append(id.IsDefined() && id.IsScalar() ? QString::fromStdString(id.Scalar())
                                                         : u"one without a name"_s);
        };
        if (!entry.value.IsSequence())
            add(entry.value);
        for (std::size_t i = 0; entry.value.IsSequence() && i < entry.value.size(); ++i)
            add(entry.value[i]);
        return u"%1 (a lineup says here which models are asked)"_s.arg(names.join(", "_L1));
    }

    void leaveOut(int line, const QString &what) { m_import.unsupported.append(u"line %1: %2"_s.arg(line).arg(what)); }

    // ---- Tests -----------------------------------------------------------------------------------------------

    void readTests(const YamlEntry &tests)
    {
        if (tests.value.IsScalar())
            return readTestFile(m_reader.anyText(tests).value_or(QString()), tests.line);
        if (!tests.value.IsSequence())
            return m_reader.mistake(tests.line, u"\"tests\" must be a list or the name of a file."_s);
        for (const YAML::Node &node : tests.value) {
            const int line = lineOf(node, tests.line);
            if (node.IsScalar())
                readTestFile(QString::fromStdString(node.Scalar()), line);
            else
                addCases(readTest(node, line));
        }
    }

    void readTestFile(QString name, int line)
    {
        name = name.startsWith(filePrefix) ? name.sliced(filePrefix.size()) : name;
        const QString suffix = QFileInfo(name).suffix();
        const bool isYaml = suffix == "yaml"_L1 || suffix == "yml"_L1 || suffix == "json"_L1;
        if ((!isYaml && suffix != "csv"_L1) || name.contains(u'*'))
            return leaveOut(
                line, u"the test file \"%1\", which is a pattern, code or a kind of file that is not read"_s.arg(name));
        const Result<QByteArray> content = m_folder.read(name, qint64(mostYamlMebibytes) * 1024 * 1024);
        const Result<QString> text = content.and_then([](const QByteArray &bytes) { return textOf(bytes); });
        if (!text)
            return m_reader.mistake(line, text.error().message);
        // What is wrong in that file is told with its name and the line there.
        YamlReader own = std::exchange(m_reader, YamlReader(u"a list of tests"_s, mostYamlMebibytes));
        m_testFileLine = line;
        if (isYaml)
            readTestList(m_reader.parse(text->toUtf8()));
        else
            readTestTable(parseDelimited(*text, detectDelimiter(*text)));
        m_testFileLine = 0;
        std::swap(m_reader, own);
        for (const FileMistake &mistake : own.mistakes())
            m_reader.mistake(line, u"\"%1\", line %2: %3"_s.arg(name).arg(mistake.line).arg(mistake.reason));
    }

    void readTestList(const YAML::Node &root)
    {
        if (!root.IsSequence())
            return m_reader.mistake(1, u"This is no list of tests."_s);
        for (const YAML::Node &node : root)
            addCases(readTest(node, lineOf(node, 1)));
    }

    void readTestTable(const Table &table)
    {
        for (const RowProblem &problem : table.problems)
            m_reader.mistake(problem.line, problem.reason);
        const QStringList headings = table.rows.isEmpty() ? QStringList() : table.rows.first().cells;
        for (const CellRow &row : table.rows | std::views::drop(1)) {
            if (row.cells.size() == headings.size())
                addCases(testOfRow(row, headings));
            else
                m_reader.mistake(row.line, wrongFields(row.cells.size(), headings.size()));
        }
    }

    Test testOfRow(const CellRow &row, const QStringList &headings)
    {
        Test test{.line = row.line};
        for (qsizetype i = 0; i < headings.size(); ++i) {
            const QString heading = headings.at(i).trimmed();
            const QString &cell = row.cells.at(i);
            static const QRegularExpression expected(u"\\A__expected\\d*\\z"_s);
            if (heading == "__description"_L1)
                test.description = cell;
            else if (expected.match(heading).hasMatch() && !cell.isEmpty())
                test.asserts.append(promptfoo::assertOfCell(cell));
            else if (heading.startsWith("__"_L1) && !cell.isEmpty())
                m_leftOut[u"the column \"%1\""_s.arg(heading)]++;
            else if (!heading.startsWith("__"_L1))
                test.variables.append({.name = heading, .values = {valueOf(cell, test)}});
        }
        return test;
    }

    Test readTest(const YAML::Node &node, int line)
    {
        Test test{.line = line};
        const qsizetype before = m_reader.mistakes().size();
        for (const YamlEntry &entry : m_reader.entries(node, line, u"A test"_s)) {
            if (entry.key == "description"_L1)
                test.description = m_reader.anyText(entry).value_or(QString());
            else if (entry.key == "vars"_L1)
                readVariables(entry, test);
            else if (entry.key == "assert"_L1)
                readAsserts(entry, test);
            else if (entry.key == "options"_L1 && entry.value.IsMap() && entry.value["disableVarExpansion"].IsDefined())
                m_reader.mistake(
                    entry.line,
                    u"\"disableVarExpansion\" is not supported, and without it the test would be another."_s);
            else
                m_leftOut[u"\"%1\" of a test"_s.arg(entry.key)]++;
        }
        test.faulty = test.faulty || m_reader.mistakes().size() > before;
        return test;
    }

    void readVariables(const YamlEntry &vars, Test &test)
    {
        for (const YamlEntry &entry : m_reader.entries(vars.value, vars.line, u"\"vars\""_s)) {
            Variable variable{.name = entry.key, .values = {}};
            const auto add = [&](const YAML::Node &node) {
                const YamlEntry one{.key = entry.key, .value = node, .line = lineOf(node, entry.line)};
                variable.values.append(valueOf(m_reader.anyText(one).value_or(QString()), test, one.line));
            };
            if (!entry.value.IsSequence())
                add(entry.value);
            for (std::size_t i = 0; entry.value.IsSequence() && i < entry.value.size(); ++i)
                add(entry.value[i]);
            test.variables.append(variable);
        }
    }

    // The text of a variable, read from a file where it names one.
    QString valueOf(const QString &text, Test &test, int line = 0)
    {
        const int place = line > 0 ? line : test.line;
        if (text.contains("{{"_L1) || text.contains("{%"_L1)) {
            test.faulty = true;
            m_reader.mistake(place, u"A variable has a template in it; values are taken as they are here."_s);
            return {};
        }
        if (!text.startsWith(filePrefix))
            return text;
        const Result<QString> read = readValueFile(text.sliced(filePrefix.size()));
        if (read)
            return *read;
        test.faulty = true;
        m_reader.mistake(place, read.error().message);
        return {};
    }

    Result<QString> readValueFile(const QString &name)
    {
        static const QStringList code = {u"js"_s, u"cjs"_s, u"mjs"_s, u"ts"_s, u"py"_s};
        static const QStringList structured = {u"yaml"_s, u"yml"_s};
        const QString suffix = QFileInfo(name).suffix();
        const auto fails = [](const QString &message) {
            return std::unexpected(Error{.code = ErrorCode::InvalidInput, .message = message, .detail = {}});
        };
        if (code.contains(suffix))
            return fails(u"\"%1\" is code, which is not run."_s.arg(name));
        if (name.contains(u'*'))
            return fails(u"\"%1\" is a pattern of names, which is not supported: name each file."_s.arg(name));
        const Result<QByteArray> content = m_folder.read(name, mostValueBytes);
        const Result<QString> text = content.and_then([](const QByteArray &bytes) { return textOf(bytes); });
        if (!text)
            return content ? Result<QString>(
                                 fails(u"\"%1\" is no text; images and documents are attachments here."_s.arg(name)))
                           : Result<QString>(std::unexpected(content.error()));
        if (!structured.contains(suffix))
            return text->trimmed();
        YamlReader file(u"a value"_s, mostYamlMebibytes);
        const std::optional<QString> json = file.anyText({.key = name, .value = file.parse(text->toUtf8()), .line = 1});
        if (!json || !file.mistakes().isEmpty())
            return fails(u"\"%1\" is not YAML that can be read."_s.arg(name));
        return *json;
    }

    void readAsserts(const YamlEntry &asserts, Test &test)
    {
        const std::optional<QJsonValue> json = m_reader.json(asserts);
        if (json && !json->isArray())
            m_reader.mistake(asserts.line, u"\"assert\" must be a list."_s);
        for (const QJsonValue &assertion : json.value_or(QJsonArray()).toArray())
            test.asserts.append(assertion.toObject());
    }

    // ---- Cases -----------------------------------------------------------------------------------------------

    // Every combination of the values; the first variable changes slowest.
    void addCases(const Test &test)
    {
        if (test.faulty || m_default.faulty)
            return;
        QList<Variable> variables = m_default.variables;
        for (const Variable &variable : test.variables)
            setValues(variables, variable);
        qsizetype count = 1;
        for (const Variable &variable : std::as_const(variables)) {
            count *= variable.values.size();
            if (count + m_import.suite.cases.size() > mostCases)
                return m_reader.mistake(test.line, u"The lists in \"vars\" make more than %L1 cases."_s.arg(mostCases));
        }
        for (const Variable &variable : std::as_const(variables)) {
            if (!m_import.suite.columns.contains(variable.name))
                m_import.suite.columns.append(variable.name);
        }
        for (qsizetype number = 0; number < count; ++number)
            addCase(test, variables, number, count);
    }

    void addCase(const Test &test, const QList<Variable> &variables, qsizetype number, qsizetype count)
    {
        SuiteCase result{.id = CaseId::create(), .name = test.description};
        qsizetype block = count;
        for (const Variable &variable : variables) {
            block /= variable.values.size();
            setVariable(result, variable.name, variable.values.at(number / block % variable.values.size()));
        }
        for (const QJsonObject &assertion : m_default.asserts + test.asserts)
            addCheck(result, assertion);
        evenhand::addCase(m_import, result, m_testFileLine > 0 ? m_testFileLine : test.line);
    }

    void addCheck(SuiteCase &result, QJsonObject assertion)
    {
        const QJsonValue value = assertion["value"_L1];
        if (value.isString() && !promptfoo::isBeyondVariables(value.toString())) {
            const RenderedPrompt filled = render({.user = value.toString(), .variables = result.variables});
            assertion.insert("value"_L1, filled.user);
        }
        if (const std::optional<QJsonObject> check = promptfoo::checkOf(assertion))
            result.checks.append(*check);
        else
            m_leftOut[u"the assert \"%1\""_s.arg(assertion["type"_L1].toString(u"?"_s))]++;
        if (assertion["type"_L1] == "equals"_L1 && result.reference.isEmpty())
            result.reference = assertion["value"_L1].toString();
    }

    void finish()
    {
        for (const auto &[what, count] : m_leftOut.asKeyValueRange())
            m_import.unsupported.append(count == 1 ? what : u"%1, %2 times"_s.arg(what).arg(count));
        for (const FileMistake &mistake : m_reader.mistakes())
            m_import.problems.append({.line = mistake.line, .column = {}, .reason = mistake.reason});
        if (m_import.prompts.size() == 1)
            m_import.suite.prompt = m_import.prompts.first().text;
        checkLimits(m_import);
    }

    FileFolder &m_folder;
    YamlReader m_reader{u"a configuration"_s, mostYamlMebibytes};
    SuiteImport m_import;
    Test m_default;
    int m_testFileLine = 0;       // where the file of tests is named that is being read; 0: none is
    QMap<QString, int> m_leftOut; // how often
};

} // namespace

Result<SuiteImport> readPromptfoo(const QByteArray &content, FileFolder &folder)
{
    return textOf(content).and_then([&](const QString &text) { return PromptfooReader(folder).read(text.toUtf8()); });
}

bool isPromptfoo(const QByteArray &content)
{
    static const QRegularExpression word(
        u"^[\"' ]*(prompts|providers|targets|tests|defaultTest|scenarios)[\"']?\\s*:"_s,
        QRegularExpression::MultilineOption);
    static const QRegularExpression ours(u"^cases\\s*:"_s, QRegularExpression::MultilineOption);
    const QString text = QString::fromUtf8(content.first(std::min<qsizetype>(content.size(), mostValueBytes)));
    return word.match(text).hasMatch() && !ours.match(text).hasMatch();
}

} // namespace evenhand
