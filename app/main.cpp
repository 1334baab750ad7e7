// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/console.h"
#include "app/cli/headless.h"
#include "ui/shell/window.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;
using namespace evenhand;

// Without an application object yet: whether one with a window is needed is what is found out here.
static QStringList argumentsOf(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    return arguments;
}

static int openWindow(int &argc, char **argv, const cli::CommandLine &line)
{
    if (const Result<void> allowed = line.allowOnly({u"workspace"_s}); !allowed)
        return cli::fail(cli::BadInput, allowed.error().message);
    if (line.has(u"workspace"_s) && !line.operands().isEmpty())
        return cli::fail(cli::BadInput, u"Give one workspace, as --workspace FILE or as FILE."_s);
    const QString workspace = line.operands().value(0, line.value(u"workspace"_s));
    return runWindow(argc, argv, {.workspace = workspace, .pluginFolder = cli::pluginFolder(line)});
}

int main(int argc, char *argv[])
{
    // By these names the settings of this user are found, before there is an application object.
    QCoreApplication::setOrganizationName(u"evenhand"_s);
    QCoreApplication::setApplicationName(u"evenhand"_s);
    const Result<cli::CommandLine> line = cli::CommandLine::parse(argumentsOf(argc, argv));
    if (!line)
        return cli::fail(cli::BadInput, line.error().message + u" See `evenhand --help`."_s);
    return line->isHeadless() ? cli::runHeadless(argc, argv, *line) : openWindow(argc, argv, *line);
}
