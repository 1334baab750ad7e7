// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

namespace evenhand::cli {

// Makes signals of SIGINT and SIGTERM while it lives. The second one ends the process at once, with 130.
class Interrupt : public QObject
{
    Q_OBJECT
public:
    explicit Interrupt(QObject *parent = nullptr);
    ~Interrupt() override;

    bool wasRequested() const { return m_requested; }

signals:
    void requested();

private:
    void read();

    bool m_requested = false;
};

} // namespace evenhand::cli
