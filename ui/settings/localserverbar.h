// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/service/localservers.h"

#include <QTimer>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
class QMenu;
class QPushButton;
class QToolButton;
QT_END_NAMESPACE

namespace evenhand {

// Asks whether a server that was found on this machine is to be a channel: a quiet bar, one server at a time, hidden
// while there is nothing to ask.
class LocalServerBar : public QWidget
{
    Q_OBJECT
public:
    explicit LocalServerBar(LocalServers &servers, QWidget *parent = nullptr);

    QString text() const;

signals:
    // A channel is new; its models may be used as targets.
    void added(const evenhand::Channel &channel);
    void targetsRequested(const evenhand::Channel &channel, const QList<evenhand::ModelInfo> &models);
    // The person wants to fill in the channel's form.
    void formRequested(const evenhand::Channel &draft);

private:
    void enqueue(const LocalServer &server);
    void showNext();
    void offer();
    void add(const Channel &candidate);
    void showAdded(const Channel &channel, const QList<ModelInfo> &models);
    void showFailed(const Channel &candidate, const Error &error);
    void decline();
    void present(const QString &text, const QString &first, const QString &second);

    LocalServers &m_servers;
    QList<LocalServer> m_queue; // the first is the one that is shown
    QTimer m_patience;
    QLabel *m_text;
    QPushButton *m_first;
    QPushButton *m_second;
    QToolButton *m_close;
    QMenu *m_choices;
    std::function<void()> m_onFirst;
    std::function<void()> m_onSecond;
};

} // namespace evenhand
