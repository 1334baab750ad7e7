// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/fuzz/fuzzing.h"
#include "tests/support/answerchecks.h"

using namespace evenhand;

// The first two bytes say how the rest, an answer, is cut.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    const auto mode = data[0] % 8 == 6   ? AnswerReader::Mode::Raw
                      : data[0] % 8 == 7 ? AnswerReader::Mode::Code
                                         : AnswerReader::Mode::Markdown;
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(data) + 2, qsizetype(size) - 2);
    AnswerReader reader(mode);
    reader.feed(text);
    reader.finish();
    require(checkBlocks(reader.source(), reader.blocks()));
    require(checkCoverage(reader.source(), reader.blocks()));

    PieceLengths lengths(data[1]);
    require(checkStreaming(text, [&lengths] { return lengths.next(); }, mode));
    const TextRange all{{0, 0}, {reader.blocks().size() - 1, 1 << 30}};
    if (!reader.blocks().isEmpty())
        sourceText(reader.source(), reader.blocks(), all);
    return 0;
}
