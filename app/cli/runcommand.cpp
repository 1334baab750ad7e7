// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/channelsource.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/interrupt.h"
#include "app/cli/progress.h"
#include "app/cli/runoutput.h"
#include "app/core/prompttools.h"
#include "app/service/attachments.h"
#include "app/service/presets.h"
#include "app/service/session.h"
#include "app/store/channelstore.h"

#include <QCoreApplication>
#include <QFile>

using namespace Qt::StringLiterals;

namespace evenhand::cli {
namespace {

constexpr int mostRepeats = 1000;
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

OrExit<QString> promptOf(const CommandLine &line)
{
    const bool isFile = line.has(u"prompt-file"_s);
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

OrExit<int> repeatsOf(const CommandLine &line)
{
    if (!line.has(u"repeat"_s))
        return 1;
    bool isNumber = false;
    const int repeats = line.value(u"repeat"_s).toInt(&isNumber);
    if (!isNumber || repeats < 1 || repeats > mostRepeats)
        return std::unexpected(fail(BadInput, u"--repeat takes a number from 1 to %1."_s.arg(mostRepeats)));
    return repeats;
}

OrExit<RunService::Request> requestOf(const CommandLine &line)
{
    const OrExit<int> repeats = repeatsOf(line);
    if (!repeats)
        return std::unexpected(repeats.error());
    const OrExit<QMap<QString, QString>> variables = variablesOf(line);
    if (!variables)
        return std::unexpected(variables.error());
    const OrExit<QString> prompt = promptOf(line);
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
    for (const QString &name : render(request.prompt).missing)
        printNote(u"note: {{%1}} has no value and is sent as it is; give one with --var."_s.arg(name));
    return request;
}

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

// ---- The run -------------------------------------------------------------------------------------------------

// Follows one run to its end, on disk where that can be.
class Following : public QObject
{
    Q_OBJECT
public:
    Following(Session &session, const Run &run)
        : m_session(session)
        , m_run(run)
        , m_progress(m_run)
    {
        RunService &runs = session.runs();
        connect(&runs, &RunService::laneEvents, this, &Following::take);
        connect(&runs, &RunService::recorded, &m_progress, &Progress::showRecorded);
        connect(&runs, &RunService::runFinished, this, [] { QCoreApplication::exit(); });
        connect(&runs, &RunService::recordingFailed, this, &Following::recordingFailed);
        connect(&m_interrupt, &Interrupt::requested, this, &Following::stop);
    }

    ExitCode follow()
    {
        QCoreApplication::exec();
        m_progress.finish();
        if (m_interrupt.wasRequested())
            return InterruptedByUser;
        if (m_recordingFailed)
            return WorkspaceUnusable;
        const bool allDone =
            std::ranges::all_of(m_run.cells, [](const Cell &cell) { return cell.state == LaneState::Done; });
        return allDone ? AllDone : SomeFailed;
    }

    // As it came, secrets taken out: the same as on disk, and there even when the disk failed.
    Run run() const
    {
        Run result = m_run;
        for (Cell &cell : result.cells)
            cell = redacted(cell, m_session.redactor());
        return result;
    }

private:
    void take(const LaneEvents &events)
    {
        for (const LaneEvent &event : events) {
            const auto cell = std::ranges::find(m_run.cells, event.cell, &Cell::id);
            if (cell != m_run.cells.end())
                apply(event, *cell);
        }
        m_progress.show(events);
        endWhenNothingIsLeft();
    }

    void recordingFailed(const Error &error)
    {
        m_recordingFailed = true;
        printNote(u"evenhand: "_s + error.message);
        endWhenNothingIsLeft();
    }

    // What cannot be written is not waited for: it is tried once more when the session ends.
    void endWhenNothingIsLeft()
    {
        if (m_recordingFailed && m_session.runs().running() == 0)
            QCoreApplication::exit();
    }

    void stop()
    {
        printNote(u"evenhand: stopping; what arrived is kept."_s);
        m_session.runs().cancelAll();
    }

    Session &m_session;
    Run m_run;
    Progress m_progress;
    Interrupt m_interrupt;
    bool m_recordingFailed = false;
};

ExitCode followRun(Session &session, const RunService::Request &request, bool json)
{
    const Result<Run> run = session.runs().start(request);
    if (!run)
        return failedWorkspace(run.error());
    Following following(session, *run);
    const ExitCode code = following.follow();
    if (json)
        printResult(runJson(following.run()));
    else
        printResult(runText(following.run()));
    return code;
}

} // namespace

ExitCode runPrompt(const CommandLine &line)
{
    if (!line.operands().isEmpty())
        return fail(BadInput, u"`evenhand run` does not know what \"%1\" is; the prompt is given with --prompt."_s.arg(
                                  line.operands().first()));
    if (!line.has(u"lineup"_s))
        return fail(BadInput, u"Say which models to ask: --lineup FILE. See `evenhand run --help`."_s);
    OrExit<RunService::Request> request = requestOf(line);
    if (!request)
        return request.error();
    PluginCatalog catalog(PluginCatalog::standardFolders(pluginFolder(line)));
    const OrExit<LineupFile> file = loadLineup(line, catalog, Purpose::Send);
    if (!file)
        return file.error();

    const Result<std::unique_ptr<Session>> session =
        Session::open({.workspace = workspacePath(line), .approvedPluginFolder = pluginFolder(line)});
    if (!session)
        return failedWorkspace(session.error());
    if (const int interrupted = (*session)->interrupted(); interrupted > 0)
        printNote(
            u"note: %1 answers were cut off when the workspace was last closed; they are marked interrupted."_s.arg(
                interrupted));
    const Result<QMap<QString, ChannelId>> channels = keepChannels((*session)->workspace(), *file);
    if (!channels)
        return failedWorkspace(channels.error());
    request->lineup = lineupOf(*file, *channels);
    return followRun(**session, *request, line.has(u"json"_s));
}

} // namespace evenhand::cli

#include "runcommand.moc"
