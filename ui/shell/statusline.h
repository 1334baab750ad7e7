// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/store/coststore.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
QT_END_NAMESPACE

namespace evenhand {

class ElidedLabel;

// What is always said: the workspace, what is running, this month's cost, and whom the program talks to.
class StatusLine : public QWidget
{
    Q_OBJECT
public:
    explicit StatusLine(QWidget *parent = nullptr);

    void setWorkspace(const QString &name, const QString &path, bool readOnly);
    void setRunning(int cells);
    void setCost(const std::optional<SpendingSum> &month); // no value: it cannot be read
    void setOrigins(const QStringList &origins); // "scheme://host:port"

    QString text() const; // all of it

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ElidedLabel *m_workspace;
    QLabel *m_running;
    QLabel *m_cost;
    ElidedLabel *m_network;
};

} // namespace evenhand
