// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/compare/differences.h"

#include <QScrollArea>

QT_BEGIN_NAMESPACE
class QGridLayout;
QT_END_NAMESPACE

namespace evenhand {

// What can be counted in the answers, a line for each pane.
class FiguresTable : public QScrollArea
{
    Q_OBJECT
public:
    explicit FiguresTable(QWidget *parent = nullptr);

    void setSides(const QList<Differences::Side> &sides);

    static QStringList heads();
    // Under the heads; one sentence where there is nothing to count.
    static QStringList cells(const Differences::Side &side);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void rebuild();
    void addLine(const Differences::Side &side, int row);

    QList<Differences::Side> m_sides;
    QGridLayout *m_grid;
};

} // namespace evenhand
