// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/files/suggestion.h"

#include <QList>

#include <numeric>

using namespace Qt::StringLiterals;

namespace evenhand {

// Levenshtein's: insertions, removals and replacements, each counted once.
static qsizetype distance(const QString &from, const QString &to)
{
    QList<qsizetype> row(to.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 1; i <= from.size(); ++i) {
        qsizetype diagonal = std::exchange(row[0], i);
        for (qsizetype j = 1; j <= to.size(); ++j) {
            const qsizetype replaced = diagonal + (from.at(i - 1) == to.at(j - 1) ? 0 : 1);
            diagonal = row.at(j);
            row[j] = std::min({row.at(j) + 1, row.at(j - 1) + 1, replaced});
        }
    }
    return row.last();
}

QString closest(const QString &name, const QStringList &known)
{
    QString best;
    // Two letters that changed places are two replacements.
    qsizetype least = std::min(name.size(), std::max<qsizetype>(2, name.size() / 3) + 1);
    for (const QString &candidate : known) {
        const qsizetype current = distance(name.toLower(), candidate.toLower());
        if (current < least) {
            least = current;
            best = candidate;
        }
    }
    return best;
}

QString didYouMean(const QString &name, const QStringList &known)
{
    const QString best = closest(name, known);
    return best.isEmpty() ? QString() : u" Did you mean \"%1\"?"_s.arg(best);
}

} // namespace evenhand
