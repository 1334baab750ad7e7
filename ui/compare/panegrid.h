// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QScrollArea>

QT_BEGIN_NAMESPACE
class QGridLayout;
QT_END_NAMESPACE

namespace evenhand {

struct Tiling
{
    int rows = 1;
    int columns = 1;

    bool operator==(const Tiling &) const = default;
};

// One row while every tile has its least width, else two where the height allows. The grid may be wider than what is
// available: it is scrolled then.
Tiling tilingFor(int tiles, const QSize &available, const QSize &least);

// Tiles with hairlines between them, all of the same size. One of them can have all the room.
class PaneGrid : public QScrollArea
{
    Q_OBJECT
public:
    explicit PaneGrid(QWidget *parent = nullptr);

    // In order. The grid owns its tiles; those that are not named any more are deleted.
    void setTiles(const QList<QWidget *> &tiles);
    const QList<QWidget *> &tiles() const { return m_tiles; }

    QWidget *maximised() const { return m_maximised; } // null: none
    void setMaximised(QWidget *tile);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    Tiling tiling() const;
    void arrange();

    QWidget *m_content;
    QGridLayout *m_grid;
    QList<QWidget *> m_tiles;
    QList<QWidget *> m_fillers; // of places without a tile
    Tiling m_tiling;
    QWidget *m_maximised = nullptr;
};

} // namespace evenhand
