// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/text/answerreader.h"
#include "app/text/blockparser.h"
#include "app/text/frontmatter.h"

namespace evenhand {

// What an AnswerReader does: takes text in pieces, hands whole lines to the parser and says what has changed.
class BlockFeed
{
public:
    BlockFeed(AnswerReader::Mode mode, const QString &language);
    Q_DISABLE_COPY_MOVE(BlockFeed)

    AnswerReader::Mode mode() const { return m_mode; }
    BlockChanges feed(QStringView text);
    BlockChanges finish();

    const QList<Block> &blocks() const { return m_parser.blocks(); }
    const QByteArray &source() const { return m_source; }
    qint64 bytesRead() const { return m_parser.bytesRead(); } // as inlines, in all: what reading has cost

private:
    enum class Plain {
        No,
        Line, // one that is too long
        Rest,
    };

    void appendToSource(QStringView text);
    BlockChanges advance();
    void addLines();
    bool addNextLine();
    void addPlain();
    void startPlain(Plain plain, BlockNote note);
    int complete() const;

    AnswerReader::Mode m_mode;
    QByteArray m_source;
    QString m_half;     // of a surrogate pair
    int m_begin = 0;    // of the line that is not complete
    int m_searched = 0; // up to where its end is not
    Plain m_plain = Plain::No;
    bool m_isFinished = false;
    bool m_isRestarted = false;
    FrontMatter m_frontMatter;
    BlockParser m_parser;
};

} // namespace evenhand
