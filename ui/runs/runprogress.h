// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/engine/channelload.h"
#include "app/service/batch.h"
#include "app/store/gridfigures.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
QT_END_NAMESPACE

namespace evenhand {

class ElidedLabel;

// Done and failed shares of a whole.
class ShareBar : public QWidget
{
    Q_OBJECT
public:
    explicit ShareBar(QWidget *parent = nullptr);

    void set(qsizetype done, qsizetype failed, qsizetype all);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    qsizetype m_done = 0;
    qsizetype m_failed = 0;
    qsizetype m_all = 0;
};

// How far a run is, what it cost, and what its channels are doing.
class RunProgress : public QWidget
{
    Q_OBJECT
public:
    // What is said of a run. Pace, loads and state matter while it is sent only.
    struct Facts
    {
        QList<TargetFigures> figures;
        std::optional<Money> budget;
        std::optional<Batch::State> state; // none: it is not being sent
        std::optional<double> rate;
        std::optional<std::chrono::seconds> left;
        QMap<QString, qint64> expected; // of the whole run, in nano by currency
        QList<ChannelLoad> loads;
    };

    explicit RunProgress(QWidget *parent = nullptr);

    void show(const Facts &facts);

    QString count() const;
    QString pace() const;
    QString cost() const;
    QString queue() const;

private:
    ShareBar *m_bar;
    QLabel *m_count;
    QLabel *m_of;
    QLabel *m_pace;
    QLabel *m_spent;
    ElidedLabel *m_cost;
    ElidedLabel *m_queue;
};

} // namespace evenhand
