// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/suites/filefolder.h"
#include "app/suites/suiteimport.h"

namespace evenhand {

enum class SuiteFormat { Csv, Jsonl, Yaml, Promptfoo, Spreadsheet };

// By the name's suffix; for YAML and JSON by the content as well. InvalidInput with a sentence for any other file.
Result<SuiteFormat> formatOf(const QString &path, const QByteArray &content);

struct ReadOptions
{
    QString sheet; // of a spreadsheet; empty: the first
    FileFolder::Reach reach = FileFolder::Reach::Inside;
};

// Reads a file of any kind. Attachments are looked for in the folder of the file, and their paths made absolute; one that
// is not there is a problem. A suite without a name has that of the file.
Result<SuiteImport> readSuiteFile(const QString &path, const ReadOptions &options);

// By the suffix: .csv, .jsonl, .yaml or .yml. InvalidInput for any other, Io when it cannot be written.
Result<void> writeSuiteFile(const QString &path, const Suite &suite);
Result<QByteArray> suiteAs(SuiteFormat format, const Suite &suite);

} // namespace evenhand
