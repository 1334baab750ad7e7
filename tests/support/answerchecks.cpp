// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/answerchecks.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

QList<const RichText *> textsOf(const Block &block)
{
    QList<const RichText *> texts;
    if (block.kind != BlockKind::Table)
        return {&block.content};
    for (const TableRow &row : block.rows) {
        for (const RichText &cell : row.cells)
            texts.append(&cell);
    }
    return texts;
}

QString checkText(const RichText &text, const SourceRange &source)
{
    qsizetype length = 0;
    int end = source.begin;
    for (const TextRun &run : text.runs) {
        length += run.length;
        if (run.length <= 0)
            return u"an empty run"_s;
        if (run.link >= text.links.size())
            return u"a link that does not exist"_s;
        if (run.styles.testFlag(TextStyle::Aside) != run.source.isEmpty())
            return u"an aside with a source, or text without one"_s;
        if (run.source.isEmpty())
            continue;
        if (run.source.begin < end || run.source.end > source.end)
            return u"a run's source %1-%2 in %3-%4 behind %5"_s.arg(run.source.begin)
                .arg(run.source.end)
                .arg(source.begin)
                .arg(source.end)
                .arg(end);
        end = run.source.end;
    }
    return length == text.text.size() ? QString() : u"runs do not cover the text"_s;
}

bool isWordByte(char c)
{
    const auto byte = uchar(c);
    return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

QByteArray escaped(const QString &text)
{
    QByteArray shown;
    for (const char32_t c : text.toUcs4()) {
        if (c == u'\n')
            shown += "\\n";
        else if (c == u'\t')
            shown += "\\t";
        else if (c < 0x20 || (c >= 0x7f && c < 0xa1) || !QChar::isPrint(c))
            shown += "\\u" + QByteArray::number(uint(c), 16);
        else
            shown += QStringView(QChar::fromUcs4(c)).toUtf8();
    }
    return shown;
}

QString stylesOf(const TextRun &run)
{
    static constexpr std::pair<TextStyle, const char *> names[] = {
        {TextStyle::Emphasis, "emphasis"}, {TextStyle::Strong, "strong"}, {TextStyle::Strike, "strike"},
        {TextStyle::Code, "code"},         {TextStyle::Math, "math"},     {TextStyle::Link, "link"},
        {TextStyle::Image, "image"},       {TextStyle::Html, "html"},     {TextStyle::Mark, "mark"},
        {TextStyle::Aside, "aside"},
    };
    QStringList found;
    for (const auto &[style, name] : names) {
        if (run.styles.testFlag(style))
            found.append(QString::fromLatin1(name));
    }
    if (run.link >= 0)
        found.append(QString::number(run.link));
    return found.isEmpty() ? u"plain"_s : found.join(u' ');
}

QString dumpText(const RichText &text, const QString &indent)
{
    QString out;
    qsizetype offset = 0;
    for (const TextRun &run : text.runs) {
        out +=
            u"%1%2: \"%3\""_s.arg(indent, stylesOf(run), QString::fromUtf8(escaped(text.text.mid(offset, run.length))));
        out += run.source.isEmpty() ? u"\n"_s : u" %1-%2\n"_s.arg(run.source.begin).arg(run.source.end);
        offset += run.length;
    }
    for (qsizetype i = 0; i < text.links.size(); ++i) {
        out += u"%1[%2] %3%4\n"_s.arg(indent).arg(i).arg(
            QString::fromUtf8(escaped(text.links[i].destination)),
            text.links[i].title.isEmpty() ? QString()
                                          : u" \"%1\""_s.arg(QString::fromUtf8(escaped(text.links[i].title))));
    }
    return out;
}

QString dumpHead(const Block &block)
{
    QString head = toString(block.kind);
    if (block.level > 0)
        head += u" %1"_s.arg(block.level);
    if (!block.info.isEmpty())
        head += u" \"%1\""_s.arg(QString::fromUtf8(escaped(block.info)));
    if (block.isOpen)
        head += u" open"_s;
    if (block.note != BlockNote::None)
        head += u" note %1"_s.arg(int(block.note));
    for (const ColumnAlignment alignment : block.alignments)
        head += u" "_s + u"nlcr"[int(alignment)];
    head += u" %1-%2"_s.arg(block.source.begin).arg(block.source.end);
    for (const Container &container : block.containers) {
        head += container.kind == Container::Quote ? u" >"_s : u" ("_s + container.marker;
        if (container.task != TaskState::None)
            head += container.task == TaskState::Done ? u" [x]"_s : u" [ ]"_s;
        if (container.kind == Container::Item)
            head += u')';
    }
    return head + u'\n';
}

// What the look of blocks and the addresses of links stand for.
QString reachable(const QList<Block> &blocks)
{
    QString text = u" x X "_s;
    for (const Block &block : blocks) {
        text += block.info + u' ';
        if (block.kind == BlockKind::Definition)
            text += block.content.text + u' ';
        for (const Container &container : block.containers)
            text += container.marker + u' ';
        for (const RichText *rich : textsOf(block)) {
            for (const LinkTarget &link : rich->links)
                text += link.destination + u' ' + link.title + u' ';
        }
    }
    return text.toCaseFolded();
}

QString checkStep(const QList<Block> &before, const QList<Block> &now, const BlockChanges &changes)
{
    if (changes.first < 0 || changes.first > std::min(before.size(), now.size())
        || !std::ranges::is_sorted(changes.revised))
        return u"changes begin outside of the list"_s;
    for (qsizetype i = 0; i < changes.first; ++i) {
        if (before[i] != now[i] && !changes.revised.contains(i))
            return u"block %1 changed in silence"_s.arg(i);
    }
    for (const qsizetype revised : changes.revised) {
        if (revised >= changes.first)
            return u"a revised block is among the changed ones"_s;
    }
    if (changes.kept == 0)
        return {};
    if (changes.first >= before.size() || changes.first >= now.size())
        return u"something is kept of no block"_s;
    const Block &old = before[changes.first];
    const Block &fresh = now[changes.first];
    const bool isSame =
        old.kind == fresh.kind && old.containers == fresh.containers
        && changes.kept <= std::min(flatLength(old), flatLength(fresh))
        && QStringView(flatText(old)).first(changes.kept) == QStringView(flatText(fresh)).first(changes.kept);
    return isSame ? QString() : u"what was kept is not the same"_s;
}

} // namespace

QList<Block> readAtOnce(const QString &text, AnswerReader::Mode mode)
{
    AnswerReader reader(mode);
    reader.feed(text);
    reader.finish();
    return reader.blocks();
}

QString checkBlocks(const QByteArray &source, const QList<Block> &blocks)
{
    int end = 0;
    for (const Block &block : blocks) {
        if (block.source.begin < end || block.source.end < block.source.begin || block.source.end > source.size())
            return u"sources overlap at %1: %2"_s.arg(end).arg(dump({block}));
        end = block.source.end;
        for (const RichText *text : textsOf(block)) {
            if (const QString fault = checkText(*text, block.source); !fault.isEmpty())
                return fault + u"\n"_s + dump({block});
        }
    }
    return {};
}

QString checkCoverage(const QByteArray &source, const QList<Block> &blocks)
{
    QByteArray rest = source;
    for (const Block &block : blocks) {
        for (const RichText *text : textsOf(block)) {
            for (const TextRun &run : text->runs)
                std::fill(rest.begin() + run.source.begin, rest.begin() + run.source.end, ' ');
        }
    }
    const QString known = reachable(blocks);
    for (qsizetype at = 0; at < rest.size();) {
        const qsizetype begin = at;
        while (at < rest.size() && isWordByte(rest[at]))
            ++at;
        const bool isEntity =
            begin > 0 && (rest[begin - 1] == '&' || rest[begin - 1] == '#') && at < rest.size() && rest[at] == ';';
        if (at > begin && !isEntity
            && !known.contains(QString::fromUtf8(rest.sliced(begin, at - begin)).toCaseFolded()))
            return u"hidden at %1: %2"_s.arg(begin).arg(QString::fromUtf8(rest.sliced(begin, at - begin)));
        at = std::max(at, begin + 1);
    }
    return {};
}

QString checkStreaming(const QString &text, const std::function<qsizetype()> &nextLength, AnswerReader::Mode mode)
{
    AnswerReader reader(mode);
    QList<Block> replayed;
    const auto replay = [&](const BlockChanges &changes) {
        const QList<Block> &now = reader.blocks();
        const QString fault = checkStep(replayed, now, changes);
        replayed = now;
        replayed.detach();
        return fault;
    };
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype length = std::clamp<qsizetype>(nextLength(), 1, text.size() - at);
        if (const QString fault = replay(reader.feed(QStringView(text).sliced(at, length))); !fault.isEmpty())
            return u"%1, fed %2 at %3"_s.arg(fault).arg(length).arg(at);
        at += length;
    }
    if (const QString fault = replay(reader.finish()); !fault.isEmpty())
        return fault + u" at the end"_s;
    const QList<Block> whole = readAtOnce(text, mode);
    return whole == reader.blocks() ? QString()
                                    : u"in pieces:\n%1\nat once:\n%2"_s.arg(dump(reader.blocks()), dump(whole));
}

QString dump(const QList<Block> &blocks)
{
    QString out;
    for (const Block &block : blocks) {
        out += dumpHead(block);
        if (block.kind != BlockKind::Table) {
            out += dumpText(block.content, u"  "_s);
            continue;
        }
        for (const TableRow &row : block.rows) {
            out += u"  row %1-%2\n"_s.arg(row.source.begin).arg(row.source.end);
            for (const RichText &cell : row.cells)
                out += u"    cell\n"_s + dumpText(cell, u"      "_s);
        }
    }
    return out;
}

} // namespace evenhand
