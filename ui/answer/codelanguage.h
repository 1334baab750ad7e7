// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace evenhand {

struct CodeLanguage
{
    QString definition; // the highlighter's name for it; empty: not highlighted
    QString title;      // for people; empty: nothing is known

    bool operator==(const CodeLanguage &) const = default;
};

// The language that is named behind a fence, by one of its names or its files' extension. A word that says nothing to us is
// its own title.
CodeLanguage codeLanguage(QStringView info);

// What stands above the code, where `info` stands behind the fence: the language's title, and the whole of `info` where it is
// more than a word. Cut where it is very long.
QString codeTitle(const QString &info, const CodeLanguage &language);

// The language of code that comes without a name, only where its text leaves no doubt. `isWhole`: nothing will follow; as
// long as something does, only the first guessLength characters count.
constexpr qsizetype guessLength = 4096;
CodeLanguage guessedLanguage(QStringView code, bool isWhole);

} // namespace evenhand
