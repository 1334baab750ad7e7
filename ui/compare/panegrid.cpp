// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/compare/panegrid.h"

#include "ui/compare/answerpane.h"
#include "ui/shell/theme.h"

#include <QGridLayout>
#include <QPainter>

namespace evenhand {
namespace {

// The hairlines are what the tiles leave of it.
class Ground final : public QWidget
{
protected:
    void paintEvent(QPaintEvent *) override { QPainter(this).fillRect(rect(), Theme::colors().line); }
};

} // namespace

Tiling tilingFor(int tiles, const QSize &available, const QSize &least)
{
    if (tiles <= 1 || tiles * least.width() <= available.width() || available.height() < 2 * least.height())
        return {.rows = 1, .columns = std::max(1, tiles)};
    return {.rows = 2, .columns = (tiles + 1) / 2};
}

PaneGrid::PaneGrid(QWidget *parent)
    : QScrollArea(parent)
    , m_content(new Ground)
    , m_grid(new QGridLayout(m_content))
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(1);
    setWidget(m_content);
}

void PaneGrid::setTiles(const QList<QWidget *> &tiles)
{
    for (QWidget *old : std::as_const(m_tiles)) {
        if (!tiles.contains(old))
            delete old;
    }
    m_tiles = tiles;
    if (!m_tiles.contains(m_maximised))
        m_maximised = nullptr;
    for (QWidget *tile : tiles) {
        tile->setParent(m_content);
        tile->raise(); // the order of the tree is theirs
    }
    arrange();
}

void PaneGrid::setMaximised(QWidget *tile)
{
    m_maximised = tile;
    arrange();
}

void PaneGrid::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    if (tiling() != m_tiling)
        arrange();
}

Tiling PaneGrid::tiling() const
{
    const int shown = m_maximised ? 1 : int(m_tiles.size());
    return tilingFor(shown, size(), {AnswerPane::leastWidth, AnswerPane::leastHeight});
}

void PaneGrid::arrange()
{
    m_tiling = tiling();
    qDeleteAll(std::exchange(m_fillers, {}));
    while (QLayoutItem *item = m_grid->takeAt(0))
        delete item;
    for (int row = 0; row < std::max(m_tiling.rows, m_grid->rowCount()); ++row)
        m_grid->setRowStretch(row, row < m_tiling.rows ? 1 : 0);
    for (int column = 0; column < std::max(m_tiling.columns, m_grid->columnCount()); ++column)
        m_grid->setColumnStretch(column, column < m_tiling.columns ? 1 : 0);

    int place = 0;
    for (QWidget *tile : std::as_const(m_tiles)) {
        const bool visible = !m_maximised || tile == m_maximised;
        tile->setVisible(visible);
        if (!visible)
            continue;
        m_grid->addWidget(tile, place / m_tiling.columns, place % m_tiling.columns);
        ++place;
    }
    for (; place < m_tiling.rows * m_tiling.columns; ++place) {
        m_fillers.append(new QWidget(m_content));
        m_fillers.last()->setAutoFillBackground(true);
        m_grid->addWidget(m_fillers.last(), place / m_tiling.columns, place % m_tiling.columns);
    }
}

} // namespace evenhand
