// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/channelsource.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/pricesoutput.h"
#include "app/files/suggestion.h"
#include "app/pricing/pricedata.h"
#include "app/service/pricing.h"
#include "app/service/session.h"
#include "app/suites/csvtable.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace evenhand::cli {
namespace {

constexpr qint64 mostFileBytes = 64 * 1024 * 1024;
const QStringList fileKinds = {u"genai-prices"_s, u"litellm"_s, u"csv"_s};

// The shipped book, with the layers of the workspace where there is one. What has not been asked for by name is passed
// over with a note when it cannot be read: list prices need no workspace.
OrExit<PriceBook> loadBook(const CommandLine &line)
{
    const QString path = workspacePath(line);
    const bool isNamed = line.has(u"workspace"_s);
    if (!isNamed && !QFileInfo::exists(path))
        return shippedPrices();
    const Result<std::unique_ptr<Workspace>> workspace = Workspace::open(path, Workspace::Access::Read);
    const Result<PriceBook> book =
        workspace ? priceBook((*workspace)->reader()) : Result<PriceBook>(std::unexpected(workspace.error()));
    if (book)
        return *book;
    if (isNamed)
        return std::unexpected(failedWorkspace(book.error()));
    printNote(u"Prices of your own are not in this: %1"_s.arg(book.error().message));
    return shippedPrices();
}

// Noon of --date, or now.
OrExit<QDateTime> moment(const CommandLine &line)
{
    if (!line.has(u"date"_s))
        return QDateTime::currentDateTimeUtc();
    const QDate date = QDate::fromString(line.value(u"date"_s), Qt::ISODate);
    if (!date.isValid())
        return std::unexpected(fail(BadInput, u"--date takes a day such as 2026-11-21."_s));
    return QDateTime(date, QTime(12, 0), QTimeZone::UTC);
}

// "INR=88.42" or "INR=88.42@2026-11-21"; the day is today where none is said.
OrExit<std::optional<Conversion>> conversion(const CommandLine &line)
{
    if (!line.has(u"rate"_s))
        return std::nullopt;
    static const QRegularExpression form(u"^([A-Za-z]{3})=([0-9.]+)(?:@(\\d{4}-\\d\\d-\\d\\d))?$"_s);
    const QRegularExpressionMatch match = form.match(line.value(u"rate"_s));
    const std::optional<qint64> rate = nanoFromText(match.captured(2));
    const QDate date = match.captured(3).isEmpty() ? QDateTime::currentDateTimeUtc().date()
                                                   : QDate::fromString(match.captured(3), Qt::ISODate);
    if (!match.hasMatch() || rate.value_or(0) <= 0 || !date.isValid())
        return std::unexpected(
            fail(BadInput, u"--rate takes what one US dollar is, such as INR=88.42 or INR=88.42@2026-11-21."_s));
    return Conversion{.from = u"USD"_s, .to = match.captured(1).toUpper(), .rateNano = *rate, .date = date};
}

OrExit<ParityQuestion> parityQuestion(const CommandLine &line, const QDateTime &when)
{
    ParityQuestion question{.family = line.operands().at(1),
                            .moment = when,
                            .region = line.value(u"region"_s),
                            .tier = line.value(u"tier"_s)};
    if (!line.has(u"mix"_s))
        return question;
    const Result<TokenMix> mix = tokenMixFromText(line.value(u"mix"_s));
    if (!mix)
        return std::unexpected(fail(BadInput, mix.error().message));
    question.mix = *mix;
    return question;
}

ExitCode showParity(const CommandLine &line)
{
    if (line.operands().size() != 2)
        return fail(BadInput, u"Say which model: `evenhand prices parity FAMILY`."_s);
    const OrExit<QDateTime> when = moment(line);
    if (!when)
        return when.error();
    const OrExit<std::optional<Conversion>> shownAs = conversion(line);
    if (!shownAs)
        return shownAs.error();
    const OrExit<ParityQuestion> question = parityQuestion(line, *when);
    if (!question)
        return question.error();
    const OrExit<PriceBook> book = loadBook(line);
    if (!book)
        return book.error();
    const Result<Parity> result = parity(*book, *question);
    if (!result)
        return fail(BadInput, result.error().message
                                  + (book->family(question->family).isEmpty()
                                         ? didYouMean(familyKey(question->family), book->families())
                                         : QString()));
    if (line.has(u"json"_s))
        printResult(parityJson(*book, *question, *result, *shownAs));
    else
        printResult(parityText(*book, *question, *result, *shownAs));
    return AllDone;
}

ExitCode listPrices(const CommandLine &line)
{
    if (line.operands().size() != 1)
        return fail(BadInput, u"Say `evenhand prices list [--model NAME]`."_s);
    const OrExit<PriceBook> book = loadBook(line);
    if (!book)
        return book.error();
    const QString model = line.value(u"model"_s);
    const QString family = book->family(model);
    QList<PriceRow> rows;
    for (const PriceRow &row : book->rows()) {
        const bool isAsked = model.isEmpty() || row.model.contains(model, Qt::CaseInsensitive)
                             || row.rule.fit(model) != ModelRule::Fit::No
                             || (!family.isEmpty() && row.family == family);
        if (isAsked)
            rows.append(row);
    }
    if (rows.isEmpty())
        return fail(BadInput, u"The price book has no row for \"%1\"."_s.arg(model)
                                  + didYouMean(familyKey(model), book->families()));
    if (line.has(u"json"_s))
        printResult(QJsonObject{{u"rows"_s, rowsJson(*book, rows)}, {u"about"_s, originsText(*book)}});
    else
        printResult(u"%1\n\nFor a million tokens. %2"_s.arg(rowsText(*book, rows), originsText(*book)));
    return AllDone;
}

// The day that the file's name says, or on which it was written.
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

struct PriceFile
{
    QString path;
    QString kind;
    PriceImport import;

    QString name() const { return QFileInfo(path).fileName(); }
};

OrExit<PriceFile> readFile(const CommandLine &line, const PriceBook &book)
{
    PriceFile file{.path = line.operands().at(1), .kind = line.value(u"kind"_s), .import = {}};
    if (line.has(u"kind"_s) && !fileKinds.contains(file.kind))
        return std::unexpected(fail(
            BadInput, u"There is no kind \"%1\" of price files; there are %2."_s.arg(file.kind, fileKinds.join(u", "_s))
                          + didYouMean(file.kind, fileKinds)));
    QFile source(file.path);
    if (!source.open(QIODevice::ReadOnly))
        return std::unexpected(
            fail(BadInput, u"The price file \"%1\" cannot be read: %2."_s.arg(file.path, source.errorString())));
    const QByteArray content = readAtMost(source, mostFileBytes + 1);
    if (content.size() > mostFileBytes)
        return std::unexpected(fail(BadInput, u"The price file \"%1\" is larger than 64 MiB."_s.arg(file.path)));
    if (file.kind.isEmpty())
        file.kind = priceFileKind(content);
    const QDate date = dateOf(QFileInfo(file.path));
    Result<PriceImport> import = file.kind == "csv"_L1       ? readCsv(content, file.name(), date, book)
                                 : file.kind == "litellm"_L1 ? importLitellm(content, date, book)
                                                             : importGenaiPrices(content, date, book);
    if (!import)
        return std::unexpected(fail(BadInput, u"%1: %2"_s.arg(file.path, import.error().message)));
    file.import = std::move(*import);
    return file;
}

QJsonObject importJson(const PriceBook &book, const PriceFile &file, bool isImported)
{
    QJsonArray mistakes;
    for (const PriceMistake &mistake : file.import.mistakes)
        mistakes.append(QJsonObject{{u"line"_s, mistake.line}, {u"reason"_s, mistake.reason}});
    return {{u"file"_s, file.path},
            {u"kind"_s, file.kind},
            {u"source"_s, toJson(file.import.source)},
            {u"imported"_s, isImported},
            {u"rows"_s, rowsJson(book, file.import.rows)},
            {u"passed_over"_s, file.import.passedOver},
            {u"mistakes"_s, mistakes}};
}

QString importText(const PriceBook &book, const PriceFile &file, bool isImported)
{
    QString text = u"%1: %2 rows of %3 %4."_s.arg(file.path)
                       .arg(file.import.rows.size())
                       .arg(sourceText(file.import.source), isImported ? u"are imported"_s : u"would be imported"_s);
    if (file.import.passedOver > 0)
        text += u" %1 entries are of channels that the price book does not know, or have no price by token."_s.arg(
            file.import.passedOver);
    const bool isOwn = file.kind == "csv"_L1;
    return isOwn && !file.import.rows.isEmpty() ? u"%1\n\n%2"_s.arg(text, rowsText(book, file.import.rows)) : text;
}

// Nothing is kept before the person has seen what cannot be used.
ExitCode judge(const CommandLine &line, const PriceFile &file)
{
    for (const PriceMistake &mistake : file.import.mistakes)
        printNote(u"%1:%2: %3"_s.arg(file.path).arg(mistake.line).arg(mistake.reason));
    const qsizetype bad = file.import.mistakes.size();
    if (bad > 0 && !line.has(u"skip-bad-rows"_s))
        return fail(BadInput, u"Nothing was imported, as %1 entries cannot be used. Correct them, or say --skip-bad-rows to "
                              "import the other %2 rows."_s.arg(bad)
                                  .arg(file.import.rows.size()));
    if (file.import.rows.isEmpty())
        return fail(BadInput, u"Nothing was imported: the file has no prices that could be used."_s);
    return AllDone;
}

// Into the workspace, which is made when it does not exist.
Result<void> keep(const CommandLine &line, const PriceFile &file)
{
    const Result<std::unique_ptr<Session>> session =
        Session::open({.workspace = workspacePath(line), .approvedPluginFolder = pluginFolder(line), .retry = {}});
    if (!session)
        return std::unexpected(session.error());
    return Pricing((*session)->workspace(), (*session)->plugins()).import(file.import, file.name(), file.kind);
}

ExitCode importPrices(const CommandLine &line)
{
    if (line.operands().size() != 2)
        return fail(BadInput, u"Say which file: `evenhand prices import FILE`."_s);
    const OrExit<PriceBook> book =
        QFileInfo::exists(workspacePath(line)) ? loadBook(line) : OrExit<PriceBook>(shippedPrices());
    if (!book)
        return book.error();
    const OrExit<PriceFile> file = readFile(line, *book);
    if (!file)
        return file.error();
    const ExitCode verdict = judge(line, *file);
    const bool isKept = verdict == AllDone && !line.has(u"dry-run"_s);
    if (isKept) {
        if (const Result<void> kept = keep(line, *file); !kept)
            return failedWorkspace(kept.error());
    }
    if (line.has(u"json"_s))
        printResult(importJson(*book, *file, isKept));
    else if (verdict == AllDone)
        printResult(importText(*book, *file, isKept));
    return verdict;
}

} // namespace

ExitCode showPrices(const CommandLine &line)
{
    const QString action = line.operands().value(0);
    if (action == "parity"_L1)
        return showParity(line);
    if (action == "list"_L1)
        return listPrices(line);
    if (action == "import"_L1)
        return importPrices(line);
    return fail(BadInput,
                u"Say `evenhand prices parity FAMILY`, `evenhand prices list` or `evenhand prices import FILE`."_s
                    + didYouMean(action, {u"parity"_s, u"list"_s, u"import"_s}));
}

} // namespace evenhand::cli
