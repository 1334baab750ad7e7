// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/target.h"
#include "ui/models/cellmodel.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
class QPushButton;
QT_END_NAMESPACE

namespace evenhand {

class ElidedLabel;
class LetterBadge;
class MetricsLine;
class StateMark;

// A target as a pane shows it.
struct PaneTarget
{
    int position = -1; // in the lineup; -1: not in it any more
    Target target;
    QString channel;           // its name
    bool illustrative = false; // what it answers was written or recorded beforehand

    bool operator==(const PaneTarget &) const = default;
};

// Letter, model, channel and state; under them the figures.
class PaneHead : public QWidget
{
    Q_OBJECT
public:
    explicit PaneHead(QWidget *parent = nullptr);

    void setTarget(const PaneTarget &target);
    // Null: nothing was asked yet.
    void setCell(const CellModel *cell, const Clock &clock);

    QString stateWord() const;
    QString metrics() const; // with the cost

signals:
    void costRequested(); // how it came about

private:
    LetterBadge *m_badge;
    ElidedLabel *m_model;
    ElidedLabel *m_channel;
    QLabel *m_illustrative;
    StateMark *m_state;
    MetricsLine *m_metrics;
    QPushButton *m_cost;
};

} // namespace evenhand
