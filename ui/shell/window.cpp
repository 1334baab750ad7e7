// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/window.h"

#include "app/version.h"
#include "ui/shell/theme.h"
#include "ui/shell/windowhost.h"

#include <QApplication>

using namespace Qt::StringLiterals;

namespace evenhand {

int runWindow(int &argc, char **argv, const WindowOptions &options)
{
    QApplication application(argc, argv);
    QApplication::setOrganizationName(u"evenhand"_s);
    QApplication::setApplicationName(u"evenhand"_s);
    QApplication::setApplicationDisplayName(u"Evenhand"_s);
    QApplication::setApplicationVersion(programVersion);
    QApplication::setDesktopFileName(u"org.evenhand.Evenhand"_s);
    Theme::install(application);

    WindowHost host(options);
    QObject::connect(&host, &WindowHost::finished, &application, &QCoreApplication::quit, Qt::QueuedConnection);
    host.start();
    return QApplication::exec();
}

} // namespace evenhand
