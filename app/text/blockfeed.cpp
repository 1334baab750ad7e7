// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/text/blockfeed.h"

#include <limits>

namespace evenhand {
namespace {

// Reading again because of definitions that came later may cost this much while text comes; finish() does the rest.
constexpr qint64 revisedPerByte = 2;
constexpr qint64 revisedAtOnce = 64 * 1024; // bytes: about a millisecond
constexpr qint64 unlimited = std::numeric_limits<qint64>::max();

qsizetype commonLength(QStringView a, QStringView b)
{
    const auto [endA, endB] = std::ranges::mismatch(a, b);
    qsizetype length = endA - a.begin();
    if (length > 0 && a[length - 1].isHighSurrogate())
        --length;
    return length;
}

// What may change in the next step.
struct Unsettled
{
    BlockParser::Final final;
    QString openText; // of the open block, behind what is final
    QList<Block> tail;
};

Unsettled unsettled(const BlockParser &parser)
{
    Unsettled now{.final = parser.finalPart(), .tail = {}};
    now.tail = parser.blocks().sliced(now.final.blocks);
    if (!now.final.isLastOpen)
        return now;
    const Block &open = parser.blocks()[now.final.blocks - 1];
    if (open.kind != BlockKind::Table)
        now.openText = open.content.text.sliced(now.final.length);
    return now;
}

BlockChanges changesSince(const Unsettled &before, const QList<Block> &blocks)
{
    const qsizetype final = before.final.blocks;
    if (before.final.isLastOpen) {
        const Block &open = blocks[final - 1];
        const qsizetype same =
            open.kind == BlockKind::Table
                ? 0
                : commonLength(before.openText, QStringView(open.content.text).sliced(before.final.length));
        return {.first = final - 1, .kept = before.final.length + same};
    }
    const auto tail = std::span(blocks).subspan(size_t(final));
    return {.first = final + (std::ranges::mismatch(before.tail, tail).in1 - before.tail.begin())};
}

} // namespace

BlockFeed::BlockFeed(AnswerReader::Mode mode, const QString &language)
    : m_mode(mode)
    , m_parser(m_source)
{
    if (mode == AnswerReader::Mode::Code)
        m_parser.startCode(language);
    else if (mode == AnswerReader::Mode::Raw)
        startPlain(Plain::Rest, BlockNote::None);
}

BlockChanges BlockFeed::feed(QStringView text)
{
    appendToSource(text);
    return advance();
}

BlockChanges BlockFeed::finish()
{
    m_isFinished = true;
    if (!std::exchange(m_half, {}).isEmpty())
        m_source += QStringView(u"\xfffd").toUtf8();
    const BlockChanges changes = advance();
    m_parser.release();
    m_source.squeeze();
    return changes;
}

// Half of a pair at the end waits for the other half; one that stands alone is replaced.
void BlockFeed::appendToSource(QStringView text)
{
    QString whole = std::exchange(m_half, {});
    whole += text;
    if (!whole.isEmpty() && whole.back().isHighSurrogate()) {
        m_half = whole.back();
        whole.chop(1);
    }
    for (qsizetype i = 0; i < whole.size(); ++i) {
        if (!whole[i].isSurrogate())
            continue;
        if (whole[i].isHighSurrogate() && i + 1 < whole.size() && whole[i + 1].isLowSurrogate())
            ++i;
        else
            whole[i] = QChar::ReplacementCharacter;
    }
    m_source += whole.toUtf8();
}

BlockChanges BlockFeed::advance()
{
    const Unsettled before = unsettled(m_parser);
    m_parser.dropTail();
    addLines();
    if (m_isFinished)
        m_parser.close();
    const QList<qsizetype> revised = m_isFinished ? m_parser.revise(unlimited, unlimited)
                                                  : m_parser.revise(m_source.size() * revisedPerByte, revisedAtOnce);
    if (!m_isFinished)
        m_parser.showTail(m_plain == Plain::No ? SourceRange{m_begin, complete()} : SourceRange());

    if (std::exchange(m_isRestarted, false))
        return {};
    BlockChanges changes = changesSince(before, m_parser.blocks());
    for (const qsizetype block : revised) {
        if (block < changes.first)
            changes.revised.append(block);
    }
    return changes;
}

// Up to where it is known what the bytes are: a \r may be half of a line break.
int BlockFeed::complete() const
{
    const bool isHalf = !m_isFinished && m_source.endsWith('\r');
    return int(m_source.size()) - (isHalf ? 1 : 0);
}

void BlockFeed::addLines()
{
    while (m_begin < complete()) {
        if (m_plain != Plain::No)
            addPlain();
        else if (m_begin >= RichLimits::answer)
            startPlain(Plain::Rest, BlockNote::AnswerTooLong);
        else if (!addNextLine())
            break;
    }
}

// False: its end has not come.
bool BlockFeed::addNextLine()
{
    const int end = lineEnd(m_source, std::max(m_begin, m_searched));
    m_searched = end;
    if (end - m_begin > RichLimits::line) {
        startPlain(Plain::Line, BlockNote::LineTooLong);
        return true;
    }
    if (end >= complete() && !m_isFinished)
        return false;
    const SourceRange line{m_begin, end};
    m_begin = end + newlineLength(m_source, end);
    const bool isFrontMatter = m_mode == AnswerReader::Mode::Markdown
                               && m_frontMatter.endsWith(QByteArrayView(m_source).sliced(line.begin, line.length()));
    if (isFrontMatter) {
        m_parser.restartBehind({0, line.end});
        m_isRestarted = true;
    } else {
        m_parser.addLine(line);
    }
    return true;
}

void BlockFeed::startPlain(Plain plain, BlockNote note)
{
    m_plain = plain;
    if (plain == Plain::Rest)
        m_parser.close();
    m_parser.startPlain(note);
}

void BlockFeed::addPlain()
{
    const int available = complete();
    if (m_plain == Plain::Rest) {
        m_parser.addPlain({m_begin, available});
        m_begin = available;
        return;
    }
    const int end = lineEnd(m_source, m_begin);
    m_parser.addPlain({m_begin, std::min(end, available)});
    m_begin = std::min(end, available);
    if (end < available) {
        m_begin += newlineLength(m_source, end);
        m_parser.endPlain();
        m_plain = Plain::No;
    }
}

} // namespace evenhand
