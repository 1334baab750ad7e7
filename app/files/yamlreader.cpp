// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/files/yamlreader.h"

#include "app/files/suggestion.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>
#include <sstream>

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr int mostValues = 10'000; // in one object; aliases can make a small file a huge one

// Quoted scalars are text, whatever they look like.
bool isPlain(const YAML::Node &node)
{
    return node.IsScalar() && node.Tag() != "!";
}

QString scalar(const YAML::Node &node)
{
    return QString::fromStdString(node.Scalar());
}

std::optional<double> asNumber(const YAML::Node &node)
{
    bool isNumber = false;
    const double number = isPlain(node) ? scalar(node).toDouble(&isNumber) : 0;
    return isNumber && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

std::optional<qint64> asInteger(const YAML::Node &node)
{
    bool isInteger = false;
    const qint64 integer = isPlain(node) ? scalar(node).toLongLong(&isInteger) : 0;
    return isInteger ? std::optional(integer) : std::nullopt;
}

std::optional<bool> asFlag(const YAML::Node &node)
{
    if (isPlain(node) && (node.Scalar() == "true" || node.Scalar() == "false"))
        return node.Scalar() == "true";
    return std::nullopt;
}

// Looks for the beginnings of documents alone.
class DocumentStarts final : public YAML::EventHandler
{
public:
    QList<int> lines; // from 1

    void OnDocumentStart(const YAML::Mark &mark) override { lines.append(std::max(0, mark.line) + 1); }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark &, YAML::anchor_t) override {}
    void OnAlias(const YAML::Mark &, YAML::anchor_t) override {}
    void OnScalar(const YAML::Mark &, const std::string &, YAML::anchor_t, const std::string &) override {}
    void OnSequenceStart(const YAML::Mark &, const std::string &, YAML::anchor_t, YAML::EmitterStyle::value) override {}
    void OnSequenceEnd() override {}
    void OnMapStart(const YAML::Mark &, const std::string &, YAML::anchor_t, YAML::EmitterStyle::value) override {}
    void OnMapEnd() override {}
};

// Two lines at most: of a comma that separates nothing, yaml-cpp makes empty documents without end.
QList<int> documentLines(const std::string &yaml)
{
    std::istringstream stream(yaml);
    YAML::Parser parser(stream);
    DocumentStarts starts;
    while (starts.lines.size() < 2 && parser.HandleNextDocument(starts)) {
    }
    return starts.lines;
}

} // namespace

int lineOf(const YAML::Node &node, int parent)
{
    return node.IsDefined() && node.Mark().line >= 0 ? node.Mark().line + 1 : parent;
}

YamlReader::YamlReader(const QString &what, int mostMebibytes)
    : m_what(what)
    , m_mostMebibytes(mostMebibytes)
{
}

YAML::Node YamlReader::parse(const QByteArray &yaml)
{
    if (yaml.size() > qsizetype(m_mostMebibytes) * 1024 * 1024) {
        mistake(1, u"The file is larger than %1 MiB; that is too large for %2."_s.arg(m_mostMebibytes).arg(m_what));
        return {};
    }
    if (!yaml.isValidUtf8()) {
        const QList<QByteArray> lines = yaml.split('\n');
        const auto bad = std::ranges::find_if_not(lines, &QByteArray::isValidUtf8);
        mistake(int(bad - lines.begin()) + 1, u"This is not text in UTF-8."_s);
        return {};
    }
    try {
        const std::string text = yaml.toStdString();
        const QList<int> documents = documentLines(text);
        if (documents.size() == 1)
            return YAML::Load(text);
        if (documents.isEmpty())
            mistake(1, u"The file is empty."_s);
        else
            mistake(documents.last(), u"A second YAML document begins here, or a comma separates nothing."_s);
    } catch (const YAML::DeepRecursion &error) {
        mistake(std::max(0, error.mark.line) + 1, u"The values are nested too deep for %1."_s.arg(m_what));
    } catch (const YAML::Exception &error) {
        mistake(std::max(0, error.mark.line) + 1, u"This is not YAML: %1."_s.arg(QString::fromStdString(error.msg)));
    }
    return {};
}

void YamlReader::mistake(int line, const QString &reason)
{
    m_mistakes.append({.line = line, .reason = reason});
}

QList<FileMistake> YamlReader::mistakes() const
{
    QList<FileMistake> sorted = m_mistakes;
    std::ranges::stable_sort(sorted, {}, &FileMistake::line);
    return sorted;
}

QList<YamlEntry> YamlReader::entries(const YAML::Node &node, int line, const QString &what, const QStringList &known)
{
    if (!node.IsMap()) {
        mistake(lineOf(node, line), u"%1 must be a mapping of names to values."_s.arg(what));
        return {};
    }
    QList<YamlEntry> result;
    for (const auto &pair : node) {
        const int keyLine = lineOf(pair.first, line);
        const QString key = pair.first.IsScalar() ? scalar(pair.first) : QString();
        const auto earlier = std::ranges::find(result, key, &YamlEntry::key);
        if (key.isEmpty())
            mistake(keyLine, u"%1 has a name that is not a text."_s.arg(what));
        else if (earlier != result.end())
            mistake(keyLine, u"\"%1\" stands here twice; it is already in line %2."_s.arg(key).arg(earlier->line));
        else if (!known.isEmpty() && !known.contains(key))
            mistake(keyLine, u"%1 has no \"%2\"."_s.arg(what, key) + didYouMean(key, known));
        else
            result.append({.key = key,
                           .value = pair.second,
                           // What is not there is where the next thing begins.
                           .line = pair.second.IsNull() ? keyLine : lineOf(pair.second, keyLine)});
    }
    return result;
}

std::optional<QString> YamlReader::text(const YamlEntry &entry)
{
    if (entry.value.IsScalar() && !entry.value.Scalar().empty())
        return scalar(entry.value);
    mistake(entry.line, u"\"%1\" must be a text."_s.arg(entry.key));
    return std::nullopt;
}

std::optional<qint64> YamlReader::integer(const YamlEntry &entry, qint64 least, qint64 most)
{
    const std::optional<qint64> value = asInteger(entry.value);
    if (value && *value >= least && *value <= most)
        return value;
    const bool bounded = least != std::numeric_limits<qint64>::min();
    mistake(entry.line, bounded ? u"\"%1\" must be a whole number from %2 to %3."_s.arg(entry.key).arg(least).arg(most)
                                : u"\"%1\" must be a whole number."_s.arg(entry.key));
    return std::nullopt;
}

std::optional<double> YamlReader::number(const YamlEntry &entry, double least, double most)
{
    const std::optional<double> value = asNumber(entry.value);
    if (value && *value >= least && *value <= most)
        return value;
    mistake(entry.line, u"\"%1\" must be a number from %2 to %3."_s.arg(entry.key).arg(least).arg(most));
    return std::nullopt;
}

std::optional<bool> YamlReader::flag(const YamlEntry &entry)
{
    const std::optional<bool> value = asFlag(entry.value);
    if (!value)
        mistake(entry.line, u"\"%1\" must be true or false."_s.arg(entry.key));
    return value;
}

std::optional<QStringList> YamlReader::texts(const YamlEntry &entry)
{
    if (!entry.value.IsSequence())
        return text(entry).transform([](const QString &one) { return QStringList{one}; });
    QStringList result;
    for (const YAML::Node &item : entry.value) {
        const std::optional<QString> one = text({.key = entry.key, .value = item, .line = lineOf(item, entry.line)});
        if (!one)
            return std::nullopt;
        result.append(*one);
    }
    return result;
}

std::optional<QJsonObject> YamlReader::object(const YamlEntry &entry)
{
    if (entry.value.IsMap())
        return json(entry).transform([](const QJsonValue &value) { return value.toObject(); });
    mistake(entry.line, u"\"%1\" must be a mapping of names to values."_s.arg(entry.key));
    return std::nullopt;
}

std::optional<QString> YamlReader::anyText(const YamlEntry &entry)
{
    if (entry.value.IsScalar())
        return scalar(entry.value);
    if (!entry.value.IsDefined() || entry.value.IsNull())
        return QString();
    return json(entry).transform([](const QJsonValue &value) {
        const QJsonDocument document =
            value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject());
        return QString::fromUtf8(document.toJson(QJsonDocument::Compact));
    });
}

std::optional<QJsonValue> YamlReader::json(const YamlEntry &entry)
{
    int budget = mostValues;
    const qsizetype before = m_mistakes.size();
    const QJsonValue result = json(entry.value, entry.line, budget);
    if (budget <= 0)
        mistake(entry.line, u"\"%1\" holds more than %2 values."_s.arg(entry.key).arg(mostValues));
    return m_mistakes.size() == before ? std::optional(result) : std::nullopt;
}

QJsonValue YamlReader::json(const YAML::Node &node, int line, int &budget)
{
    if (--budget <= 0)
        return {};
    if (node.IsMap()) {
        QJsonObject result;
        for (const YamlEntry &entry : entries(node, line, u"This mapping"_s))
            result.insert(entry.key, json(entry.value, entry.line, budget));
        return result;
    }
    if (node.IsSequence()) {
        QJsonArray result;
        for (const YAML::Node &item : node)
            result.append(json(item, lineOf(item, line), budget));
        return result;
    }
    if (!node.IsScalar())
        return QJsonValue::Null;
    if (const std::optional<bool> flag = asFlag(node))
        return *flag;
    if (const std::optional<qint64> integer = asInteger(node))
        return *integer;
    if (const std::optional<double> number = asNumber(node))
        return *number;
    return scalar(node);
}

} // namespace evenhand
