// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Shows the markdown of stdin as nobody should who did not write it. What it opens is what hostile-text looks for in
// Evenhand, so the drill is known to see it.

#include <QApplication>
#include <QFile>
#include <QTextBrowser>
#include <QTimer>

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return 1;
    QTextBrowser browser;
    browser.setMarkdown(QString::fromUtf8(input.readAll()));
    browser.show();
    QTimer::singleShot(std::chrono::milliseconds(500), &application, &QCoreApplication::quit);
    return QApplication::exec();
}
