// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/text/answerreader.h"

#include <functional>

namespace evenhand {

// What must hold of every answer, however it comes. Each check says what is wrong; empty: nothing is. The fuzzer uses them, too.
QList<Block> readAtOnce(const QString &text, AnswerReader::Mode mode = AnswerReader::Mode::Markdown);

// Runs cover their text, sources are in order and inside of what was fed, links exist.
QString checkBlocks(const QByteArray &source, const QList<Block> &blocks);
// Whatever is not white space is in a run, is markup, or can be reached from a link.
QString checkCoverage(const QByteArray &source, const QList<Block> &blocks);
// Feeds the text in pieces as long as nextLength() says. What each step says has changed is all that has, and the blocks at
// the end are those of readAtOnce.
QString checkStreaming(const QString &text, const std::function<qsizetype()> &nextLength,
                       AnswerReader::Mode mode = AnswerReader::Mode::Markdown);

// Every block, readable, for goldens and messages.
QString dump(const QList<Block> &blocks);

} // namespace evenhand
