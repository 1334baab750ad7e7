// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/suites/suitefile.h"

#include "app/suites/jsonlfile.h"
#include "app/suites/promptfoo.h"
#include "app/suites/spreadsheet.h"
#include "app/suites/suiteyaml.h"
#include "app/suites/tablesuite.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

std::unexpected<Error> failed(ErrorCode code, const QString &message)
{
    return std::unexpected(Error{.code = code, .message = message, .detail = {}});
}

Result<QByteArray> contentOf(const QString &path)
{
    QFile file(path);
    const QFileInfo info(path);
    if (!info.isFile())
        return failed(ErrorCode::InvalidInput,
                      info.exists() ? u"It is a folder or a device, not a file."_s : u"There is no such file."_s);
    if (!file.open(QIODevice::ReadOnly))
        return failed(ErrorCode::InvalidInput, u"The file cannot be read: %1."_s.arg(file.errorString()));
    const QByteArray content = file.read(qint64(mostSuiteMebibytes) * 1024 * 1024 + 1);
    return checkSize(content.size(), mostSuiteMebibytes).transform([&] { return content; });
}

Result<SuiteImport> read(const QString &path, const QByteArray &content, SuiteFormat format, const QString &sheet,
                         FileFolder &folder)
{
    switch (format) {
    case SuiteFormat::Csv:
        return readCsv(content);
    case SuiteFormat::Jsonl:
        return readJsonl(content);
    case SuiteFormat::Yaml:
        return readSuiteYaml(content);
    case SuiteFormat::Promptfoo:
        return readPromptfoo(content, folder);
    case SuiteFormat::Spreadsheet:
        return readSpreadsheet(path, sheet);
    }
    Q_UNREACHABLE_RETURN({});
}

// Absolute paths in the place of those that are relative to the file; the first that cannot be used is told.
Result<void> findFiles(QList<AttachmentRef> &files, FileFolder &folder)
{
    for (AttachmentRef &file : files) {
        const Result<QString> path = folder.find(file.path);
        if (!path)
            return std::unexpected(path.error());
        file = {.path = *path};
    }
    return {};
}

void findAttachments(SuiteImport &import, FileFolder &folder)
{
    keepAccepted(import, u"attachments"_s, [&](SuiteCase &one) { return findFiles(one.attachments, folder); });
    if (!import.suite.prompt)
        return;
    if (const Result<void> found = findFiles(import.suite.prompt->attachments, folder); !found) {
        import.suite.prompt->attachments.clear();
        import.problems.append({.line = 0, .column = u"prompt"_s, .reason = found.error().message});
    }
}

} // namespace

Result<SuiteFormat> formatOf(const QString &path, const QByteArray &content)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == "csv"_L1 || suffix == "tsv"_L1)
        return SuiteFormat::Csv;
    if (suffix == "jsonl"_L1 || suffix == "ndjson"_L1)
        return SuiteFormat::Jsonl;
    if (suffix == "xlsx"_L1 || suffix == "xls"_L1)
        return SuiteFormat::Spreadsheet;
    if (suffix == "yaml"_L1 || suffix == "yml"_L1 || suffix == "json"_L1)
        return isPromptfoo(content) ? SuiteFormat::Promptfoo : SuiteFormat::Yaml;
    return failed(ErrorCode::InvalidInput,
                  u"Suites are read from .csv, .tsv, .jsonl, .yaml, .json, .xlsx and .xls. Save this one as CSV."_s);
}

Result<SuiteImport> readSuiteFile(const QString &path, const ReadOptions &options)
{
    const Result<QByteArray> content = contentOf(path);
    if (!content)
        return std::unexpected(content.error());
    FileFolder folder(QFileInfo(path).absolutePath(), options.reach);
    return formatOf(path, *content)
        .and_then([&](SuiteFormat format) { return read(path, *content, format, options.sheet, folder); })
        .transform([&](SuiteImport import) {
            if (import.suite.name.trimmed().isEmpty())
                import.suite.name = QFileInfo(path).completeBaseName();
            findAttachments(import, folder);
            import.outside = folder.refused();
            return import;
        });
}

Result<QByteArray> suiteAs(SuiteFormat format, const Suite &suite)
{
    switch (format) {
    case SuiteFormat::Csv:
        return writeCsv(suite);
    case SuiteFormat::Jsonl:
        return writeJsonl(suite);
    case SuiteFormat::Yaml:
        return writeSuiteYaml(suite);
    case SuiteFormat::Promptfoo:
    case SuiteFormat::Spreadsheet:
        break;
    }
    return failed(ErrorCode::InvalidInput, u"Suites are written as .csv, .jsonl or .yaml."_s);
}

Result<void> writeSuiteFile(const QString &path, const Suite &suite)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    const SuiteFormat format = suffix == "csv"_L1                          ? SuiteFormat::Csv
                               : suffix == "jsonl"_L1                      ? SuiteFormat::Jsonl
                               : suffix == "yaml"_L1 || suffix == "yml"_L1 ? SuiteFormat::Yaml
                                                                           : SuiteFormat::Spreadsheet;
    const Result<QByteArray> content = suiteAs(format, suite);
    if (!content)
        return std::unexpected(content.error());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(*content) != content->size() || !file.commit())
        return failed(ErrorCode::Io, u"\"%1\" cannot be written: %2."_s.arg(path, file.errorString()));
    return {};
}

} // namespace evenhand
