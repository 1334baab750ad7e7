// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/service/session.h"

#include <QTemporaryDir>

namespace evenhand {

class MainWindow;
class PacedServer;

// The program's own window over a workspace of its own, with panes into which the server streams.
class StreamingWindow : public QObject
{
public:
    // Returns when all panes stream.
    static Result<std::unique_ptr<StreamingWindow>> open(const PacedServer &server, const QString &pluginFolder,
                                                         int panes);
    ~StreamingWindow() override;

    RunEngine &engine() { return m_session->engine(); }
    int streaming() const;     // panes that stream at this moment
    qint64 characters() const; // that arrived in the panes
    qint64 paints() const { return m_paints; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override; // counts what is painted

private:
    StreamingWindow() = default;
    Result<void> send(const PacedServer &server, int panes);
    QList<Cell> cells() const;

    QTemporaryDir m_folder;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;
    qint64 m_paints = 0;
};

} // namespace evenhand
