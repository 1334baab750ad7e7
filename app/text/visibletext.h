// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QString>

namespace evenhand {

// A piece of text as it is shown.
struct VisiblePiece
{
    QString text;     // "U+202E" for a mark
    QString original; // of a mark: the character it stands for; empty: this is plain text

    bool isMark() const { return !original.isEmpty(); }
    bool operator==(const VisiblePiece &) const = default;
};

// Whether a character would not be seen, or would change how its neighbours are seen, where it follows `previous`.
bool isHidden(char32_t c, char32_t previous);
QString markFor(char32_t c); // "U+202E"

// Turns text that was written by others into pieces that cannot deceive: characters which reorder, hide or split text
// without being seen become marks. Joiners stay where a script or an emoji needs them. Text may be fed in parts that are
// cut anywhere, between the halves of a surrogate pair included.
class VisibleText
{
public:
    QList<VisiblePiece> feed(QStringView text);
    QList<VisiblePiece> finish(); // what was held back
    void reset();

private:
    QString m_held;          // the end of what was fed: half of a character, or a carriage return
    char32_t m_previous = 0; // the last character that was let through
};

// The same for a line that is shown as a whole: marks stand between ‹ and ›.
QString visibleText(const QString &text);

} // namespace evenhand
