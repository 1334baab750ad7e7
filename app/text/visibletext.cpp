// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/text/visibletext.h"

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

bool isJoiner(char32_t c)
{
    return c == 0x200c || c == 0x200d;
}

// Bidirectional controls, invisible operators and fillers, tags, separators of lines and paragraphs, and control characters
// other than white space.
bool isHidden(char32_t c)
{
    switch (c) {
    case 0x00ad: // soft hyphen
    case 0x034f: // combining grapheme joiner
    case 0x061c: // Arabic letter mark
    case 0x115f:
    case 0x1160:
    case 0x17b4:
    case 0x17b5:
    case 0x180e:
    case 0x3164:
    case 0xfeff:
    case 0xffa0:
        return true;
    default:
        break;
    }
    return (c < 0x20 && c != u'\n' && c != u'\t' && c != u'\r') || (c >= 0x7f && c < 0xa0)
           || (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f)
           || (c >= 0xfff9 && c <= 0xfffb) || (c >= 0x1d173 && c <= 0x1d17a) || (c >= 0xe0000 && c <= 0xe0fff);
}

// Scripts whose letters join, and pictures that are made of several.
bool joins(char32_t previous)
{
    if (previous == 0xfe0f || (previous >= 0x1f3fb && previous <= 0x1f3ff))
        return true;
    if (QChar::category(previous) == QChar::Symbol_Other)
        return true;
    if (!QChar::isLetter(previous) && !QChar::isMark(previous))
        return false;
    switch (QChar::script(previous)) {
    case QChar::Script_Latin:
    case QChar::Script_Greek:
    case QChar::Script_Cyrillic:
    case QChar::Script_Common:
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Hangul:
        return false;
    default:
        return true;
    }
}

void append(QList<VisiblePiece> &pieces, char32_t c)
{
    if (pieces.isEmpty() || pieces.last().isMark())
        pieces.append({.text = {}, .original = {}});
    pieces.last().text += QStringView(QChar::fromUcs4(c));
}

} // namespace

bool isHidden(char32_t c, char32_t previous)
{
    return isHidden(c) && !(isJoiner(c) && joins(previous));
}

QString markFor(char32_t c)
{
    return u"U+%1"_s.arg(QString::number(uint(c), 16).toUpper(), 4, u'0');
}

QList<VisiblePiece> VisibleText::feed(QStringView text)
{
    QString whole = m_held + text.toString();
    m_held.clear();
    if (!whole.isEmpty() && (whole.back().isHighSurrogate() || whole.back() == u'\r')) {
        m_held = whole.back();
        whole.chop(1);
    }
    whole.replace("\r\n"_L1, "\n"_L1);

    QList<VisiblePiece> pieces;
    for (const char32_t c : whole.toUcs4()) {
        if (isHidden(c, m_previous)) {
            pieces.append({.text = markFor(c), .original = QStringView(QChar::fromUcs4(c)).toString()});
            continue;
        }
        append(pieces, c);
        m_previous = c;
    }
    return pieces;
}

QList<VisiblePiece> VisibleText::finish()
{
    QString rest = std::exchange(m_held, {});
    if (rest.isEmpty())
        return {};
    if (rest == "\r"_L1)
        rest = u"\n"_s;
    else
        rest = QChar(QChar::ReplacementCharacter);
    return {{.text = rest, .original = {}}};
}

void VisibleText::reset()
{
    *this = {};
}

QString visibleText(const QString &text)
{
    VisibleText feed;
    QList<VisiblePiece> pieces = feed.feed(text);
    pieces += feed.finish();
    QString shown;
    for (const VisiblePiece &piece : std::as_const(pieces))
        shown += piece.isMark() ? u"‹%1›"_s.arg(piece.text) : piece.text;
    return shown;
}

} // namespace evenhand
