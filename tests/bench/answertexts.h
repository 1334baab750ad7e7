// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>

// Texts for benches: the same each time for the same arguments.
namespace evenhand {

struct BenchAnswer
{
    QString reasoning; // about a tenth of the whole
    QString text;
};

// As models answer: prose, headings, lists, code in many languages, tables, mathematics; put together from
// tests/data/bench/answerparts.txt. About so many characters long in all.
BenchAnswer benchAnswer(qsizetype characters, quint32 seed);
// Pieces of about four characters.
QStringList tokensOf(const QString &text, quint32 seed);

enum class Uniform { Prose, Code, List, Table, CodeInList };
QString nameOf(Uniform kind);
// A text that is one thing from its beginning to its end: of exactly so many characters. A table has no more rows than are
// shown as one.
QString uniformText(Uniform kind, qsizetype characters);

struct NamedText
{
    QString name;
    QString text;
};
// What was made to stall or to crash whatever shows it. `scale`: of its size, 1 is the whole.
QList<NamedText> hostileTexts(double scale);

} // namespace evenhand
