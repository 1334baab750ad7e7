// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/text/blockstart.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace evenhand {
namespace {

// From CommonMark 0.31, "HTML blocks", kinds 1 and 6.
constexpr auto verbatimTags = std::to_array<std::string_view>({"pre", "script", "style", "textarea"});
constexpr auto blockTags = std::to_array<std::string_view>({
    "address",  "article",    "aside",  "base",    "basefont", "blockquote", "body",     "caption",  "center",
    "col",      "colgroup",   "dd",     "details", "dialog",   "dir",        "div",      "dl",       "dt",
    "fieldset", "figcaption", "figure", "footer",  "form",     "frame",      "frameset", "h1",       "h2",
    "h3",       "h4",         "h5",     "h6",      "head",     "header",     "hr",       "html",     "iframe",
    "legend",   "li",         "link",   "main",    "menu",     "menuitem",   "nav",      "noframes", "ol",
    "optgroup", "option",     "p",      "param",   "search",   "section",    "summary",  "table",    "tbody",
    "td",       "tfoot",      "th",     "thead",   "title",    "tr",         "track",    "ul",
});

bool isLetter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool isNameCharacter(char c)
{
    return isLetter(c) || (c >= '0' && c <= '9') || c == '-';
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

// The rest of a line.
class TagReader
{
public:
    explicit TagReader(QByteArrayView line)
        : m_line(line)
    {
    }

    char peek() const { return m_at < m_line.size() ? m_line[m_at] : '\0'; }
    bool take(char c)
    {
        const bool is = m_at < m_line.size() && m_line[m_at] == c;
        m_at += is ? 1 : 0;
        return is;
    }
    template<typename Is>
    QByteArrayView takeAll(Is is)
    {
        const qsizetype begin = m_at;
        while (m_at < m_line.size() && is(m_line[m_at]))
            ++m_at;
        return m_line.sliced(begin, m_at - begin);
    }
    bool isAtEnd() const { return m_at >= m_line.size(); }

private:
    QByteArrayView m_line;
    qsizetype m_at = 0;
};

template<typename Names>
bool isOneOf(QByteArrayView name, const Names &names)
{
    const QByteArray lower = name.toByteArray().toLower();
    return std::ranges::find(names, std::string_view(lower.constData(), size_t(lower.size()))) != names.end();
}

bool takeAttribute(TagReader &reader)
{
    if (!isLetter(reader.peek()) && reader.peek() != '_' && reader.peek() != ':')
        return false;
    reader.takeAll([](char c) { return isNameCharacter(c) || c == '_' || c == ':' || c == '.'; });
    TagReader behindName = reader;
    behindName.takeAll(isBlank);
    if (!behindName.take('='))
        return true;
    reader = behindName;
    reader.takeAll(isBlank);
    for (const char quote : {'"', '\''}) {
        if (reader.take(quote)) {
            reader.takeAll([quote](char c) { return c != quote; });
            return reader.take(quote);
        }
    }
    return !reader.takeAll([](char c) { return !isBlank(c) && !QByteArrayView("\"'=<>`").contains(c); }).isEmpty();
}

// Whether the line is one tag and nothing else, and not one of the verbatim ones.
bool isLoneTag(QByteArrayView line)
{
    TagReader reader(line);
    reader.take('<');
    const bool isClosing = reader.take('/');
    if (!isLetter(reader.peek()))
        return false;
    if (isOneOf(reader.takeAll(isNameCharacter), verbatimTags) && !isClosing)
        return false;
    bool isSpaced = !reader.takeAll(isBlank).isEmpty();
    while (!isClosing && isSpaced && reader.peek() != '/' && reader.peek() != '>') {
        if (!takeAttribute(reader))
            return false;
        isSpaced = !reader.takeAll(isBlank).isEmpty();
    }
    if (!isClosing)
        reader.take('/');
    if (!reader.take('>'))
        return false;
    reader.takeAll(isBlank);
    return reader.isAtEnd();
}

} // namespace

std::optional<HtmlEnd> htmlAt(QByteArrayView line, bool inParagraph)
{
    if (line.size() < 2 || line.front() != '<')
        return std::nullopt;
    if (line.startsWith("<!--"))
        return HtmlEnd::Comment;
    if (line.startsWith("<?"))
        return HtmlEnd::Instruction;
    if (line.startsWith("<![CDATA["))
        return HtmlEnd::Data;
    if (line.startsWith("<!") && line.size() > 2 && isLetter(line[2]))
        return HtmlEnd::Declaration;

    TagReader reader(line);
    reader.take('<');
    const bool isClosing = reader.take('/');
    const QByteArrayView name = reader.takeAll(isNameCharacter);
    const bool nameEnds = reader.isAtEnd() || isBlank(reader.peek()) || reader.peek() == '>';
    if (!isClosing && nameEnds && isOneOf(name, verbatimTags))
        return HtmlEnd::Tag;
    const bool closesItself = reader.take('/') && reader.take('>');
    if ((nameEnds || closesItself) && isOneOf(name, blockTags))
        return HtmlEnd::Blank;
    return !inParagraph && isLoneTag(line) ? std::optional(HtmlEnd::Blank) : std::nullopt;
}

bool endsHtml(QByteArrayView line, HtmlEnd end)
{
    switch (end) {
    case HtmlEnd::Blank:
        return false;
    case HtmlEnd::Comment:
        return line.contains("-->");
    case HtmlEnd::Instruction:
        return line.contains("?>");
    case HtmlEnd::Declaration:
        return line.contains('>');
    case HtmlEnd::Data:
        return line.contains("]]>");
    case HtmlEnd::Tag:
        break;
    }
    const QByteArray lower = line.toByteArray().toLower();
    return std::ranges::any_of(verbatimTags, [&lower](std::string_view tag) {
        return lower.contains("</" + QByteArray(tag.data(), qsizetype(tag.size())) + '>');
    });
}

} // namespace evenhand
