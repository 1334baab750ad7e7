// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/suites/suiteyaml.h"

#include "app/core/prompttools.h"
#include "app/files/yamlreader.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

const QStringList suiteKeys = {u"name"_s, u"description"_s, u"columns"_s, u"prompt"_s, u"cases"_s};
const QStringList promptKeys = {u"system"_s, u"user"_s, u"vars"_s, u"attachments"_s, u"tools"_s, u"format"_s};
const QStringList caseKeys = {u"name"_s, u"vars"_s,        u"reference"_s, u"class"_s,
                              u"tags"_s, u"attachments"_s, u"checks"_s};

QByteArray jsonText(const QJsonValue &value)
{
    return value.isArray() ? QJsonDocument(value.toArray()).toJson() : QJsonDocument(value.toObject()).toJson();
}

class SuiteYamlReader
{
public:
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
        for (const FileMistake &mistake : m_reader.mistakes())
            m_import.problems.append({.line = mistake.line, .column = {}, .reason = mistake.reason});
        completeColumns(m_import.suite);
        checkLimits(m_import);
        return std::move(m_import);
    }

private:
    void readRoot(const YAML::Node &root)
    {
        Suite &suite = m_import.suite;
        for (const YamlEntry &entry : m_reader.entries(root, 1, u"A suite"_s, suiteKeys)) {
            if (entry.key == "name"_L1)
                suite.name = plainText(entry);
            else if (entry.key == "description"_L1)
                suite.description = plainText(entry);
            else if (entry.key == "columns"_L1)
                suite.columns = m_reader.texts(entry).value_or(QStringList());
            else if (entry.key == "prompt"_L1)
                suite.prompt = readPrompt(entry);
            else
                readCases(entry);
        }
        if (suite.columns.removeDuplicates() > 0)
            m_reader.mistake(1, u"A name stands twice in \"columns\"."_s);
    }

    QString plainText(const YamlEntry &entry)
    {
        if (!entry.value.IsMap() && !entry.value.IsSequence())
            return m_reader.anyText(entry).value_or(QString());
        m_reader.mistake(entry.line, u"\"%1\" must be a text."_s.arg(entry.key));
        return {};
    }

    PromptText readPrompt(const YamlEntry &prompt)
    {
        PromptText result;
        for (const YamlEntry &entry : m_reader.entries(prompt.value, prompt.line, u"A prompt"_s, promptKeys)) {
            if (entry.key == "system"_L1)
                result.system = plainText(entry);
            else if (entry.key == "user"_L1)
                result.user = plainText(entry);
            else if (entry.key == "vars"_L1)
                result.variables = readVariables(entry);
            else if (entry.key == "attachments"_L1)
                result.attachments = filesNamed(list(entry));
            else if (entry.key == "tools"_L1)
                readTools(entry, result);
            else
                result.format = readFormat(entry);
        }
        return result;
    }

    void readTools(const YamlEntry &entry, PromptText &prompt)
    {
        const std::optional<QJsonValue> json = m_reader.json(entry);
        const Result<ToolSet> set = toolsFromText(jsonText(json.value_or(QJsonArray())));
        if (json && !set)
            m_reader.mistake(entry.line, set.error().message);
        if (set) {
            prompt.tools = set->tools;
            prompt.toolResults = set->results;
        }
    }

    std::optional<AnswerFormat> readFormat(const YamlEntry &format)
    {
        AnswerFormat result;
        for (const YamlEntry &entry :
             m_reader.entries(format.value, format.line, u"A format"_s, {u"name"_s, u"schema"_s})) {
            if (entry.key == "name"_L1)
                result.name = m_reader.text(entry).value_or(QString());
            else
                result.schema = m_reader.object(entry).value_or(QJsonObject());
        }
        if (const Result<AnswerFormat> judged = formatFromText(jsonText(result.schema)); !judged) {
            m_reader.mistake(format.line, judged.error().message);
            return std::nullopt;
        } else if (result.name.isEmpty()) {
            result.name = judged->name;
        }
        return result;
    }

    QMap<QString, QString> readVariables(const YamlEntry &vars)
    {
        SuiteCase holder;
        for (const YamlEntry &entry : m_reader.entries(vars.value, vars.line, u"\"vars\""_s))
            setVariable(holder, entry.key, m_reader.anyText(entry).value_or(QString()));
        return holder.variables;
    }

    // A text or a list of texts, any of which may be empty.
    QStringList list(const YamlEntry &entry)
    {
        if (!entry.value.IsSequence())
            return {plainText(entry)};
        QStringList result;
        for (const YAML::Node &item : entry.value)
            result.append(plainText({.key = entry.key, .value = item, .line = lineOf(item, entry.line)}));
        return result;
    }

    void readCases(const YamlEntry &cases)
    {
        if (!cases.value.IsSequence())
            return m_reader.mistake(cases.line, u"\"cases\" must be a list."_s);
        for (const YAML::Node &node : cases.value) {
            const qsizetype before = m_reader.mistakes().size();
            const int line = lineOf(node, cases.line);
            const SuiteCase one = readCase(node, line);
            if (m_reader.mistakes().size() == before)
                addCase(m_import, one, line);
        }
    }

    SuiteCase readCase(const YAML::Node &node, int line)
    {
        SuiteCase result{.id = CaseId::create()};
        for (const YamlEntry &entry : m_reader.entries(node, line, u"A case"_s, caseKeys)) {
            if (entry.key == "name"_L1)
                result.name = plainText(entry);
            else if (entry.key == "vars"_L1)
                result.variables = readVariables(entry);
            else if (entry.key == "reference"_L1)
                result.reference = plainText(entry);
            else if (entry.key == "class"_L1)
                result.taskClass = plainText(entry);
            else if (entry.key == "tags"_L1)
                result.tags = list(entry);
            else if (entry.key == "attachments"_L1)
                result.attachments = filesNamed(list(entry));
            else
                result.checks = readChecks(entry);
        }
        return result;
    }

    QJsonArray readChecks(const YamlEntry &entry)
    {
        const std::optional<QJsonValue> json = m_reader.json(entry);
        if (!json)
            return {};
        const Result<QJsonArray> checks = checksFromJson(*json);
        if (!checks)
            m_reader.mistake(entry.line, checks.error().message);
        return checks.value_or(QJsonArray());
    }

    YamlReader m_reader{u"a suite"_s, mostYamlMebibytes};
    SuiteImport m_import;
};

} // namespace

Result<SuiteImport> readSuiteYaml(const QByteArray &content)
{
    return textOf(content).and_then([](const QString &text) { return SuiteYamlReader().read(text.toUtf8()); });
}

} // namespace evenhand
