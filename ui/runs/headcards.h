// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/run.h"
#include "app/store/gridfigures.h"

#include <QSet>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QBoxLayout;
class QGridLayout;
class QLabel;
QT_END_NAMESPACE

namespace evenhand {

// What the answers of one target come to.
class HeadCard : public QWidget
{
    Q_OBJECT
public:
    // judged: the suite has checks.
    HeadCard(int position, const RunTarget &target, bool judged, QWidget *parent = nullptr);

    void setFigures(const TargetFigures &figures);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Figure
    {
        QWidget *column;
        QLabel *value;
        QLabel *caption;
    };

    Figure addFigure(QBoxLayout *line, const QString &caption, const QString &tip);
    void caption();

    Figure m_done;
    Figure m_half;
    Figure m_most;
    Figure m_cost;
    const bool m_judged;
};

// The targets of a run side by side, at most four to a line.
class HeadCards : public QWidget
{
    Q_OBJECT
public:
    explicit HeadCards(QWidget *parent = nullptr);

    void setRun(const RunSpec &spec);
    void setFigures(const QList<TargetFigures> &figures);
    void setHidden(const QSet<int> &positions);

private:
    void place();

    QGridLayout *m_layout;
    QList<HeadCard *> m_cards;
    QSet<int> m_hidden;
};

} // namespace evenhand
