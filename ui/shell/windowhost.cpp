// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/windowhost.h"

#include "app/service/preferences.h"
#include "ui/compare/comparepage.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/workspaceproblem.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QSettings>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr auto lastKey = "workspace/last"_L1;
constexpr auto suffix = "evenhand"_L1;

QString fileFilter()
{
    return WindowHost::tr("Evenhand workspaces (*.evenhand)");
}

} // namespace

WindowHost::WindowHost(const WindowOptions &options)
    : m_options(options)
{
    QGuiApplication::setQuitOnLastWindowClosed(false);
}

WindowHost::~WindowHost() = default;

void WindowHost::start()
{
    if (!m_options.workspace.isEmpty())
        return open(m_options.workspace);
    const QString last = QSettings().value(lastKey).toString();
    open(QFileInfo::exists(last) ? last : Session::defaultWorkspacePath());
}

void WindowHost::open(const QString &path, Workspace::Access access)
{
    const bool isOpen = m_session && QFileInfo(path) == QFileInfo(m_session->workspace().path());
    if (isOpen && !m_session->workspace().isReadOnly())
        return;
    const QString pluginFolder =
        m_options.pluginFolder.isEmpty() ? Preferences::approvedPluginFolder() : m_options.pluginFolder;
    Result<std::unique_ptr<Session>> session =
        Session::open({.workspace = path, .approvedPluginFolder = pluginFolder, .retry = {}, .access = access});
    if (!session)
        return showProblem(path, session.error());
    if (access == Workspace::Access::Own)
        QSettings().setValue(lastKey, QFileInfo(path).absoluteFilePath());
    show(std::move(*session));
}

void WindowHost::show(std::unique_ptr<Session> session)
{
    m_window.reset();
    m_session = std::move(session);
    m_window = std::make_unique<MainWindow>(*m_session);
    // Queued: the window that asks is about to be replaced.
    connect(m_window.get(), &MainWindow::openRequested, this, &WindowHost::chooseExisting, Qt::QueuedConnection);
    connect(m_window.get(), &MainWindow::newRequested, this, &WindowHost::chooseNew, Qt::QueuedConnection);
    connect(m_window.get(), &MainWindow::closed, this, &WindowHost::finished, Qt::QueuedConnection);
    m_window->begin();
    m_window->show();
    QTimer::singleShot(0, m_window.get(), &MainWindow::lookForServers);
}

void WindowHost::showProblem(const QString &path, const Error &error)
{
    auto *problem = new WorkspaceProblem(path, error, m_window != nullptr, m_window.get());
    problem->setAttribute(Qt::WA_DeleteOnClose);
    connect(problem, &WorkspaceProblem::openRequested, this, &WindowHost::chooseExisting, Qt::QueuedConnection);
    connect(problem, &WorkspaceProblem::newRequested, this, &WindowHost::chooseNew, Qt::QueuedConnection);
    connect(
        problem, &WorkspaceProblem::readOnlyRequested, this, [this, path] { open(path, Workspace::Access::Read); },
        Qt::QueuedConnection);
    connect(problem, &QDialog::rejected, this, [this] {
        if (!m_window)
            emit finished();
    });
    m_failedPath = path;
    m_failure = error;
    m_problem = problem;
    problem->open();
}

bool WindowHost::mayReplaceWindow()
{
    if (!m_session || m_session->runs().running() == 0)
        return true;
    m_window->comparePage()->showProblem(tr("Answers are still under way"),
                                         tr("Stop them, or let them end, before another workspace is opened."));
    return false;
}

void WindowHost::chooseExisting()
{
    if (!mayReplaceWindow())
        return;
    auto *dialog = new QFileDialog(m_window.get(), tr("Open workspace"), QString(), fileFilter());
    dialog->setFileMode(QFileDialog::ExistingFile);
    choose(dialog);
}

void WindowHost::chooseNew()
{
    if (!mayReplaceWindow())
        return;
    auto *dialog = new QFileDialog(m_window.get(), tr("New workspace"), QString(), fileFilter());
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // an existing workspace is opened, never replaced
    choose(dialog);
}

void WindowHost::choose(QFileDialog *dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    // Queued: the window that the dialog belongs to may be replaced.
    connect(
        dialog, &QFileDialog::fileSelected, this, [this](const QString &path) { open(path); }, Qt::QueuedConnection);
    connect(dialog, &QDialog::rejected, this, [this] {
        if (!m_window)
            showProblem(m_failedPath, m_failure);
    });
    dialog->open();
}

} // namespace evenhand
