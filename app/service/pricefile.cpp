// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/pricefile.h"

#include "app/suites/csvtable.h"

#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr qint64 mostFileBytes = 64 * 1024 * 1024;

QDate dateOf(const QFileInfo &file)
{
    static const QRegularExpression day(u"\\d{4}-\\d\\d-\\d\\d"_s);
    const QDate named = QDate::fromString(day.match(file.fileName()).captured(), Qt::ISODate);
    return named.isValid() ? named : file.lastModified().toUTC().date();
}

Result<PriceImport> readCsv(const QByteArray &content, const QString &name, const QDate &date, const PriceBook &book)
{
    const Result<QString> text = textOf(content);
    if (!text)
        return std::unexpected(text.error());
    const Table table = parseDelimited(*text, detectDelimiter(*text));
    QList<PriceRecord> records;
    for (const CellRow &row : table.rows)
        records.append({.line = row.line, .cells = row.cells});
    return importOwnPrices(records, name, date, book).transform([&](PriceImport import) {
        for (const RowProblem &problem : table.problems)
            import.mistakes.append({.line = problem.line, .reason = problem.reason});
        std::ranges::stable_sort(import.mistakes, {}, &PriceMistake::line);
        return import;
    });
}

Error unreadable(const QString &message)
{
    return {.code = ErrorCode::Io, .message = message, .detail = {}};
}

} // namespace

Result<PriceFile> readPriceFile(const QString &path, const QString &kind, const PriceBook &book)
{
    const QFileInfo info(path);
    if (!info.isFile())
        return std::unexpected(unreadable(info.exists() ? u"\"%1\" is no file."_s.arg(path)
                                                        : u"There is no price file \"%1\"."_s.arg(path)));
    QFile source(path);
    if (!source.open(QIODevice::ReadOnly))
        return std::unexpected(
            unreadable(u"The price file \"%1\" cannot be read: %2."_s.arg(path, source.errorString())));
    const QByteArray content = source.read(mostFileBytes + 1);
    if (content.size() > mostFileBytes)
        return std::unexpected(unreadable(u"The price file \"%1\" is larger than 64 MiB."_s.arg(path)));
    PriceFile file{.name = info.fileName(), .kind = kind.isEmpty() ? priceFileKind(content) : kind, .import = {}};
    const QDate date = dateOf(info);
    const Result<PriceImport> import = file.kind == "csv"_L1       ? readCsv(content, file.name, date, book)
                                       : file.kind == "litellm"_L1 ? importLitellm(content, date, book)
                                                                   : importGenaiPrices(content, date, book);
    return import.transform([&](const PriceImport &read) {
        file.import = read;
        return file;
    });
}

} // namespace evenhand
