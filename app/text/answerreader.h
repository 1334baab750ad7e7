// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/text/block.h"

#include <memory>

namespace evenhand {

// What a feed did to the list of blocks.
struct BlockChanges
{
    qsizetype first = 0; // blocks from here on are new or changed; those before are as they were, but for `revised`
    // Of the block `first`, where it is code, HTML, Plain or a table: how much of its beginning is as it was.
    qsizetype kept = 0;       // characters of flatText; 0: it is another block
    QList<qsizetype> revised; // before `first`: a link definition that they refer to has come. Ascending

    bool operator==(const BlockChanges &) const = default;
};

// Reads an answer while it arrives and keeps it as blocks. What is finished is final: only the open end is read again, so
// that the cost of a piece does not depend on how much came before it. However the text is cut into pieces, even between the
// halves of a surrogate pair, the blocks at the end are those of the whole text.
//
// Markdown is CommonMark 0.31 with GitHub's tables, task lists, strikethrough and bare links (md4c), and with TeX between
// $…$, $$…$$, \(…\) and \[…\], which is not typeset. Differences: a line break is always kept; list numbers are those that
// were written; a formula goes on to its end or a blank line, whatever its lines begin with; the reader's limits
// (RichLimits) turn what is beyond them into Plain blocks with a note.
class AnswerReader
{
public:
    enum class Mode {
        Markdown,
        Raw,  // the text as it is, as Plain blocks
        Code, // one block of code
    };

    // `language`: of the Code mode, as it would stand behind a fence.
    explicit AnswerReader(Mode mode = Mode::Markdown, const QString &language = {});
    ~AnswerReader();
    AnswerReader(AnswerReader &&) noexcept;
    AnswerReader &operator=(AnswerReader &&) noexcept;

    Mode mode() const;
    BlockChanges feed(QStringView text);
    BlockChanges finish(); // nothing follows; feed() must not be called any more

    const QList<Block> &blocks() const;
    const QByteArray &source() const; // UTF-8 of all that was fed

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace evenhand
