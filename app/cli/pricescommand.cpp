// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/channelsource.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/pricesoutput.h"
#include "app/files/suggestion.h"
#include "app/pricing/parityjson.h"
#include "app/pricing/pricedata.h"
#include "app/service/pricefile.h"
#include "app/service/pricing.h"
#include "app/service/session.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace evenhand::cli {
namespace {

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
        return std::unexpected(failedOpening(book.error()));
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

// A region that is not in the lists may be one without a price of its own, or a slip.
void noteRegion(const PriceBook &book, const ParityQuestion &question, const QString &family)
{
    const QString region = regionKey(question.region);
    const QStringList known = book.regions(family);
    if (region.isEmpty() || known.contains(region, Qt::CaseInsensitive))
        return;
    printNote(
        u"No row of \"%1\" is for the region \"%2\" alone: these are the prices of most regions."_s.arg(family, region)
        + didYouMean(region, known));
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
    noteRegion(*book, *question, result->family);
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

struct AskedFile : PriceFile
{
    QString path; // as it was written
};

OrExit<AskedFile> readFile(const CommandLine &line, const PriceBook &book)
{
    const QString path = line.operands().at(1);
    const QString kind = line.value(u"kind"_s);
    if (line.has(u"kind"_s) && !fileKinds.contains(kind))
        return std::unexpected(
            fail(BadInput, u"There is no kind \"%1\" of price files; there are %2."_s.arg(kind, fileKinds.join(u", "_s))
                               + didYouMean(kind, fileKinds)));
    const Result<PriceFile> file = readPriceFile(path, kind, book);
    if (file)
        return AskedFile{*file, path};
    const Error &error = file.error();
    return std::unexpected(
        fail(BadInput, error.code == ErrorCode::Io ? error.message : u"%1: %2"_s.arg(path, error.message)));
}

QJsonObject importJson(const PriceBook &book, const AskedFile &file, bool isImported)
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

QString importText(const PriceBook &book, const AskedFile &file, bool isImported)
{
    QString text =
        u"%1: %2 of %3 %4."_s.arg(file.path, counted(file.import.rows.size(), u"row"_s), sourceText(file.import.source),
                                  isImported ? u"imported"_s : u"would be imported"_s);
    if (file.import.passedOver > 0)
        text += u" Left out, as the price book does not know the channel or there is no price by token: %1."_s.arg(
            counted(file.import.passedOver, u"row"_s));
    const bool isOwn = file.kind == "csv"_L1;
    return isOwn && !file.import.rows.isEmpty() ? u"%1\n\n%2"_s.arg(text, rowsText(book, file.import.rows)) : text;
}

// Nothing is kept before the person has seen what cannot be used.
ExitCode judge(const CommandLine &line, const AskedFile &file)
{
    for (const PriceMistake &mistake : file.import.mistakes)
        printNote(u"%1:%2: %3"_s.arg(file.path).arg(mistake.line).arg(mistake.reason));
    const qsizetype bad = file.import.mistakes.size();
    if (bad > 0 && !line.has(u"skip-bad-rows"_s))
        return fail(BadInput,
                    u"Nothing was imported, as %1 cannot be used. Correct that, or say --skip-bad-rows to import the "
                    "other %2."_s.arg(counted(bad, u"row"_s))
                        .arg(file.import.rows.size()));
    if (file.import.rows.isEmpty())
        return fail(BadInput, u"Nothing was imported: the file has no prices that could be used."_s);
    return AllDone;
}

Result<std::unique_ptr<Session>> openSession(const CommandLine &line)
{
    return Session::open({.workspace = workspacePath(line), .approvedPluginFolder = pluginFolder(line), .retry = {}});
}

// Into the workspace, which is made when it does not exist.
Result<void> keep(const CommandLine &line, const AskedFile &file)
{
    const Result<std::unique_ptr<Session>> session = openSession(line);
    if (!session)
        return std::unexpected(session.error());
    return (*session)->pricing().import(file.import, file.name, file.kind);
}

ExitCode importPrices(const CommandLine &line)
{
    if (line.operands().size() != 2)
        return fail(BadInput, u"Say which file: `evenhand prices import FILE`."_s);
    const OrExit<PriceBook> book =
        QFileInfo::exists(workspacePath(line)) ? loadBook(line) : OrExit<PriceBook>(shippedPrices());
    if (!book)
        return book.error();
    const OrExit<AskedFile> file = readFile(line, *book);
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

QString layersText(const QList<StoredPriceLayer> &layers)
{
    if (layers.isEmpty())
        return u"No prices were imported into this workspace."_s;
    QStringList names;
    for (const StoredPriceLayer &layer : layers)
        names.append(u"\"%1\"%2"_s.arg(layer.name, layer.ended.isValid() ? u" (not in use)"_s : QString()));
    return u"There are %1."_s.arg(names.join(u", "_s));
}

// The newest of this name that is in use, or that is not.
const StoredPriceLayer *findLayer(const QList<StoredPriceLayer> &layers, const QString &name, bool used)
{
    const auto found = std::ranges::find_if(
        layers, [&](const StoredPriceLayer &layer) { return layer.name == name && layer.ended.isValid() != used; });
    return found == layers.end() ? nullptr : &*found;
}

// Takes an imported file out of use, or into use again.
ExitCode setUsed(const CommandLine &line, bool used)
{
    if (line.operands().size() != 2)
        return fail(BadInput, u"Say which file: `evenhand prices %1 NAME`."_s.arg(line.operands().first()));
    if (!QFileInfo::exists(workspacePath(line)))
        return fail(BadInput, u"There is no workspace \"%1\"."_s.arg(workspacePath(line)));
    const Result<std::unique_ptr<Session>> session = openSession(line);
    if (!session)
        return failedWorkspace(session.error());
    const Result<QList<StoredPriceLayer>> layers = PriceStore::layers((*session)->workspace().reader());
    if (!layers)
        return failedWorkspace(layers.error());
    const QString name = line.operands().at(1);
    const StoredPriceLayer *layer = findLayer(*layers, name, !used);
    if (!layer)
        return fail(BadInput, u"No prices \"%1\" are %2. %3"_s.arg(name, used ? u"out of use"_s : u"in use"_s,
                                                                   layersText(*layers)));
    if (const Result<void> done = (*session)->pricing().setUsed(*layer, used); !done)
        return failedWorkspace(done.error());
    if (line.has(u"json"_s))
        printResult(QJsonObject{{u"file"_s, layer->name},
                                {u"kind"_s, layer->kind},
                                {u"source"_s, layer->source},
                                {u"rows"_s, layer->rows.size()},
                                {u"in_use"_s, used}});
    else
        printResult(u"\"%1\", %2 rows: %3. What was computed before stays as it is."_s.arg(layer->name)
                        .arg(layer->rows.size())
                        .arg(used ? u"in use again"_s : u"not used from now on"_s));
    return AllDone;
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
    if (action == "remove"_L1 || action == "restore"_L1)
        return setUsed(line, action == "restore"_L1);
    return fail(BadInput,
                u"Say `evenhand prices parity FAMILY`, `evenhand prices list`, `evenhand prices import FILE` or "
                "`evenhand prices remove NAME`."_s
                    + didYouMean(action, {u"parity"_s, u"list"_s, u"import"_s, u"remove"_s, u"restore"_s}));
}

} // namespace evenhand::cli
