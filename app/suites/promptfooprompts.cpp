// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/suites/promptfooprompts.h"

#include "app/suites/promptfooassert.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace evenhand::promptfoo {
namespace {

constexpr qint64 mostPromptBytes = 1024 * 1024;
constexpr QLatin1StringView filePrefix = "file://"_L1;

class PromptsReader
{
public:
    PromptsReader(YamlReader &reader, FileFolder &folder, SuiteImport &import)
        : m_reader(reader)
        , m_folder(folder)
        , m_import(import)
    {
    }

    void read(const YamlEntry &prompts)
    {
        if (prompts.value.IsScalar())
            return readOne(prompts);
        if (!prompts.value.IsSequence())
            return m_reader.mistake(prompts.line, u"\"prompts\" must be a text or a list."_s);
        for (const YAML::Node &node : prompts.value)
            readOne({.key = prompts.key, .value = node, .line = lineOf(node, prompts.line)});
    }

private:
    void readOne(const YamlEntry &prompt)
    {
        m_line = prompt.line;
        if (prompt.value.IsScalar())
            return readText(m_reader.anyText(prompt).value_or(QString()), {});
        QString text;
        QString label;
        for (const YamlEntry &entry : m_reader.entries(prompt.value, prompt.line, u"A prompt"_s)) {
            if (entry.key == "raw"_L1 || (entry.key == "id"_L1 && text.isEmpty()))
                text = m_reader.anyText(entry).value_or(QString());
            else if (entry.key == "label"_L1)
                label = m_reader.anyText(entry).value_or(QString());
            else
                leaveOut(u"\"%1\" of a prompt"_s.arg(entry.key));
        }
        readText(text, label);
    }

    void readText(const QString &text, const QString &label)
    {
        static const QRegularExpression file(
            u"\\A\\S+\\.(txt|md|json|jsonl|csv|ya?ml|j2|[cm]?[jt]s|py|sh)(:\\w+)?\\z"_s);
        if (text.startsWith(filePrefix))
            return readFile(text.sliced(filePrefix.size()), label);
        if (file.match(text).hasMatch())
            return readFile(text, label);
        addPrompt(text, label.isEmpty() ? u"Prompt %1"_s.arg(m_import.prompts.size() + 1) : label);
    }

    void readFile(const QString &name, const QString &label)
    {
        const QString suffix = QFileInfo(name).suffix();
        if (name.contains(u'*') || !QStringList{u"txt"_s, u"md"_s, u"json"_s, u"yaml"_s, u"yml"_s}.contains(suffix))
            return leaveOut(
                u"the prompt file \"%1\", which is a pattern, code or a kind of file that is not read"_s.arg(name));
        const Result<QString> text =
            m_folder.read(name, mostPromptBytes).and_then([](const QByteArray &bytes) { return textOf(bytes); });
        if (!text)
            return m_reader.mistake(m_line, text.error().message);
        const QString title = label.isEmpty() ? QFileInfo(name).completeBaseName() : label;
        if (suffix == "yaml"_L1 || suffix == "yml"_L1)
            return addYaml(*text, title);
        if (suffix != "txt"_L1)
            return addPrompt(text->trimmed(), title);
        static const QRegularExpression delimiter(u"^---"_s, QRegularExpression::MultilineOption);
        QStringList parts;
        for (const QString &part : text->split(delimiter)) {
            if (!part.trimmed().isEmpty())
                parts.append(part.trimmed());
        }
        for (qsizetype i = 0; i < parts.size(); ++i)
            addPrompt(parts.at(i), parts.size() == 1 ? title : u"%1 %2"_s.arg(title).arg(i + 1));
    }

    void addYaml(const QString &text, const QString &name)
    {
        YamlReader reader(u"a prompt"_s, 1);
        const YAML::Node node = reader.parse(text.toUtf8());
        const std::optional<QString> json = reader.anyText({.key = name, .value = node, .line = 1});
        if (!reader.mistakes().isEmpty() || !json)
            return m_reader.mistake(m_line, u"The prompt \"%1\" is not YAML that can be read."_s.arg(name));
        addPrompt(*json, name);
    }

    void addPrompt(const QString &text, const QString &name)
    {
        if (isBeyondVariables(text))
            return leaveOut(u"the prompt \"%1\", which has more in its template than {{name}}"_s.arg(name));
        const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
        if (document.isArray())
            return addChat(document.array(), name);
        m_import.prompts.append({.name = name, .text = {.user = text}});
    }

    // System messages, then one of the user.
    void addChat(const QJsonArray &messages, const QString &name)
    {
        QStringList system;
        for (qsizetype i = 0; i < messages.size(); ++i) {
            const bool isLast = i == messages.size() - 1;
            const QString role = messages.at(i)["role"_L1].toString();
            const QJsonValue content = messages.at(i)["content"_L1];
            if (!content.isString() || role != (isLast ? "user"_L1 : "system"_L1))
                return leaveOut(u"the prompt \"%1\", which is more than system messages and one question"_s.arg(name));
            if (isLast)
                m_import.prompts.append(
                    {.name = name, .text = {.system = system.join("\n\n"_L1), .user = content.toString()}});
            system.append(content.toString());
        }
    }

    void leaveOut(const QString &what) { m_import.unsupported.append(u"line %1: %2"_s.arg(m_line).arg(what)); }

    YamlReader &m_reader;
    FileFolder &m_folder;
    SuiteImport &m_import;
    int m_line = 0;
};

} // namespace

void readPrompts(YamlReader &reader, const YamlEntry &prompts, FileFolder &folder, SuiteImport &import)
{
    PromptsReader(reader, folder, import).read(prompts);
}

} // namespace evenhand::promptfoo
