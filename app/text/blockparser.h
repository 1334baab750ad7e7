// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/text/blockstart.h"
#include "app/text/leafreader.h"
#include "app/text/linecursor.h"
#include "app/text/plainchunks.h"

namespace evenhand {

// Finds the blocks of markdown, line by line, as CommonMark's appendix "A parsing strategy" describes it: a line continues
// what is open, closes it, or opens something new, and is never looked at again. What is inside of a paragraph, a heading
// or a cell is read when it is closed (LeafReader).
//
// The last line of a text that still grows is not final: showTail() adds it and closes everything as if the text ended
// there, dropTail() undoes that.
class BlockParser
{
public:
    explicit BlockParser(const QByteArray &source);

    void startCode(const QString &info); // all that follows is code

    void addLine(SourceRange line); // without its end
    // Text that is shown as it is. It interrupts what is open; containers, code and HTML go on behind it.
    void startPlain(BlockNote note);
    void addPlain(SourceRange range); // any bytes
    void endPlain();
    void close();   // the end of the text
    void release(); // what only reading on would need
    // Forgets all that came and shows it as a definition.
    void restartBehind(SourceRange definition);

    void showTail(SourceRange line);
    void dropTail();

    const QList<Block> &blocks() const { return m_blocks; }
    // What is final: so many blocks, but for the end of the last one where it is open: code, HTML, a table or Plain.
    struct Final
    {
        qsizetype blocks = 0;
        bool isLastOpen = false;
        qsizetype length = 0; // of the open one's flat text
    };
    Final finalPart() const;

    // Reads again what refers to definitions that came later: `budget` bytes in all calls, about `slice` in this one. The
    // blocks that were changed.
    QList<qsizetype> revise(qint64 budget, qint64 slice);
    qint64 bytesRead() const { return m_reader.bytesRead(); } // as inlines, in all

private:
    static constexpr int codeIndent = 4; // columns

    struct OpenContainer
    {
        Container container;
        int contentIndent = 0; // columns, of an item
        bool hasBlock = false;
        SourceRange line;
    };
    enum class Leaf { None, Paragraph, Fenced, Indented, Html, Table, TableRest, TooDeep };
    struct State
    {
        QList<OpenContainer> containers;
        Leaf leaf = Leaf::None;
        QList<Container> path;   // around the leaf
        SourceRange leafSource;  // of a paragraph, with its markup
        int lastLineBegin = 0;   // of a paragraph
        qsizetype firstLine = 0; // of a paragraph, in m_lines; of indented code: the blank lines that may be its end
        Fence fence;
        int fenceIndent = 0;
        HtmlEnd htmlEnd = HtmlEnd::Blank;
        QByteArrayView mathCloser; // of TeX that is open in a paragraph
        bool hasOpenBlock = false; // code, HTML or a table: the last block
        int newline = -1;          // behind the last line of the open block; -1: it has none yet
        qsizetype tableLength = 0; // of the open table's flat text
        TextWriter::State writer;
        PlainChunks::State plain;
    };
    // A line while it is being looked at.
    struct Step
    {
        LineCursor cursor;
        qsizetype matched = 0; // containers that go on
        bool allMatched = true;
        bool isSettled = false; // what the line does not continue is closed
        // Before it: lines that are nested too deeply go on with each other.
        bool wasTooDeep = false;
        PlainChunks::State plain;
        qsizetype blocks = 0;

        QByteArrayView rest(const QByteArray &source) const
        {
            const int begin = cursor.nonBlank();
            return QByteArrayView(source).sliced(begin, cursor.line().end - begin);
        }
    };
    struct Mark
    {
        State state;
        qsizetype blocks = 0;
        qsizetype lines = 0;
        qsizetype text = 0;
        qsizetype runs = 0;
        TextRun lastRun;
        qsizetype rows = 0;
        bool isOpen = false;
        SourceRange source;
    };
    // What a line turned out to begin.
    enum class Start { Nothing, Container, Leaf };

    qsizetype matchContainers(LineCursor &cursor) const;
    bool continuesLeaf(Step &step);
    bool continuesFenced(LineCursor &cursor);
    bool continuesIndented(LineCursor &cursor);
    bool continuesHtml(LineCursor &cursor);
    bool continuesMath(const Step &step);
    bool continuesParagraph(const Step &step) const;
    void startBlocks(Step &step);
    Start startBlock(Step &step);
    void addText(Step &step);
    void settle(Step &step);
    void closeLeaf();
    void forgetLines();

    Start openContainer(Step &step, const OpenContainer &container);
    void closeContainers(qsizetype count);
    QList<Container> takePath();
    Start startQuote(Step &step);
    Start startItem(Step &step);

    void startParagraph(Step &step);
    void addParagraphLine(const Step &step);
    std::span<const SourceRange> openLines() const;
    bool hasText() const;
    void closeParagraph(int level);
    void addText(const LeafText &text);
    void addHeading(Step &step, const Heading &heading);

    Block &openBlock(BlockKind kind, int begin);
    void openCode(int begin);
    void startFenced(Step &step, const Fence &fence);
    void startIndented(Step &step);
    void startHtml(Step &step, HtmlEnd end);
    void addVerbatim(const LineCursor &cursor);

    bool startTable(Step &step);
    void addRow(const Step &step);
    void addRow(SourceRange row);
    void startTableRest();
    void addPlainLine(SourceRange line);

    static bool isLastOpen(const State &state) { return state.hasOpenBlock || state.plain.isOpen; }

    const QByteArray &m_source;
    QList<Block> m_blocks;
    QList<SourceRange> m_lines;
    State m_state;
    LeafReader m_reader;
    bool m_isTentative = false;
    bool m_isTailShown = false;
    Mark m_mark; // before the tail
};

} // namespace evenhand
