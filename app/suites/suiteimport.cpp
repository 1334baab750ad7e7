// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/suites/suiteimport.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

std::unexpected<Error> invalid(const QString &message)
{
    return std::unexpected(Error{.code = ErrorCode::InvalidInput, .message = message, .detail = {}});
}

struct TextSizes
{
    qsizetype longest = 0; // in characters
    qsizetype together = 0;
};

TextSizes textSizes(const SuiteCase &suiteCase)
{
    TextSizes sizes;
    for (const QString &text : suiteCase.variables.values() + QStringList{suiteCase.name, suiteCase.reference}) {
        sizes.longest = std::max(sizes.longest, text.size());
        sizes.together += text.size();
    }
    return sizes;
}

} // namespace

void addCase(SuiteImport &import, const SuiteCase &suiteCase, int line)
{
    import.suite.cases.append(suiteCase);
    import.lines.append(line);
}

void keepAccepted(SuiteImport &import, const QString &column, const CaseJudge &judge)
{
    QList<SuiteCase> cases;
    QList<int> lines;
    for (qsizetype i = 0; i < import.suite.cases.size(); ++i) {
        SuiteCase &one = import.suite.cases[i];
        const int line = import.lines.at(i);
        if (const Result<void> accepted = judge(one); !accepted) {
            import.problems.append({.line = line, .column = column, .reason = accepted.error().message});
            continue;
        }
        cases.append(std::move(one));
        lines.append(line);
    }
    import.suite.cases = std::move(cases);
    import.lines = std::move(lines);
    std::ranges::stable_sort(import.problems, {}, &RowProblem::line);
}

QString toString(const RowProblem &problem)
{
    QStringList place;
    if (problem.line > 0)
        place.append(u"line %1"_s.arg(problem.line));
    if (!problem.column.isEmpty())
        place.append(u"column %1"_s.arg(problem.column));
    return place.isEmpty() ? problem.reason : place.join(", "_L1) + u": "_s + problem.reason;
}

Result<QString> textOf(const QByteArray &content)
{
    const QByteArrayView bytes(content);
    if (bytes.startsWith("\xff\xfe") || bytes.startsWith("\xfe\xff"))
        return invalid(
            u"The file is text in UTF-16. Save it as UTF-8; in a spreadsheet program choose \"CSV UTF-8\"."_s);
    if (bytes.contains('\0'))
        return invalid(
            u"The file holds zero bytes: it is text in UTF-16, or no text. Save it as UTF-8; in a spreadsheet "
            "program choose \"CSV UTF-8\"."_s);
    const QByteArrayView text = bytes.startsWith("\xef\xbb\xbf") ? bytes.sliced(3) : bytes;
    if (text.isValidUtf8())
        return QString::fromUtf8(text);
    int line = 1;
    for (const QByteArray &one : content.split('\n')) {
        if (!one.isValidUtf8())
            break;
        ++line;
    }
    return invalid(u"Line %1 is not text in UTF-8. Save the file as UTF-8; in a spreadsheet program choose "
                   "\"CSV UTF-8\"."_s.arg(line));
}

Result<void> checkSize(qint64 bytes, int mostMebibytes)
{
    if (bytes > qint64(mostMebibytes) * 1024 * 1024)
        return invalid(u"The file is larger than %1 MiB, which is the most that is read."_s.arg(mostMebibytes));
    return {};
}

void checkLimits(SuiteImport &import)
{
    QList<SuiteCase> &cases = import.suite.cases;
    if (cases.size() > mostCases) {
        import.problems.append(
            {.line = 0,
             .column = {},
             .reason = u"There are %L1 cases; a suite has at most %L2. The first %L2 are used."_s.arg(cases.size())
                           .arg(mostCases)});
        cases.resize(mostCases);
        import.lines.resize(mostCases);
    }
    // Files are small where many cells share one text, or name one file.
    qsizetype together = 0;
    keepAccepted(import, {}, [&](const SuiteCase &one) -> Result<void> {
        const TextSizes sizes = textSizes(one);
        if (sizes.longest > mostCellCharacters)
            return invalid(u"A text has more than %L1 characters."_s.arg(mostCellCharacters));
        if (together + sizes.together > mostSuiteCharacters)
            return invalid(u"With this case the suite would have more than %L1 characters."_s.arg(mostSuiteCharacters));
        together += sizes.together;
        return {};
    });
}

void completeColumns(Suite &suite)
{
    QSet<QString> known(suite.columns.begin(), suite.columns.end());
    for (const SuiteCase &one : std::as_const(suite.cases)) {
        for (const QString &name : one.variables.keys()) {
            if (!known.contains(name)) {
                known.insert(name);
                suite.columns.append(name);
            }
        }
    }
}

Result<QStringList> listFromCell(const QString &cell)
{
    const QString trimmed = cell.trimmed();
    if (!trimmed.startsWith(u'[')) {
        QStringList list;
        for (const QString &part : trimmed.split(u';', Qt::SkipEmptyParts)) {
            if (const QString text = part.trimmed(); !text.isEmpty())
                list.append(text);
        }
        return list;
    }
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(trimmed.toUtf8(), &error);
    const QJsonArray array = document.array();
    if (!document.isArray() || !std::ranges::all_of(array, [](const QJsonValue &value) { return value.isString(); }))
        return invalid(u"It begins like a JSON list and is no JSON list of texts."_s);
    return QVariant(array.toVariantList()).toStringList();
}

QString listToCell(const QStringList &list)
{
    const QString joined = list.join("; "_L1);
    const Result<QStringList> back = listFromCell(joined);
    if (back && *back == list)
        return joined;
    return QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(list)).toJson(QJsonDocument::Compact));
}

Result<QJsonArray> checksFromJson(const QJsonValue &value)
{
    const QJsonArray checks = value.isObject() ? QJsonArray{value} : value.toArray();
    if (!value.isObject() && !value.isArray())
        return invalid(
            u"Checks are a JSON list of objects, such as [{\"type\": \"contains\", \"value\": \"Paris\"}]."_s);
    for (const QJsonValue &check : checks) {
        if (!check["type"_L1].isString() || check["type"_L1].toString().isEmpty())
            return invalid(u"A check has no \"type\", such as {\"type\": \"contains\", \"value\": \"Paris\"}."_s);
    }
    return checks;
}

Result<QJsonArray> checksFromCell(const QString &cell)
{
    if (cell.trimmed().isEmpty())
        return QJsonArray();
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(cell.toUtf8(), &error);
    if (document.isNull())
        return invalid(u"Checks are JSON, and this is not: %1."_s.arg(error.errorString()));
    return checksFromJson(document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object()));
}

QString checksToCell(const QJsonArray &checks)
{
    return checks.isEmpty() ? QString() : QString::fromUtf8(QJsonDocument(checks).toJson(QJsonDocument::Compact));
}

QList<AttachmentRef> filesNamed(const QStringList &paths)
{
    QList<AttachmentRef> files;
    for (const QString &path : paths)
        files.append({.path = path});
    return files;
}

QStringList namesOf(const QList<AttachmentRef> &files)
{
    QStringList names;
    for (const AttachmentRef &file : files)
        names.append(file.path);
    return names;
}

void setVariable(SuiteCase &suiteCase, const QString &name, const QString &value)
{
    if (value.isEmpty())
        suiteCase.variables.remove(name);
    else
        suiteCase.variables.insert(name, value);
}

} // namespace evenhand
