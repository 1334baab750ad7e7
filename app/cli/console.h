// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/exitcode.h"

#include <evenhand/error.h>

#include <QIODevice>
#include <QJsonObject>
#include <QStringList>

namespace evenhand::cli {

// stdout carries results and nothing else; everything said on the way goes to stderr.
void printResult(const QString &text);
void printResult(const QJsonObject &json);
// A piece of a file that is printed, as it is: its lines are ended, and nothing is made visible.
void writeResult(const QString &text);
void printNote(const QString &text);

// Says so when stdout did not take every result, and makes a failure of AllDone then.
ExitCode afterResults(ExitCode code);

// Says the error and gives the code it ends the process with.
ExitCode fail(ExitCode code, const QString &message);
// An error of a workspace: BadInput when what was asked of it cannot be, else WorkspaceUnusable.
ExitCode failedWorkspace(const Error &error);
// The same of one that could not be opened; where there is none, says what can be done.
ExitCode failedOpening(const Error &error);

// What the device holds, up to that many bytes. A pipe is read to its end, however slowly it fills.
QByteArray readAtMost(QIODevice &device, qint64 bytes);

// Columns of equal width, two spaces apart.
QString table(const QList<QStringList> &rows);

// "1 case", "2 cases".
QString counted(qsizetype number, const QString &what);

// The text with control characters made visible, so that an answer cannot steer the terminal.
QString visible(const QString &text);

} // namespace evenhand::cli
