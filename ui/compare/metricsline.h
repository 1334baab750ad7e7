// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/cellmodel.h"

#include <QWidget>

namespace evenhand {

// The figures under a pane's head, on one line: a value in ink and its unit in grey. Each figure keeps the room of its
// widest value, so that nothing jumps while it counts; what does not fit is left out from the right and stands in the
// tooltip, which says everything.
class MetricsLine : public QWidget
{
    Q_OBJECT
public:
    struct Figure
    {
        QString before; // in grey
        QString value;
        QString after;  // in grey
        QString widest; // a value that needs as much room as any usual one

        bool operator==(const Figure &) const = default;
    };

    explicit MetricsLine(QWidget *parent = nullptr);

    void setFigures(const QList<Figure> &figures, const QString &details);
    QString text() const; // all figures, as a screen reader gets them

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int widthOf(const Figure &figure) const;

    QList<Figure> m_figures;
    QFont m_strong;
};

// What is known of the cell's present attempt, and the tooltip with every bucket and phase. A null cell: nothing.
QList<MetricsLine::Figure> metricsOf(const CellModel *cell);
QString metricsDetails(const CellModel *cell);

} // namespace evenhand
