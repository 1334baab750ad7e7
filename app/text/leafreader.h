// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/text/linkreferences.h"

#include <span>

namespace evenhand {

// A paragraph, or a heading, before it is read.
struct LeafText
{
    std::span<const SourceRange> lines; // without what containers put before them
    int level = 0;                      // of a heading; 0: it is a paragraph
    bool mayDefine = true;              // it may begin with link definitions
    QList<Container> containers;
    SourceRange source; // with its markup
};

// Reads the text of blocks: link definitions at the beginning of a paragraph, then what is inside of it.
class LeafReader
{
public:
    explicit LeafReader(const QByteArray &source)
        : m_source(source)
    {
    }

    QList<Block> read(const LeafText &text, qsizetype firstBlock);
    TableRow readRow(SourceRange row, qsizetype block, qsizetype index);
    // The same for a text that still grows. A long one is read again only when it is a sixteenth longer; until then what
    // has come since is there as it is.
    QList<Block> readTentatively(const LeafText &text);
    TableRow readRowTentatively(SourceRange row);
    void forget(); // what was read tentatively

    // How many of the lines are link definitions.
    qsizetype definitionLines(std::span<const SourceRange> lines) const;

    std::optional<LinkReferences::Place> takeOutdated(qint64 budget) { return m_references.takeOutdated(budget); }
    RichText readAgain(const LinkReferences::Place &place);
    void clear();
    qint64 bytesRead() const { return m_bytesRead; }

private:
    struct Read
    {
        SourceRange range;
        int level = 0;
        qsizetype lines = 0;
        qsizetype definitions = 0; // that were known
        QList<Block> blocks;
    };

    QList<Block> blocksOf(const LeafText &text);
    RichText inlines(std::span<const SourceRange> lines, bool isCell);
    const Read *lastRead(const LeafText &text) const;
    void appendRest(QList<Block> &blocks, const Read &read, std::span<const SourceRange> lines) const;

    const QByteArray &m_source;
    LinkReferences m_references;
    QList<Read> m_reads;
    qint64 m_bytesRead = 0;
};

} // namespace evenhand
