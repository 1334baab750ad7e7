// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/headless.h"

#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/help.h"
#include "app/version.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace evenhand::cli {
namespace {

struct Command
{
    QString name;
    QStringList options;
    ExitCode (*run)(const CommandLine &);
};

const Command *findCommand(const QString &name)
{
    static const QList<Command> commands = {
        {u"run"_s,
         {u"workspace"_s, u"lineup"_s, u"prompt"_s, u"prompt-file"_s, u"system"_s, u"var"_s, u"attach"_s, u"tools"_s,
          u"format"_s, u"repeat"_s, u"suite"_s, u"budget"_s, u"concurrency"_s, u"seed"_s, u"reuse-answers"_s,
          u"allow-unpriced"_s, u"dry-run"_s, u"require-checks"_s, u"json"_s},
         &runPrompt},
        {u"resume"_s, {u"workspace"_s, u"failed"_s, u"require-checks"_s, u"json"_s}, &resumeRun},
        {u"runs"_s, {u"workspace"_s, u"format"_s, u"json"_s}, &showRuns},
        {u"models"_s, {u"workspace"_s, u"lineup"_s, u"json"_s}, &listModels},
        {u"channels"_s, {u"workspace"_s, u"lineup"_s, u"json"_s}, &showChannels},
        {u"suites"_s,
         {u"workspace"_s, u"sheet"_s, u"as"_s, u"skip-bad-rows"_s, u"allow-outside"_s, u"json"_s},
         &showSuites},
        {u"plugins"_s, {u"json"_s}, &listPlugins},
        {u"prices"_s,
         {u"workspace"_s, u"mix"_s, u"region"_s, u"tier"_s, u"date"_s, u"rate"_s, u"model"_s, u"kind"_s, u"dry-run"_s,
          u"skip-bad-rows"_s, u"json"_s},
         &showPrices},
    };
    const auto found = std::ranges::find(commands, name, &Command::name);
    return found == commands.end() ? nullptr : &*found;
}

// Where a standard stream was closed, the next file or socket would take its number, and what is printed would go
// there. This takes the number first, the wrong way round: using the stream stays an error.
void reserveStandardStreams()
{
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(stream, F_GETFD) < 0)
            ::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
}

Result<void> checkPaths(const CommandLine &line)
{
    const auto invalid = [](const QString &message) {
        return std::unexpected(Error{.code = ErrorCode::InvalidInput, .message = message, .detail = {}});
    };
    if (line.has(u"workspace"_s) && line.value(u"workspace"_s).isEmpty())
        return invalid(u"--workspace takes the name of a file."_s);
    if (line.has(u"plugin-folder"_s) && !QFileInfo(line.value(u"plugin-folder"_s)).isDir())
        return invalid(u"There is no folder \"%1\" for plugins."_s.arg(line.value(u"plugin-folder"_s)));
    return {};
}

} // namespace

int runHeadless(int &argc, char **argv, const CommandLine &line)
{
    reserveStandardStreams();
    if (line.has(u"version"_s)) {
        printResult(u"evenhand "_s + programVersion);
        return AllDone;
    }
    const QString topic = line.command() == "help"_L1 ? line.operands().value(0) : line.command();
    if (line.has(u"help"_s) || line.command() == "help"_L1) {
        if (!topic.isEmpty() && !findCommand(topic))
            return fail(BadInput, u"There is no command \"%1\"."_s.arg(topic));
        printResult(helpText(topic));
        return AllDone;
    }
    const Command *command = findCommand(line.command());
    if (const Result<void> allowed = line.allowOnly(command->options); !allowed)
        return fail(BadInput, u"%1 See `evenhand %2 --help`."_s.arg(allowed.error().message, line.command()));

    if (const Result<void> usable = checkPaths(line); !usable)
        return fail(BadInput, usable.error().message);

    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationVersion(programVersion);
    return afterResults(command->run(line));
}

} // namespace evenhand::cli
