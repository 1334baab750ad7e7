// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/answer/blockitem.h"

namespace evenhand {

// What is wider than its window is moved under it: the place, and a thin bar that shows and changes it.
class SideScroll
{
public:
    // The window and all that there is to see, in pixels; the place stays where that is possible.
    void setExtent(qreal window, qreal content);
    // Where the bar is; it is only there when it is needed.
    void setBar(const QRectF &bar) { m_bar = bar; }

    bool isNeeded() const { return m_content > m_window; }
    qreal value() const { return m_value; }
    // Both say whether the place changed.
    bool setValue(qreal value);
    bool show(qreal begin, qreal end); // brings a part of the content into the window

    bool isBarAt(QPointF point) const;
    bool press(QPointF point); // true: on the bar
    bool drag(QPointF point);
    void release() { m_grabbed = -1; }
    bool isDragged() const { return m_grabbed >= 0; }
    void paint(QPainter &painter, const Theme::Colors &colors, QPointF pointer) const;

private:
    qreal most() const;
    QRectF handle() const;

    QRectF m_bar;
    qreal m_window = 0;
    qreal m_content = 0;
    qreal m_value = 0;
    qreal m_grabbed = -1; // where on the handle; -1: nowhere
};

} // namespace evenhand
