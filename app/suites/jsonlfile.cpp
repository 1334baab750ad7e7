// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/suites/jsonlfile.h"

#include "app/core/json.h"
#include "app/suites/evalscase.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

const QStringList caseMembers = {u"name"_s, u"vars"_s,        u"reference"_s, u"task_class"_s,
                                 u"tags"_s, u"attachments"_s, u"checks"_s};

QByteArray line(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

// A value as the text of a variable.
QString textOf(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    if (value.isNull() || value.isUndefined())
        return {};
    // QJsonDocument holds no single values.
    const QByteArray inList = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(inList.sliced(1, inList.size() - 2));
}

class JsonlReader
{
public:
    SuiteImport read(const QString &text)
    {
        int number = 0;
        const QChar lineEnd = text.contains(u'\n') ? u'\n' : u'\r';
        for (const QStringView one : QStringTokenizer(text, lineEnd)) {
            m_line = ++number;
            if (!one.trimmed().isEmpty())
                readLine(one.trimmed());
        }
        if (m_first)
            m_import.problems.append({.line = 0, .column = {}, .reason = u"The file has no case."_s});
        if (m_evals)
            finishEvals();
        completeColumns(m_import.suite);
        checkLimits(m_import);
        return std::move(m_import);
    }

private:
    void problem(const QString &column, const QString &reason)
    {
        m_import.problems.append({.line = m_line, .column = column, .reason = reason});
    }

    void readLine(QStringView text)
    {
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8(), &error);
        if (!document.isObject()) {
            problem({}, error.error == QJsonParseError::NoError ? u"This is no JSON object."_s
                                                                : u"This is not JSON: %1."_s.arg(error.errorString()));
            return;
        }
        const QJsonObject object = document.object();
        if (std::exchange(m_first, false)) {
            m_evals = evals::isSample(object);
            if (object["suite"_L1].isString())
                return readHead(object);
        }
        if (m_evals)
            readSample(object);
        else
            readCase(object);
    }

    void readHead(const QJsonObject &head)
    {
        Suite &suite = m_import.suite;
        suite.name = head["suite"_L1].toString();
        suite.description = head["description"_L1].toString();
        suite.columns = QVariant(head["columns"_L1].toArray().toVariantList()).toStringList();
        if (suite.columns.removeDuplicates() > 0)
            problem(u"columns"_s, u"A name stands there twice."_s);
        if (head["prompt"_L1].isObject())
            suite.prompt = promptFromJson(head["prompt"_L1].toObject());
    }

    void readSample(const QJsonObject &object)
    {
        if (const Result<SuiteCase> one = evals::readSample(object))
            addCase(m_import, *one, m_line);
        else
            problem({}, one.error().message);
        m_severalIdeals = m_severalIdeals || object["ideal"_L1].isArray();
    }

    void finishEvals()
    {
        m_import.suite.prompt = evals::prompt(m_import.suite.cases);
        m_import.suite.columns = {u"input"_s};
        if (m_severalIdeals)
            m_import.notes.append(u"Where a sample has several ideal answers, the reference holds one on each line."_s);
        m_import.notes.append(u"How answers are held against \"ideal\" does not stand in such a file: add checks."_s);
    }

    void readCase(const QJsonObject &object)
    {
        const qsizetype before = m_import.problems.size();
        SuiteCase one{.id = CaseId::create(),
                      .name = text(object, u"name"_s),
                      .reference = text(object, u"reference"_s),
                      .taskClass = text(object, u"task_class"_s),
                      .tags = texts(object, u"tags"_s),
                      .attachments = filesNamed(texts(object, u"attachments"_s))};
        const QJsonValue vars = object["vars"_L1];
        if (!vars.isUndefined() && !vars.isObject())
            problem(u"vars"_s, u"It must be an object of names and values."_s);
        readVariables(vars.isObject() ? vars.toObject() : object, vars.isObject(), one);
        if (vars.isObject())
            refuseUnknown(object);
        if (const QJsonValue checks = object["checks"_L1]; !checks.isUndefined()) {
            if (const Result<QJsonArray> read = checksFromJson(checks))
                one.checks = *read;
            else
                problem(u"checks"_s, read.error().message);
        }
        if (m_import.problems.size() == before)
            addCase(m_import, one, m_line);
    }

    void readVariables(const QJsonObject &members, bool all, SuiteCase &one)
    {
        for (auto it = members.begin(); it != members.end(); ++it) {
            if (all || !caseMembers.contains(it.key()))
                setVariable(one, it.key(), textOf(it.value()));
        }
    }

    void refuseUnknown(const QJsonObject &object)
    {
        for (const QString &key : object.keys()) {
            if (!caseMembers.contains(key))
                problem(key, u"A case has no such member; variables stand in \"vars\"."_s);
        }
    }

    QString text(const QJsonObject &object, const QString &key)
    {
        const QJsonValue value = object[key];
        if (value.isObject() || value.isArray())
            problem(key, u"It must be a text."_s);
        return textOf(value);
    }

    QStringList texts(const QJsonObject &object, const QString &key)
    {
        const QJsonValue value = object[key];
        if (value.isUndefined())
            return {};
        if (value.isString())
            return {value.toString()};
        const QJsonArray array = value.toArray();
        if (!value.isArray() || !std::ranges::all_of(array, [](const QJsonValue &one) { return one.isString(); }))
            problem(key, u"It must be a list of texts."_s);
        return QVariant(array.toVariantList()).toStringList();
    }

    SuiteImport m_import;
    int m_line = 0;
    bool m_first = true;
    bool m_evals = false;
    bool m_severalIdeals = false;
};

} // namespace

Result<SuiteImport> readJsonl(const QByteArray &content)
{
    return checkSize(content.size(), mostSuiteMebibytes)
        .and_then([&] { return textOf(content); })
        .transform([](const QString &text) { return JsonlReader().read(text); });
}

QByteArray writeJsonl(const Suite &suite)
{
    QJsonObject head{{u"suite"_s, suite.name}, {u"columns"_s, QJsonArray::fromStringList(suite.columns)}};
    if (!suite.description.isEmpty())
        head.insert(u"description"_s, suite.description);
    if (suite.prompt)
        head.insert(u"prompt"_s, toJson(*suite.prompt));
    QByteArray text = line(head);
    for (const SuiteCase &one : suite.cases) {
        QJsonObject object = toJson(one);
        object.remove("id"_L1);
        object.insert("vars"_L1, object.take("variables"_L1).toObject());
        if (!one.attachments.isEmpty())
            object.insert("attachments"_L1, QJsonArray::fromStringList(namesOf(one.attachments)));
        text += line(object);
    }
    return text;
}

} // namespace evenhand
