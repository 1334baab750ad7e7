// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/text/inlinereader.h"

#include "app/text/entities.h"
#include "app/text/inlinemath.h"
#include "app/text/linkaside.h"
#include "app/text/textwriter.h"

#include <md4c.h>

#include <functional>
#include <vector>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

// Bytes that cannot be in UTF-8 stand for what md4c must not look into: letters to it.
constexpr char mathByte = '\xff';
constexpr char nullByte = '\xfe';
// Before a number: an address that a definition has.
constexpr char definedByte = '\xfd';
// Four spaces before each line, and a line before the first: whatever a line begins with, it continues a paragraph.
constexpr QByteArrayView firstLine = "x";
constexpr QByteArrayView lineStart = "\n    ";

class InlineReader
{
public:
    InlineReader(const QByteArray &source, const InlineText &text)
        : m_source(source)
        , m_definitions(text.definitions)
        , m_lines(text.lines)
        , m_isCell(text.isCell)
        , m_writer(source, m_rich, m_state)
    {
        fillBuffer();
    }

    RichText read();

private:
    struct Span
    {
        MD_SPANTYPE type = MD_SPAN_EM;
        TextStyles styles; // with those of the spans around it
        int link = -1;
        qsizetype begin = 0; // in the text
    };
    // On one line.
    struct Math
    {
        SourceRange source;
        size_t line = 0;
        bool continues = false; // that of the line before
        bool isShown = false;
    };

    void fillBuffer();
    void findMath();
    void hideMath();
    void start(const QByteArray &buffer);
    void parse();
    bool isOurs(const MD_CHAR *text) const;

    void enterSpan(MD_SPANTYPE type, const void *detail);
    void leaveSpan(MD_SPANTYPE type);
    void addText(MD_TEXTTYPE type, const MD_CHAR *text, qsizetype size);
    void addCharacters(qsizetype begin, qsizetype end, TextStyles styles);
    void addCode(qsizetype begin, qsizetype end);
    void addEntity(qsizetype begin, qsizetype end);
    void addBreak(TextStyles styles);
    void addRange(SourceRange range, TextStyles styles);
    qsizetype withBackslash(qsizetype begin) const;
    // Calls visit with each part of the buffer's range that comes from the source, and its line.
    void visitSource(qsizetype begin, qsizetype end, const std::function<void(SourceRange, size_t)> &visit) const;

    int addLink(const MD_ATTRIBUTE &destination, const MD_ATTRIBUTE &title);
    QString attributeText(const MD_ATTRIBUTE &attribute);

    const QByteArray &m_source;
    const QList<LinkDefinition> &m_definitions;
    std::span<const SourceRange> m_lines;
    bool m_isCell = false;
    QByteArray m_buffer;                 // must not be detached while md4c reads it
    std::vector<qsizetype> m_lineBegins; // in the buffer
    std::vector<Math> m_math;
    size_t m_nextMath = 0;
    bool m_isAddressHidden = false;
    bool m_isLinkBroken = false;

    RichText m_rich;
    TextWriter::State m_state;
    TextWriter m_writer;
    std::vector<Span> m_spans;
    qsizetype m_line = -1;      // the one that is being read; -1: that before the first
    qsizetype m_behindLast = 0; // what was read, in the buffer
};

void InlineReader::fillBuffer()
{
    qsizetype size = firstLine.size();
    for (const SourceRange &line : m_lines)
        size += lineStart.size() + line.length();
    m_buffer.reserve(size);
    // Addresses may be long and are known: numbers stand for them.
    for (qsizetype i = 0; i < m_definitions.size(); ++i)
        m_buffer += '[' + m_definitions[i].label + "]: " + definedByte + QByteArray::number(i) + '\n';
    if (!m_definitions.isEmpty())
        m_buffer += '\n';
    m_buffer += firstLine;
    for (const SourceRange &line : m_lines) {
        m_buffer += lineStart;
        m_lineBegins.push_back(m_buffer.size());
        m_buffer += QByteArrayView(m_source).sliced(line.begin, line.length());
    }
    m_behindLast = m_lineBegins.front();
    std::replace(m_buffer.begin(), m_buffer.end(), '\0', nullByte);
}

void InlineReader::findMath()
{
    const qsizetype begin = m_lineBegins.front();
    for (const SourceRange &range : mathRanges(QByteArrayView(m_buffer).sliced(begin))) {
        bool isFirst = true;
        visitSource(begin + range.begin, begin + range.end, [this, &isFirst](SourceRange source, size_t line) {
            m_math.push_back({.source = source, .line = line, .continues = !std::exchange(isFirst, false)});
        });
    }
}

void InlineReader::hideMath()
{
    for (const Math &math : m_math) {
        const auto from = m_buffer.begin() + m_lineBegins[math.line] + math.source.begin - m_lines[math.line].begin;
        std::replace_if(from, from + math.source.length(), [](char c) { return c != ' '; }, mathByte);
    }
}

RichText InlineReader::read()
{
    const QByteArray plain = m_buffer;
    findMath();
    hideMath();
    parse();
    if (m_isAddressHidden) {
        // An address has what looked like math in it. Only what is not in one is math.
        std::erase_if(m_math, [](const Math &math) { return !math.isShown; });
        start(plain);
        hideMath();
        parse();
    }
    if (m_isAddressHidden) {
        m_math.clear();
        start(plain);
        parse();
    }
    if (m_isLinkBroken) {
        // Nothing is told of the address of such a link. Brackets are as good as any character here.
        QByteArray words = m_buffer;
        std::replace(words.begin() + m_lineBegins.front(), words.end(), '[', nullByte);
        start(words);
        parse();
    }
    m_rich.text.squeeze();
    m_rich.runs.squeeze();
    return std::move(m_rich);
}

void InlineReader::start(const QByteArray &buffer)
{
    m_buffer = buffer;
    m_isAddressHidden = false;
    m_isLinkBroken = false;
    m_nextMath = 0;
    m_rich = {};
    m_state = {};
    m_spans.clear();
    m_line = -1;
    m_behindLast = m_lineBegins.front();
}

void InlineReader::parse()
{
    MD_PARSER parser{};
    parser.flags = MD_FLAG_PERMISSIVEAUTOLINKS | MD_FLAG_STRIKETHROUGH;
    parser.enter_block = [](MD_BLOCKTYPE, void *, void *) { return 0; };
    parser.leave_block = [](MD_BLOCKTYPE, void *, void *) { return 0; };
    parser.enter_span = [](MD_SPANTYPE type, void *detail, void *self) {
        static_cast<InlineReader *>(self)->enterSpan(type, detail);
        return 0;
    };
    parser.leave_span = [](MD_SPANTYPE type, void *, void *self) {
        static_cast<InlineReader *>(self)->leaveSpan(type);
        return 0;
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *self) {
        static_cast<InlineReader *>(self)->addText(type, text, size);
        return 0;
    };
    md_parse(m_buffer.constData(), MD_SIZE(m_buffer.size()), &parser, this);
}

bool InlineReader::isOurs(const MD_CHAR *text) const
{
    return !std::less<>()(text, m_buffer.constData()) && std::less<>()(text, m_buffer.constData() + m_buffer.size());
}

void InlineReader::enterSpan(MD_SPANTYPE type, const void *detail)
{
    Span span = m_spans.empty() ? Span{} : m_spans.back();
    span.type = type;
    span.begin = m_rich.text.size();
    switch (type) {
    case MD_SPAN_EM:
        span.styles |= TextStyle::Emphasis;
        break;
    case MD_SPAN_STRONG:
        span.styles |= TextStyle::Strong;
        break;
    case MD_SPAN_DEL:
        span.styles |= TextStyle::Strike;
        break;
    case MD_SPAN_CODE:
        span.styles |= TextStyle::Code;
        break;
    case MD_SPAN_A: {
        const auto *link = static_cast<const MD_SPAN_A_DETAIL *>(detail);
        span.styles |= TextStyle::Link;
        span.link = addLink(link->href, link->title);
        break;
    }
    case MD_SPAN_IMG: {
        const auto *image = static_cast<const MD_SPAN_IMG_DETAIL *>(detail);
        span.styles |= TextStyle::Image;
        span.link = addLink(image->src, image->title);
        break;
    }
    default:
        break;
    }
    m_spans.push_back(span);
}

void InlineReader::leaveSpan(MD_SPANTYPE type)
{
    // md4c may leave a span that it did not enter: [a](*b) c*, [a](b[c) [d](e) `f`](g).
    const auto found = std::ranges::find(m_spans.rbegin(), m_spans.rend(), type, &Span::type);
    if (found == m_spans.rend()) {
        m_isLinkBroken = m_isLinkBroken || type == MD_SPAN_A || type == MD_SPAN_IMG;
        return;
    }
    const Span span = *found;
    m_spans.erase(std::next(found).base());
    if (type != MD_SPAN_A && type != MD_SPAN_IMG)
        return;
    const QString &destination = m_rich.links[span.link].destination;
    const QString aside = type == MD_SPAN_IMG ? imageAside(destination)
                                              : linkAside(QStringView(m_rich.text).sliced(span.begin), destination);
    if (!aside.isEmpty())
        m_writer.appendAside(aside, span.styles & (TextStyle::Link | TextStyle::Image), span.link);
}

void InlineReader::addText(MD_TEXTTYPE type, const MD_CHAR *text, qsizetype size)
{
    const TextStyles styles = m_spans.empty() ? TextStyles() : m_spans.back().styles;
    if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR) {
        addBreak(styles);
        return;
    }
    if (!isOurs(text)) {
        // md4c's own: a space where code has a line break, a line break in markup.
        if (type == MD_TEXT_CODE || QByteArrayView(text, size) == "\n")
            addBreak(type == MD_TEXT_HTML ? styles | TextStyle::Html : styles);
        return;
    }
    const qsizetype begin = text - m_buffer.constData();
    const qsizetype end = begin + size;
    if (type == MD_TEXT_CODE && m_isCell)
        addCode(begin, end);
    else if (type == MD_TEXT_ENTITY)
        addEntity(begin, end);
    else if (type == MD_TEXT_HTML)
        addCharacters(begin, end, styles | TextStyle::Html);
    else
        addCharacters(type == MD_TEXT_NORMAL ? withBackslash(begin) : begin, end, styles);
    m_behindLast = end;
}

void InlineReader::visitSource(qsizetype begin, qsizetype end,
                               const std::function<void(SourceRange, size_t)> &visit) const
{
    const auto next = std::ranges::upper_bound(m_lineBegins, begin);
    size_t index = next == m_lineBegins.begin() ? 0 : size_t(next - m_lineBegins.begin()) - 1;
    for (; index < m_lineBegins.size() && m_lineBegins[index] < end; ++index) {
        const SourceRange line = m_lines[index];
        const qsizetype from = std::max<qsizetype>(0, begin - m_lineBegins[index]);
        const qsizetype to = std::min<qsizetype>(line.length(), end - m_lineBegins[index]);
        if (from < to)
            visit({line.begin + int(from), line.begin + int(to)}, index);
    }
}

void InlineReader::addCharacters(qsizetype begin, qsizetype end, TextStyles styles)
{
    visitSource(begin, end, [this, styles](SourceRange range, size_t line) {
        m_line = qsizetype(line);
        addRange(range, styles);
    });
}

void InlineReader::addRange(SourceRange range, TextStyles styles)
{
    const int link = m_spans.empty() ? -1 : m_spans.back().link;
    while (!range.isEmpty()) {
        while (m_nextMath < m_math.size() && m_math[m_nextMath].source.end <= range.begin)
            ++m_nextMath;
        const bool hasMath = m_nextMath < m_math.size();
        const SourceRange math = hasMath ? m_math[m_nextMath].source : SourceRange{range.end, range.end};
        const bool isMath = math.begin <= range.begin;
        const int end = std::min(range.end, isMath ? math.end : math.begin);
        if (isMath)
            m_math[m_nextMath].isShown = true;
        m_writer.append({range.begin, end}, isMath ? styles | TextStyle::Math : styles, link);
        range.begin = end;
    }
}

// In a cell, \| is a | even in code.
void InlineReader::addCode(qsizetype begin, qsizetype end)
{
    const TextStyles styles = m_spans.empty() ? TextStyle::Code : m_spans.back().styles;
    for (qsizetype at = begin; at < end; ++at) {
        if (m_buffer.at(at) != '\\' || at + 1 >= end || m_buffer.at(at + 1) != '|')
            continue;
        addCharacters(begin, at, styles);
        begin = at + 1;
    }
    addCharacters(begin, end, styles);
}

void InlineReader::addEntity(qsizetype begin, qsizetype end)
{
    const TextStyles styles = m_spans.empty() ? TextStyles() : m_spans.back().styles;
    const int link = m_spans.empty() ? -1 : m_spans.back().link;
    visitSource(begin, end, [&](SourceRange range, size_t) {
        const QString text = decodedEntity(QByteArrayView(m_source).sliced(range.begin, range.length()));
        if (text.isEmpty())
            m_writer.append(range, styles, link);
        else
            m_writer.appendFor(range, text, styles, link);
    });
}

void InlineReader::addBreak(TextStyles styles)
{
    const qsizetype line = m_line++;
    if (line < 0 || line + 1 >= qsizetype(m_lines.size()))
        return;
    const auto next = std::ranges::lower_bound(m_math, size_t(line) + 1, {}, &Math::line);
    if (next != m_math.end() && next->line == size_t(line) + 1 && next->continues)
        styles |= TextStyle::Math;
    m_writer.appendNewline(m_lines[size_t(line)].end, styles, m_spans.empty() ? -1 : m_spans.back().link);
}

// Before brackets a backslash is shown: it is as likely TeX as it is an escape.
qsizetype InlineReader::withBackslash(qsizetype begin) const
{
    const bool isEscaped = begin > m_behindLast && m_buffer[begin - 1] == '\\';
    return isEscaped && QByteArrayView("()[]").contains(m_buffer[begin]) ? begin - 1 : begin;
}

int InlineReader::addLink(const MD_ATTRIBUTE &destination, const MD_ATTRIBUTE &title)
{
    const QByteArrayView address(destination.text, qsizetype(destination.size));
    if (address.startsWith(definedByte))
        m_rich.links.append(m_definitions[address.sliced(1).toInt()].target);
    else
        m_rich.links.append({.destination = attributeText(destination), .title = attributeText(title)});
    return int(m_rich.links.size()) - 1;
}

QString InlineReader::attributeText(const MD_ATTRIBUTE &attribute)
{
    QString text;
    for (int i = 0; attribute.size > 0 && attribute.substr_offsets[i] < attribute.size; ++i) {
        const MD_OFFSET begin = attribute.substr_offsets[i];
        const QByteArrayView part(attribute.text + begin, qsizetype(attribute.substr_offsets[i + 1] - begin));
        m_isAddressHidden = m_isAddressHidden || part.contains(mathByte);
        const QString decoded = attribute.substr_types[i] == MD_TEXT_ENTITY ? decodedEntity(part) : QString();
        text += decoded.isEmpty() ? QString::fromUtf8(part) : decoded;
    }
    return text;
}

} // namespace

RichText readInlines(const QByteArray &source, const InlineText &text)
{
    return text.lines.empty() ? RichText() : InlineReader(source, text).read();
}

QByteArray joinedLines(const QByteArray &source, std::span<const SourceRange> lines)
{
    QByteArray joined;
    for (const SourceRange &line : lines) {
        if (!joined.isEmpty() || &line != lines.data())
            joined += '\n';
        joined += QByteArrayView(source).sliced(line.begin, line.length());
    }
    return joined;
}

} // namespace evenhand
