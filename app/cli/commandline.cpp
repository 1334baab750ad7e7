// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/commandline.h"

#include "app/files/suggestion.h"
#include "app/service/preferences.h"

#include <QCommandLineParser>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace evenhand::cli {
namespace {

const QStringList commands = {u"run"_s,     u"resume"_s, u"runs"_s,   u"models"_s, u"channels"_s,
                              u"plugins"_s, u"suites"_s, u"prices"_s, u"help"_s};
const QStringList flags = {u"help"_s,    u"version"_s, u"json"_s,           u"skip-bad-rows"_s, u"allow-outside"_s,
                           u"dry-run"_s, u"failed"_s,  u"require-checks"_s, u"reuse-answers"_s, u"allow-unpriced"_s};
const QStringList valueOptions = {
    u"workspace"_s, u"plugin-folder"_s, u"lineup"_s, u"prompt"_s, u"prompt-file"_s, u"system"_s,
    u"var"_s,       u"repeat"_s,        u"attach"_s, u"tools"_s,  u"format"_s,      u"suite"_s,
    u"budget"_s,    u"concurrency"_s,   u"seed"_s,   u"sheet"_s,  u"as"_s,          u"mix"_s,
    u"region"_s,    u"tier"_s,          u"date"_s,   u"rate"_s,   u"model"_s,       u"kind"_s};

// Options that QApplication takes for itself.
const QStringList qtFlags = {u"reverse"_s, u"widgetcount"_s};
const QStringList qtValueOptions = {u"platform"_s,      u"platformpluginpath"_s,
                                    u"platformtheme"_s, u"style"_s,
                                    u"stylesheet"_s,    u"qwindowgeometry"_s,
                                    u"geometry"_s,      u"display"_s,
                                    u"qwindowtitle"_s,  u"title"_s,
                                    u"qwindowicon"_s,   u"icon"_s,
                                    u"name"_s,          u"session"_s,
                                    u"plugin"_s};

std::unexpected<Error> invalid(const QString &message)
{
    return std::unexpected(Error{.code = ErrorCode::InvalidInput, .message = message, .detail = {}});
}

void addOptions(QCommandLineParser &parser)
{
    for (const QString &flag : flags + qtFlags) {
        const bool isShort = flag == "help"_L1 || flag == "version"_L1;
        parser.addOption(QCommandLineOption(isShort ? QStringList{flag, flag.first(1)} : QStringList{flag}));
    }
    for (const QString &option : valueOptions + qtValueOptions)
        parser.addOption(QCommandLineOption(option, QString(), u"value"_s));
}

bool isWorkspaceFile(const QString &operand)
{
    return operand.endsWith(".evenhand"_L1) || operand.contains(u'/') || QFileInfo::exists(operand);
}

} // namespace

Result<CommandLine> CommandLine::parse(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
    addOptions(parser);
    if (!parser.parse(arguments)) {
        const QStringList unknown = parser.unknownOptionNames();
        if (unknown.isEmpty())
            return invalid(parser.errorText());
        return invalid(u"There is no option --%1."_s.arg(unknown.first())
                       + didYouMean(unknown.first(), flags + valueOptions));
    }
    CommandLine line;
    for (const QString &flag : flags) {
        if (parser.isSet(flag))
            line.m_values.insert(flag, {});
    }
    for (const QString &option : valueOptions) {
        if (parser.isSet(option))
            line.m_values.insert(option, parser.values(option));
    }
    line.m_operands = parser.positionalArguments();
    if (line.m_operands.isEmpty())
        return line;
    const QString first = line.m_operands.first();
    if (commands.contains(first))
        line.m_command = line.m_operands.takeFirst();
    else if (line.m_operands.size() > 1 || !isWorkspaceFile(first))
        return invalid(u"There is no command \"%1\"."_s.arg(first) + didYouMean(first, commands));
    return line;
}

bool CommandLine::isHeadless() const
{
    return !m_command.isEmpty() || has(u"help"_s) || has(u"version"_s);
}

QString CommandLine::command() const
{
    return m_command;
}

Result<void> CommandLine::allowOnly(const QStringList &options) const
{
    const QStringList always = {u"help"_s, u"version"_s, u"plugin-folder"_s};
    for (const QString &option : m_values.keys()) {
        if (!options.contains(option) && !always.contains(option))
            return invalid(m_command.isEmpty() ? u"The option --%1 needs a command."_s.arg(option)
                                               : u"The command \"%1\" has no option --%2."_s.arg(m_command, option));
    }
    return {};
}

QString pluginFolder(const CommandLine &line)
{
    return line.has(u"plugin-folder"_s) ? QFileInfo(line.value(u"plugin-folder"_s)).absoluteFilePath()
                                        : Preferences::approvedPluginFolder();
}

} // namespace evenhand::cli
