// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/core/json.h"
#include "app/suites/suiteyaml.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

// Characters that a YAML block cannot hold as they are, or that readers take for the end of a line.
bool isSpecial(QChar c)
{
    const char16_t code = c.unicode();
    return (code < 0x20 && code != u'\n') || (code >= 0x7f && code <= 0x9f) || code == 0x2028 || code == 0x2029
           || code == 0xfeff;
}

// A block keeps its lines as they are; what it cannot say is left to quotes.
bool fitsBlock(const QString &text)
{
    if (!text.contains(u'\n') || text.startsWith(u' ') || text.startsWith(u'\n') || text.endsWith("\n\n"_L1)
        || std::ranges::any_of(text, &isSpecial))
        return false;
    // Spaces alone on a line could be lost.
    return std::ranges::none_of(text.split(u'\n'), [](const QString &line) { return line.endsWith(u' '); });
}

QString quoted(const QString &text)
{
    QString result = u"\""_s;
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\')
            result += u'\\' + c;
        else if (c == u'\n')
            result += "\\n"_L1;
        else if (isSpecial(c))
            result += u"\\u%1"_s.arg(int(c.unicode()), 4, 16, QChar(u'0'));
        else
            result += c;
    }
    return result + u'"';
}

// Words that are safe without quotes: they are taken for nothing else.
QString key(const QString &name)
{
    static const QRegularExpression plain(u"\\A[A-Za-z_][A-Za-z0-9_-]*\\z"_s);
    static const QStringList words = {u"true"_s, u"false"_s, u"null"_s, u"yes"_s, u"no"_s,
                                      u"on"_s,   u"off"_s,   u"y"_s,    u"n"_s};
    return plain.match(name).hasMatch() && !words.contains(name.toLower()) ? name : quoted(name);
}

// What fits into one line between brackets.
QString flow(const QJsonValue &value)
{
    QStringList parts;
    if (value.isArray()) {
        for (const QJsonValue &one : value.toArray())
            parts.append(flow(one));
        return u'[' + parts.join(", "_L1) + u']';
    }
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            parts.append(key(it.key()) + ": "_L1 + flow(it.value()));
        return u'{' + parts.join(", "_L1) + u'}';
    }
    if (value.isString())
        return quoted(value.toString());
    const QByteArray inList = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromLatin1(inList.sliced(1, inList.size() - 2));
}

class YamlWriter
{
public:
    void entry(int depth, const QString &name, const QString &text)
    {
        if (text.isEmpty())
            return;
        m_text +=
            indent(depth) + key(name) + ": "_L1 + (fitsBlock(text) ? block(depth + 1, text) : quoted(text)) + u'\n';
    }

    void entry(int depth, const QString &name, const QJsonValue &value)
    {
        const bool empty =
            (value.isArray() && value.toArray().isEmpty()) || (value.isObject() && value.toObject().isEmpty());
        if (!empty)
            m_text += indent(depth) + key(name) + ": "_L1 + flow(value) + u'\n';
    }

    void entries(int depth, const QString &name, const QJsonArray &list)
    {
        if (list.isEmpty())
            return;
        open(depth, name);
        for (const QJsonValue &one : list)
            m_text += indent(depth + 1) + "- "_L1 + flow(one) + u'\n';
    }

    void entries(int depth, const QString &name, const QMap<QString, QString> &texts)
    {
        if (texts.isEmpty())
            return;
        open(depth, name);
        for (const auto &[variable, text] : texts.asKeyValueRange())
            entry(depth + 1, variable, text);
    }

    void open(int depth, const QString &name) { m_text += indent(depth) + key(name) + ":\n"_L1; }
    void add(const QString &text) { m_text += text; }
    QString take() { return std::move(m_text); }

private:
    static QString indent(int depth) { return QString(2 * depth, u' '); }

    static QString block(int depth, const QString &text)
    {
        const bool endsLine = text.endsWith(u'\n');
        QString result = endsLine ? u"|"_s : u"|-"_s;
        for (const QString &line : (endsLine ? text.chopped(1) : text).split(u'\n'))
            result += u'\n' + (line.isEmpty() ? QString() : indent(depth) + line);
        return result;
    }

    QString m_text;
};

QString caseText(const SuiteCase &one)
{
    YamlWriter writer;
    writer.entry(2, u"name"_s, one.name);
    writer.entries(2, u"vars"_s, one.variables);
    writer.entry(2, u"reference"_s, one.reference);
    writer.entry(2, u"class"_s, one.taskClass);
    writer.entry(2, u"tags"_s, QJsonArray::fromStringList(one.tags));
    writer.entry(2, u"attachments"_s, QJsonArray::fromStringList(namesOf(one.attachments)));
    writer.entries(2, u"checks"_s, one.checks);
    const QString text = writer.take();
    // The first of its lines begins the item.
    return text.isEmpty() ? u"  - {}\n"_s : u"  - "_s + text.sliced(4);
}

void writePrompt(YamlWriter &writer, const PromptText &prompt)
{
    if (prompt == PromptText())
        return writer.add(u"prompt: {}\n"_s);
    writer.open(0, u"prompt"_s);
    writer.entry(1, u"system"_s, prompt.system);
    writer.entry(1, u"user"_s, prompt.user);
    writer.entries(1, u"vars"_s, prompt.variables);
    writer.entry(1, u"attachments"_s, QJsonArray::fromStringList(namesOf(prompt.attachments)));
    writer.entries(1, u"tools"_s, toJson(prompt)["tools"_L1].toArray());
    if (prompt.format)
        writer.entry(1, u"format"_s,
                     QJsonObject{{u"name"_s, prompt.format->name}, {u"schema"_s, prompt.format->schema}});
}

} // namespace

QByteArray writeSuiteYaml(const Suite &suite)
{
    YamlWriter writer;
    writer.entry(0, u"name"_s, suite.name);
    writer.entry(0, u"description"_s, suite.description);
    writer.entry(0, u"columns"_s, QJsonArray::fromStringList(suite.columns));
    if (suite.prompt)
        writePrompt(writer, *suite.prompt);
    if (suite.cases.isEmpty())
        writer.add(u"cases: []\n"_s);
    else
        writer.open(0, u"cases"_s);
    for (const SuiteCase &one : suite.cases)
        writer.add(caseText(one));
    return writer.take().toUtf8();
}

} // namespace evenhand
