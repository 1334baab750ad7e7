// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/checks/judges.h"

#include <QRegularExpression>

#include <cmath>

using namespace Qt::StringLiterals;

namespace evenhand::checks {
namespace {

// Digits of every script as those of ASCII, the minus sign as a hyphen.
QString plainDigits(const QString &text)
{
    QString result = text;
    for (QChar &c : result) {
        if (c.digitValue() >= 0)
            c = QChar(u'0' + c.digitValue());
        else if (c == u'\u2212')
            c = u'-';
    }
    return result;
}

QString formatted(double value)
{
    return QString::number(value, 'f', QLocale::FloatingPointShortest);
}

} // namespace

std::optional<double> lastNumber(const QString &text)
{
    // Groups after the first have two digits (lakh, crore) or three.
    static const QRegularExpression number(
        u"(?:(?<![\\w.])-)?\\d+(?:[,'\\x{A0}\\x{202F}]\\d{2,3})*(?:\\.\\d+)?(?:[eE][-+]?\\d+)?"_s);
    std::optional<double> last;
    QRegularExpressionMatchIterator matches = number.globalMatch(plainDigits(text));
    while (matches.hasNext()) {
        QString digits = matches.next().captured();
        digits.removeIf([](QChar c) { return c == u',' || c == u'\'' || c == u'\u00a0' || c == u'\u202f'; });
        last = digits.toDouble();
    }
    return last;
}

Verdict judgeNumber(const QJsonObject &check, const JudgedAnswer &answer)
{
    const double expected = check["value"_L1].toDouble();
    const std::optional<double> found = lastNumber(answer.text);
    if (!found)
        return {.passed = false, .reason = u"no number, expected %1"_s.arg(formatted(expected))};
    const double tolerance = std::max(check["tolerance"_L1].toDouble(0),
                                      std::abs(expected) * check["tolerance_percent"_L1].toDouble(0) / 100);
    // What binary fractions cannot hold is no difference.
    const double rounding = 1e-9 * std::max(1.0, std::abs(expected));
    const bool near = std::abs(*found - expected) <= tolerance + rounding;
    return {.passed = near,
            .reason = near ? formatted(*found) : u"%1, expected %2"_s.arg(formatted(*found), formatted(expected))};
}

} // namespace evenhand::checks
