// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/checks/judges.h"

#include <QRegularExpression>
#include <QTextBoundaryFinder>

using namespace Qt::StringLiterals;

namespace evenhand::checks {
namespace {

Qt::CaseSensitivity caseOf(const QJsonObject &check)
{
    return check["ignore_case"_L1].toBool() ? Qt::CaseInsensitive : Qt::CaseSensitive;
}

// The same letters may be written with one code point or with two.
QString composed(const QString &text)
{
    return text.normalized(QString::NormalizationForm_C);
}

// Those of the values that stand in the answer.
QStringList found(const QJsonObject &check, const JudgedAnswer &answer)
{
    const QString text = composed(answer.text);
    QStringList result;
    for (const QJsonValue &value : check["values"_L1].toArray()) {
        if (text.contains(composed(value.toString()), caseOf(check)))
            result.append(value.toString());
    }
    return result;
}

bool containsValue(const QJsonObject &check, const JudgedAnswer &answer)
{
    return composed(answer.text).contains(composed(check["value"_L1].toString()), caseOf(check));
}

qsizetype countOf(const QString &text, const QString &unit)
{
    if (unit == "words"_L1)
        return text.simplified().isEmpty() ? 0 : text.simplified().count(u' ') + 1;
    const auto parts = [&](QTextBoundaryFinder::BoundaryType type) {
        QTextBoundaryFinder finder(type, text);
        qsizetype count = 0;
        for (qsizetype from = 0, to = 0; (to = finder.toNextBoundary()) > 0; from = to)
            count +=
                type == QTextBoundaryFinder::Grapheme || !QStringView(text).sliced(from, to - from).trimmed().isEmpty();
        return count;
    };
    if (unit == "characters"_L1)
        return parts(QTextBoundaryFinder::Grapheme);
    if (unit == "sentences"_L1)
        return parts(QTextBoundaryFinder::Sentence);
    const QStringList lines = text.split(u'\n');
    return std::ranges::count_if(lines, [](const QString &line) { return !line.trimmed().isEmpty(); });
}

} // namespace

Verdict judgeEquals(const QJsonObject &check, const JudgedAnswer &answer)
{
    const QString expected = check["value"_L1].toString();
    const bool same = composed(answer.text).trimmed().compare(composed(expected).trimmed(), caseOf(check)) == 0;
    return {.passed = same,
            .reason = same ? u"is \"%1\""_s.arg(shown(expected))
                           : u"\"%1\", expected \"%2\""_s.arg(shown(answer.text), shown(expected))};
}

Verdict judgeContains(const QJsonObject &check, const JudgedAnswer &answer)
{
    const bool contains = containsValue(check, answer);
    const QString value = shown(check["value"_L1].toString());
    return {.passed = contains, .reason = contains ? u"has \"%1\""_s.arg(value) : u"\"%1\" is missing"_s.arg(value)};
}

Verdict judgeNotContains(const QJsonObject &check, const JudgedAnswer &answer)
{
    const bool contains = containsValue(check, answer);
    const QString value = shown(check["value"_L1].toString());
    return {.passed = !contains,
            .reason = contains ? u"has \"%1\", which it must not"_s.arg(value) : u"without \"%1\""_s.arg(value)};
}

Verdict judgeContainsAny(const QJsonObject &check, const JudgedAnswer &answer)
{
    const QStringList values = found(check, answer);
    const qsizetype all = check["values"_L1].toArray().size();
    return {.passed = !values.isEmpty(),
            .reason = values.isEmpty() ? u"none of %1 values is there"_s.arg(all)
                                       : u"has \"%1\""_s.arg(shown(values.first()))};
}

Verdict judgeContainsAll(const QJsonObject &check, const JudgedAnswer &answer)
{
    const QStringList values = found(check, answer);
    const QJsonArray all = check["values"_L1].toArray();
    for (const QJsonValue &value : all) {
        if (!values.contains(value.toString()))
            return {.passed = false, .reason = u"\"%1\" is missing"_s.arg(shown(value.toString()))};
    }
    return {.passed = true, .reason = u"has all of %1 values"_s.arg(all.size())};
}

Verdict judgeRegex(const QJsonObject &check, const JudgedAnswer &answer)
{
    QRegularExpression pattern(check["pattern"_L1].toString(),
                               QRegularExpression::MultilineOption | QRegularExpression::UseUnicodePropertiesOption);
    if (check["ignore_case"_L1].toBool())
        pattern.setPatternOptions(pattern.patternOptions() | QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = pattern.match(answer.text);
    if (!match.isValid()) // PCRE counts its steps, and stops
        return {.reason = u"%1 takes too many steps to try"_s.arg(shown(pattern.pattern())), .isOpen = true};
    return {.passed = match.hasMatch(),
            .reason = match.hasMatch() ? u"matches \"%1\""_s.arg(shown(match.captured()))
                                       : u"nothing matches %1"_s.arg(shown(pattern.pattern()))};
}

Verdict judgeLength(const QJsonObject &check, const JudgedAnswer &answer)
{
    const QString unit = check["unit"_L1].toString();
    const qsizetype count = countOf(answer.text.trimmed(), unit);
    const double least = check["min"_L1].toDouble(0);
    const double most = check["max"_L1].toDouble(std::numeric_limits<double>::max());
    const QString length = u"%1 %2"_s.arg(count).arg(count == 1 ? unit.chopped(1) : unit);
    if (double(count) < least)
        return {.passed = false, .reason = u"%1, at least %2 expected"_s.arg(length).arg(least)};
    if (double(count) > most)
        return {.passed = false, .reason = u"%1, at most %2 expected"_s.arg(length).arg(most)};
    return {.passed = true, .reason = length};
}

} // namespace evenhand::checks
