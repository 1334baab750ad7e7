// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/core/prompt.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace evenhand {

static const QRegularExpression &placeholder()
{
    static const QRegularExpression expression(uR"(\{\{\s*([\p{L}\p{N}_.\-]+)\s*\}\})"_s,
                                               QRegularExpression::UseUnicodePropertiesOption);
    return expression;
}

static void collectNames(const QString &text, QStringList &names)
{
    for (const QRegularExpressionMatch &match : placeholder().globalMatch(text)) {
        const QString name = match.captured(1);
        if (!names.contains(name))
            names.append(name);
    }
}

QStringList variableNames(const PromptText &prompt)
{
    QStringList names;
    collectNames(prompt.system, names);
    collectNames(prompt.user, names);
    return names;
}

static QString renderText(const QString &text, const QMap<QString, QString> &variables)
{
    QString result;
    qsizetype end = 0;
    for (const QRegularExpressionMatch &match : placeholder().globalMatch(text)) {
        result += QStringView(text).sliced(end, match.capturedStart() - end);
        result += variables.value(match.captured(1), match.captured(0));
        end = match.capturedEnd();
    }
    result += QStringView(text).sliced(end);
    return result;
}

RenderedPrompt render(const PromptText &prompt)
{
    RenderedPrompt result{.system = renderText(prompt.system, prompt.variables),
                          .user = renderText(prompt.user, prompt.variables),
                          .missing = {}};
    for (const QString &name : variableNames(prompt)) {
        if (!prompt.variables.contains(name))
            result.missing.append(name);
    }
    return result;
}

} // namespace evenhand
