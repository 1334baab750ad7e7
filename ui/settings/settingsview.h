// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QHBoxLayout;
class QPushButton;
QT_END_NAMESPACE

namespace evenhand {

class CredentialStore;
class PluginCatalog;
class RunEngine;
class Workspace;

// What the settings work on; all of it outlives the page.
struct SettingsContext
{
    Workspace &workspace;
    PluginCatalog &plugins;
    CredentialStore &credentials;
    RunEngine &engine;
};

// One view of the settings page: its body, its title and what stands at the right of the bar.
class SettingsView : public QWidget
{
    Q_OBJECT
public:
    explicit SettingsView(const QString &title, QWidget *parent = nullptr);

    QString title() const { return m_title; }
    void setTitle(const QString &title);

    // Shown in the page's bar while the view is.
    QWidget *barActions() const { return m_actions; }
    // There is a view that it came from.
    bool canGoBack() const { return m_canGoBack; }

signals:
    void titleChanged(const QString &title);
    void backRequested();

protected:
    void setCanGoBack();
    QPushButton *addBarAction(const QString &text, const QKeySequence &shortcut = {});

private:
    QString m_title;
    bool m_canGoBack = false;
    QWidget *m_actions;
    QHBoxLayout *m_bar;
};

} // namespace evenhand
