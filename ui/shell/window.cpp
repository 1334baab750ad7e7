// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/window.h"

#include <QApplication>
#include <QMainWindow>

namespace evenhand {

int runWindow(int &argc, char **argv, const WindowOptions &options)
{
    const QApplication application(argc, argv);
    QMainWindow window;
    window.setWindowTitle(options.workspace);
    window.show();
    return QApplication::exec();
}

} // namespace evenhand
