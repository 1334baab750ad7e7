// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/text/textwriter.h"

#include "app/text/visibletext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

// Whether a character that begins with this byte in UTF-8 may be hidden.
bool mayBeHidden(uchar byte)
{
    if (byte < 0x80)
        return (byte < 0x20 && byte != '\t' && byte != '\n') || byte == 0x7f;
    switch (byte) {
    case 0xc2: // to U+00BF
    case 0xcd: // combining grapheme joiner
    case 0xd8: // Arabic letter mark
    case 0xe1:
    case 0xe2:
    case 0xe3:
    case 0xef:
    case 0xf0:
    case 0xf3:
        return true;
    default:
        return false;
    }
}

int sequenceLength(uchar lead)
{
    return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

char32_t decoded(const char *bytes, int length)
{
    const auto next = [bytes](int i) { return char32_t(uchar(bytes[i])) & 0x3f; };
    const auto lead = char32_t(uchar(bytes[0]));
    switch (length) {
    case 1:
        return lead;
    case 2:
        return (lead & 0x1f) << 6 | next(1);
    case 3:
        return (lead & 0x0f) << 12 | next(1) << 6 | next(2);
    default:
        return (lead & 0x07) << 18 | next(1) << 12 | next(2) << 6 | next(3);
    }
}

char32_t lastCharacter(const QString &text)
{
    const qsizetype size = text.size();
    if (size > 1 && text[size - 1].isLowSurrogate() && text[size - 2].isHighSurrogate())
        return QChar::surrogateToUcs4(text[size - 2], text[size - 1]);
    return size > 0 ? text[size - 1].unicode() : 0;
}

} // namespace

TextWriter::TextWriter(const QByteArray &source, RichText &text, State &state)
    : m_source(source)
    , m_text(text)
    , m_state(state)
{
}

void TextWriter::append(SourceRange range, TextStyles styles, int link)
{
    int plain = range.begin;
    int at = range.begin;
    while (at < range.end) {
        const auto lead = uchar(m_source[at]);
        const int length = std::min(sequenceLength(lead), range.end - at);
        if (mayBeHidden(lead)) {
            appendCharacters({plain, at}, styles, link);
            const char32_t c = decoded(m_source.constData() + at, length);
            if (isHidden(c, m_state.previous)) {
                appendRun(markFor(c), {.styles = styles | TextStyle::Mark, .link = link, .source = {at, at + length}},
                          true);
                plain = at + length;
            } else {
                plain = at;
            }
        }
        at += length;
    }
    appendCharacters({plain, range.end}, styles, link);
}

void TextWriter::appendNewline(int offset, TextStyles styles, int link)
{
    const int length = newlineLength(m_source, offset);
    appendRun(u"\n"_s, {.styles = styles, .link = link, .source = {offset, offset + length}}, length != 1);
    m_state.previous = u'\n';
}

void TextWriter::appendFor(SourceRange range, const QString &text, TextStyles styles, int link)
{
    if (text.isEmpty())
        return;
    const char32_t c = text.toUcs4().first();
    if (isHidden(c, m_state.previous)) {
        appendRun(markFor(c), {.styles = styles | TextStyle::Mark, .link = link, .source = range}, true);
        return;
    }
    appendRun(text, {.styles = styles, .link = link, .source = range}, true);
    m_state.previous = lastCharacter(text);
}

void TextWriter::appendAside(const QString &text, TextStyles styles, int link)
{
    appendRun(text, {.styles = styles | TextStyle::Aside, .link = link}, true);
}

void TextWriter::appendCharacters(SourceRange range, TextStyles styles, int link)
{
    if (range.isEmpty())
        return;
    const QString text = QString::fromUtf8(m_source.constData() + range.begin, range.length());
    appendRun(text, {.styles = styles, .link = link, .source = range}, false);
    m_state.previous = lastCharacter(text);
}

void TextWriter::appendRun(const QString &text, TextRun run, bool isWhole)
{
    m_text.text += text;
    run.length = int(text.size());
    if (!isWhole && !m_state.endsInWhole && !m_text.runs.isEmpty()) {
        TextRun &last = m_text.runs.last();
        if (last.styles == run.styles && last.link == run.link && last.source.end == run.source.begin) {
            last.length += run.length;
            last.source.end = run.source.end;
            return;
        }
    }
    m_text.runs.append(run);
    m_state.endsInWhole = isWhole;
}

int newlineLength(const QByteArray &source, int offset)
{
    if (offset >= source.size())
        return 0;
    if (source[offset] == '\r')
        return offset + 1 < source.size() && source[offset + 1] == '\n' ? 2 : 1;
    return source[offset] == '\n' ? 1 : 0;
}

int lineEnd(const QByteArray &source, int offset)
{
    const char *begin = source.constData() + offset;
    const char *end = source.constData() + source.size();
    return int(std::find_if(begin, end, [](char c) { return c == '\n' || c == '\r'; }) - source.constData());
}

} // namespace evenhand
