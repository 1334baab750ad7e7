// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/service/session.h"
#include "ui/shell/window.h"

#include <QPointer>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QFileDialog;
QT_END_NAMESPACE

namespace evenhand {

class MainWindow;

// Holds the session and its window, and exchanges both when another workspace is opened. A workspace that cannot be
// opened leaves what is open as it is.
class WindowHost : public QObject
{
    Q_OBJECT
public:
    explicit WindowHost(const WindowOptions &options);
    ~WindowHost() override;

    // The workspace of the options, else the one that was open last, else the default one.
    void start();
    void open(const QString &path, Workspace::Access access = Workspace::Access::Own);

    MainWindow *window() const { return m_window.get(); } // null: none could be opened yet
    QWidget *problem() const { return m_problem; }        // null: none is shown

signals:
    // Nothing is left to show. The last window is no sign of that: one gives way to the next.
    void finished();

private:
    void show(std::unique_ptr<Session> session);
    void showProblem(const QString &path, const Error &error);
    bool mayReplaceWindow(); // says why where it may not
    void chooseExisting();
    void chooseNew();
    void choose(QFileDialog *dialog);

    WindowOptions m_options;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window; // goes before its session
    QPointer<QWidget> m_problem;
    QString m_failedPath; // of what could not be opened last
    Error m_failure;
};

} // namespace evenhand
