// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/runrequest.h"

#include "app/cli/console.h"
#include "app/core/prompttools.h"
#include "app/files/suggestion.h"
#include "app/pricing/moneytext.h"
#include "app/service/attachments.h"
#include "app/service/presets.h"
#include "app/store/channelstore.h"
#include "app/store/lineupstore.h"

#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace evenhand::cli {
namespace {

constexpr int mostRepeats = 1000;
constexpr int mostAtOnce = 1000;
constexpr qint64 mostJsonBytes = 1024 * 1024;
constexpr qint64 mostPromptBytes = 64 * 1024 * 1024;

// ---- What is asked -------------------------------------------------------------------------------------------

// The content of a JSON file that an option names, understood by `parse`.
template<typename Value>
OrExit<Value> readJson(const QString &path, Result<Value> (*parse)(const QByteArray &))
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(fail(BadInput, u"\"%1\" cannot be read: %2."_s.arg(path, file.errorString())));
    const Result<Value> value = parse(readAtMost(file, mostJsonBytes));
    if (!value)
        return std::unexpected(fail(BadInput, u"\"%1\" cannot be used. %2"_s.arg(path, value.error().message)));
    return *value;
}

OrExit<QString> readPrompt(const QString &path)
{
    QFile file(path);
    const bool opened = path == "-"_L1 ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!opened)
        return std::unexpected(
            fail(BadInput, u"The prompt file \"%1\" cannot be read: %2."_s.arg(path, file.errorString())));
    const QByteArray bytes = readAtMost(file, mostPromptBytes + 1);
    if (bytes.size() > mostPromptBytes)
        return std::unexpected(fail(BadInput, u"The prompt is larger than 64 MiB, more than any model takes."_s));
    if (!bytes.isValidUtf8())
        return std::unexpected(fail(BadInput, u"The prompt is not text in UTF-8."_s));
    return QString::fromUtf8(bytes);
}

// The suite's own prompt where none is given.
OrExit<QString> promptOf(const CommandLine &line, const std::optional<Suite> &suite)
{
    const bool isFile = line.has(u"prompt-file"_s);
    if (suite && suite->prompt && !isFile && !line.has(u"prompt"_s))
        return suite->prompt->user;
    if (line.has(u"prompt"_s) == isFile)
        return std::unexpected(fail(BadInput, u"Give the prompt with --prompt or with --prompt-file."_s));
    const QString text = line.value(u"prompt"_s);
    const OrExit<QString> prompt = isFile           ? readPrompt(line.value(u"prompt-file"_s))
                                   : text == "-"_L1 ? readPrompt(text)
                                                    : text;
    if (prompt && prompt->trimmed().isEmpty())
        return std::unexpected(fail(BadInput, u"The prompt is empty."_s));
    return prompt;
}

OrExit<QMap<QString, QString>> variablesOf(const CommandLine &line)
{
    QMap<QString, QString> variables;
    for (const QString &assignment : line.values(u"var"_s)) {
        const qsizetype equals = assignment.indexOf(u'=');
        if (equals < 1)
            return std::unexpected(fail(BadInput, u"Give a variable as --var NAME=VALUE."_s));
        variables.insert(assignment.first(equals), assignment.sliced(equals + 1));
    }
    return variables;
}

OrExit<QList<AttachmentRef>> attachmentsOf(const CommandLine &line)
{
    QList<AttachmentRef> attachments;
    for (const QString &path : line.values(u"attach"_s)) {
        const Result<AttachmentRef> file = attach(path);
        if (!file)
            return std::unexpected(fail(BadInput, file.error().message));
        attachments.append(*file);
    }
    return attachments;
}

OrExit<void> readToolsAndFormat(const CommandLine &line, PromptText &prompt)
{
    if (line.has(u"tools"_s)) {
        const OrExit<ToolSet> set = readJson(line.value(u"tools"_s), &toolsFromText);
        if (!set)
            return std::unexpected(set.error());
        prompt.tools = set->tools;
        prompt.toolResults = set->results;
    }
    if (line.has(u"format"_s)) {
        const OrExit<AnswerFormat> format = readJson(line.value(u"format"_s), &formatFromText);
        if (!format)
            return std::unexpected(format.error());
        prompt.format = *format;
    }
    return {};
}

OrExit<int> numberOf(const CommandLine &line, const QString &option, int least, int most, int otherwise)
{
    if (!line.has(option))
        return otherwise;
    bool isNumber = false;
    const int number = line.value(option).toInt(&isNumber);
    if (!isNumber || number < least || number > most)
        return std::unexpected(
            fail(BadInput, u"--%1 takes a number from %2 to %3."_s.arg(option).arg(least).arg(most)));
    return number;
}

// "5" or "5 EUR".
OrExit<std::optional<Money>> budgetOf(const CommandLine &line)
{
    if (!line.has(u"budget"_s))
        return std::nullopt;
    const QStringList parts = line.value(u"budget"_s).simplified().split(u' ');
    const std::optional<qint64> amount = nanoFromText(parts.first());
    if (!amount || *amount <= 0 || parts.size() > 2)
        return std::unexpected(
            fail(BadInput, u"--budget takes an amount, in USD where no currency is said: 5 or \"5 EUR\"."_s));
    return Money{.nano = *amount, .currency = parts.value(1, u"USD"_s).toUpper()};
}

OrExit<void> readBatchOptions(const CommandLine &line, RunService::Request &request)
{
    const OrExit<int> concurrency = numberOf(line, u"concurrency"_s, 1, mostAtOnce, 0);
    if (!concurrency)
        return std::unexpected(concurrency.error());
    const OrExit<int> seed = numberOf(line, u"seed"_s, 0, std::numeric_limits<int>::max(),
                                      QRandomGenerator::global()->bounded(std::numeric_limits<int>::max()));
    if (!seed)
        return std::unexpected(seed.error());
    const OrExit<std::optional<Money>> budget = budgetOf(line);
    if (!budget)
        return std::unexpected(budget.error());
    if (*concurrency > 0)
        request.concurrency = *concurrency;
    request.seed = *seed;
    request.budget = *budget;
    request.reuse = line.has(u"reuse-answers"_s);
    return {};
}

OrExit<void> addSuite(const CommandLine &line, const Suite &suite, RunService::Request &request)
{
    if (suite.prompt) {
        PromptText &prompt = request.prompt;
        if (prompt.system.isEmpty())
            prompt.system = suite.prompt->system;
        prompt.attachments = suite.prompt->attachments + prompt.attachments;
        if (prompt.tools.isEmpty())
            prompt.tools = suite.prompt->tools;
        if (!prompt.format)
            prompt.format = suite.prompt->format;
        QMap<QString, QString> variables = suite.prompt->variables;
        variables.insert(prompt.variables);
        prompt.variables = variables;
    }
    request.name = suite.name;
    request.suite = RunSuite{.id = suite.id, .name = suite.name, .columns = suite.columns, .cases = suite.cases};
    return readBatchOptions(line, request);
}

} // namespace

OrExit<RunService::Request> requestOf(const CommandLine &line, const std::optional<Suite> &suite)
{
    const OrExit<int> repeats = numberOf(line, u"repeat"_s, 1, mostRepeats, 1);
    if (!repeats)
        return std::unexpected(repeats.error());
    const OrExit<QMap<QString, QString>> variables = variablesOf(line);
    if (!variables)
        return std::unexpected(variables.error());
    const OrExit<QString> prompt = promptOf(line, suite);
    if (!prompt)
        return std::unexpected(prompt.error());
    const OrExit<QList<AttachmentRef>> attachments = attachmentsOf(line);
    if (!attachments)
        return std::unexpected(attachments.error());
    RunService::Request request{.repeats = *repeats, .inConversation = false};
    request.prompt = {
        .system = line.value(u"system"_s), .user = *prompt, .variables = *variables, .attachments = *attachments};
    if (const OrExit<void> read = readToolsAndFormat(line, request.prompt); !read)
        return std::unexpected(read.error());
    if (suite) {
        if (const OrExit<void> added = addSuite(line, *suite, request); !added)
            return std::unexpected(added.error());
    }
    QStringList missing = render(request.prompt).missing;
    if (suite)
        missing.removeIf([&](const QString &name) { return suite->columns.contains(name); });
    for (const QString &name : std::as_const(missing))
        printNote(u"note: {{%1}} has no value and is sent as it is; give one with --var."_s.arg(name));
    return request;
}

namespace {

// ---- Channels ------------------------------------------------------------------------------------------------

bool sameButForId(Channel wanted, const Channel &kept)
{
    wanted.id = kept.id;
    return wanted == kept;
}

// An equal channel is used again; a different one with the same name leaves the name to it and takes another.
Result<Channel> keepChannel(Database &db, Channel channel)
{
    const Result<QList<Channel>> kept = ChannelStore::all(db);
    if (!kept)
        return std::unexpected(kept.error());
    const QString wanted = channel.name;
    QStringList taken;
    for (const Channel &candidate : *kept) {
        taken.append(candidate.name);
        channel.name = candidate.name;
        const bool isNumbered = candidate.name.startsWith(wanted + u' ');
        if ((candidate.name == wanted || isNumbered) && sameButForId(channel, candidate))
            return candidate;
    }
    channel.name = freeName(wanted, taken);
    return ChannelStore::save(db, channel).transform([&] { return channel; });
}

Result<QMap<QString, ChannelId>> keepChannels(Workspace &workspace, const LineupFile &file)
{
    return workspace.write([&](Database &db) -> Result<QMap<QString, ChannelId>> {
        const Result<QList<Channel>> before = ChannelStore::all(db);
        if (!before)
            return std::unexpected(before.error());
        QMap<QString, ChannelId> ids;
        for (const Channel &channel : *before)
            ids.insert(channel.name, channel.id);
        for (const Channel &channel : file.channels) {
            const Result<Channel> kept = keepChannel(db, channel);
            if (!kept)
                return std::unexpected(kept.error());
            if (kept->name != channel.name)
                printNote(
                    u"note: the workspace has another channel \"%1\"; the one of the lineup file is kept as \"%2\"."_s
                        .arg(channel.name, kept->name));
            ids.insert(channel.name, kept->id);
        }
        return ids;
    });
}

Lineup lineupOf(const LineupFile &file, const QMap<QString, ChannelId> &channels)
{
    Lineup lineup;
    for (const FileTarget &target : file.targets) {
        lineup.targets.append(target.target);
        lineup.targets.last().channel = channels.value(target.channel);
    }
    return lineup;
}

// The one of the workspace that has the name which is no file's.
OrExit<Lineup> savedLineup(const CommandLine &line)
{
    const QString name = line.value(u"lineup"_s);
    const Result<std::unique_ptr<Workspace>> workspace = Workspace::open(workspacePath(line), Workspace::Access::Read);
    if (!workspace)
        return std::unexpected(fail(
            BadInput, u"There is no lineup file \"%1\", and no workspace with a lineup of this name."_s.arg(name)));
    const Result<QList<Lineup>> saved = LineupStore::all((*workspace)->reader());
    if (!saved)
        return std::unexpected(failedWorkspace(saved.error()));
    QStringList names;
    for (const Lineup &lineup : *saved) {
        if (lineup.name == name)
            return lineup;
        names.append(lineup.name);
    }
    return std::unexpected(
        fail(BadInput, u"There is no lineup file \"%1\", and no lineup of this name in the workspace."_s.arg(name)
                           + didYouMean(name, names)));
}

} // namespace

OrExit<std::unique_ptr<Session>> openSession(const CommandLine &line, RunService::Request &request)
{
    if (!QFileInfo::exists(line.value(u"lineup"_s))) {
        const OrExit<Lineup> saved = savedLineup(line);
        if (!saved)
            return std::unexpected(saved.error());
        request.lineup = *saved;
        return openSession(line);
    }
    PluginCatalog catalog(PluginCatalog::standardFolders(pluginFolder(line)));
    const OrExit<LineupFile> file = loadLineup(line, catalog, Purpose::Send);
    if (!file)
        return std::unexpected(file.error());
    OrExit<std::unique_ptr<Session>> session = openSession(line);
    if (!session)
        return session;
    const Result<QMap<QString, ChannelId>> channels = keepChannels((*session)->workspace(), *file);
    if (!channels)
        return std::unexpected(failedWorkspace(channels.error()));
    request.lineup = lineupOf(*file, *channels);
    return session;
}

OrExit<std::unique_ptr<Session>> openSession(const CommandLine &line)
{
    Result<std::unique_ptr<Session>> session =
        Session::open({.workspace = workspacePath(line), .approvedPluginFolder = pluginFolder(line)});
    if (!session)
        return std::unexpected(failedWorkspace(session.error()));
    if (const int interrupted = (*session)->interrupted(); interrupted > 0)
        printNote(
            u"note: %1 answers were cut off when the workspace was last closed; they are marked interrupted."_s.arg(
                interrupted));
    return std::move(*session);
}

} // namespace evenhand::cli
