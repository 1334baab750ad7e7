// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/suites/jsonlfile.h"
#include "app/suites/promptfoo.h"
#include "app/suites/suiteyaml.h"
#include "app/suites/tablesuite.h"
#include "tests/fuzz/fuzzing.h"
#include "tests/support/suitechecks.h"

using namespace Qt::StringLiterals;
using namespace evenhand;

namespace {

using Reader = Result<SuiteImport> (*)(const QByteArray &);
using Writer = QByteArray (*)(const Suite &);

Result<SuiteImport> readWithoutFiles(const QByteArray &content)
{
    FileFolder none;
    return readPromptfoo(content, none);
}

// What was read is sound; what is written of it, where a writer is given, is read as the same.
void fuzz(const QByteArray &text, Reader read, Writer write)
{
    const Result<SuiteImport> import = read(text);
    if (!import)
        return require(import.error().message.isEmpty() ? u"a failure without words"_s : QString());
    require(faultOf(*import));
    if (!write)
        return;
    const Result<SuiteImport> back = read(write(import->suite));
    require(back ? differenceOf(import->suite, *back) : u"what was written is refused: "_s + back.error().message);
}

} // namespace

// The first line says which format the rest is to be read as.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray input = bytesOf(data, size).toByteArray();
    const qsizetype end = input.indexOf('\n');
    const QByteArray format = input.first(std::max<qsizetype>(end, 0));
    const QByteArray text = input.sliced(end + 1);
    if (format == "csv")
        fuzz(text, &readCsv, &writeCsv);
    else if (format == "jsonl")
        fuzz(text, &readJsonl, &writeJsonl);
    else if (format == "yaml")
        fuzz(text, &readSuiteYaml, &writeSuiteYaml);
    else if (format == "promptfoo")
        fuzz(text, &readWithoutFiles, nullptr);
    else
        return -1;
    return 0;
}
