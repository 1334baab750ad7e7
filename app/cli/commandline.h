// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <evenhand/error.h>

#include <QMap>
#include <QStringList>

namespace evenhand::cli {

// The arguments of the process, told apart before any application object exists.
class CommandLine
{
public:
    // InvalidInput and a sentence when an option is not known or has no value.
    static Result<CommandLine> parse(const QStringList &arguments);

    // A command, --help or --version: no window, no display. False: the window is to be shown.
    bool isHeadless() const;

    QString command() const;                            // empty: none
    QStringList operands() const { return m_operands; } // after the command; without one: files for the window
    bool has(const QString &option) const { return m_values.contains(option); }
    QString value(const QString &option) const { return m_values.value(option).value(0); }
    QStringList values(const QString &option) const { return m_values.value(option); }

    // InvalidInput when an option was given that this command does not have. Options of every command are added.
    Result<void> allowOnly(const QStringList &options) const;

private:
    QString m_command;
    QStringList m_operands;
    QMap<QString, QStringList> m_values;
};

// The folder of --plugin-folder, absolute; without it the one that was approved in the settings; empty when there is none.
QString pluginFolder(const CommandLine &line);

} // namespace evenhand::cli
