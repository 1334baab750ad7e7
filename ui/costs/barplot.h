// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QCPBars;
class QCustomPlot;

namespace evenhand {

// Bars with their names and figures. What they show is said to a screen reader as well; the table beside has it all.
class BarPlot : public QWidget
{
    Q_OBJECT
public:
    struct Bar
    {
        QString name;
        double value = 0;
        QString figure;        // beside the bar
        bool isMarked = false; // in the second colour, with a word in the figure

        bool operator==(const Bar &) const = default;
    };

    explicit BarPlot(Qt::Orientation orientation, QWidget *parent = nullptr);

    // title: what the bars are, for screen readers.
    void setBars(const QString &title, const QList<Bar> &bars);
    const QList<Bar> &bars() const { return m_bars; }

    QSize sizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void rebuild();
    double barShare() const;
    void addBars(bool marked);
    void addFigures();
    void setNames();
    QString elided(const QString &name) const;

    Qt::Orientation m_orientation;
    QCustomPlot *m_plot;
    QList<Bar> m_bars;
};

} // namespace evenhand
