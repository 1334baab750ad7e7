// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHeaderView>

namespace evenhand {

// Names over the text of a grid's cells. Those of number and case stay while the targets scroll under them.
class GridHeader final : public QHeaderView
{
    Q_OBJECT
public:
    explicit GridHeader(QWidget *parent = nullptr);

    int frozenWidth() const;
    // Where a column that stays is drawn, from top to bottom of such a viewport.
    QRect frozenRect(int section, const QRect &viewport) const;

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;
    bool viewportEvent(QEvent *event) override;
};

} // namespace evenhand
