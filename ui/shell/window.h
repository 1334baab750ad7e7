// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace evenhand {

struct WindowOptions
{
    QString workspace;    // path; empty: the default workspace of this user
    QString pluginFolder; // absolute path, beside the standard ones; empty: none
};

// Makes the application object and shows the window. Returns when it was closed, with the process's exit code.
int runWindow(int &argc, char **argv, const WindowOptions &options);

} // namespace evenhand
