// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/liveline.h"

#include "app/cli/console.h"

#include <cstdio>

#include <sys/ioctl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace evenhand::cli {

static constexpr int usualColumns = 80;

static int terminalColumns()
{
    winsize size = {};
    const bool known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return known ? size.ws_col : usualColumns;
}

bool isTerminal()
{
    return ::isatty(STDERR_FILENO) == 1;
}

void replaceLine(const QString &text)
{
    // Carriage return, and "erase to the end of the line".
    const QByteArray bytes = "\r\x1b[K" + visible(text.left(terminalColumns() - 1)).toUtf8();
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stderr);
    std::fflush(stderr);
}

QString inSeconds(std::chrono::milliseconds time)
{
    return u"%1 s"_s.arg(std::chrono::duration<double>(time).count(), 0, 'f', 1);
}

} // namespace evenhand::cli
