// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/sidescroll.h"

#include <QPainter>

namespace evenhand {
namespace {

constexpr qreal leastHandle = 24; // pixels, to be hit
constexpr qreal reach = 4;        // above and below a thin bar that count as the bar

} // namespace

void SideScroll::setExtent(qreal window, qreal content)
{
    m_window = window;
    m_content = content;
    setValue(m_value);
}

qreal SideScroll::most() const
{
    return std::max(0.0, m_content - m_window);
}

bool SideScroll::setValue(qreal value)
{
    return std::exchange(m_value, std::clamp(value, 0.0, most())) != m_value;
}

bool SideScroll::show(qreal begin, qreal end)
{
    if (begin < m_value)
        return setValue(begin);
    return end > m_value + m_window && setValue(end - m_window);
}

QRectF SideScroll::handle() const
{
    const qreal width = std::min(m_bar.width(), std::max(leastHandle, m_bar.width() * m_window / m_content));
    const qreal x = most() > 0 ? (m_bar.width() - width) * m_value / most() : 0;
    return {m_bar.left() + x, m_bar.top(), width, m_bar.height()};
}

bool SideScroll::isBarAt(QPointF point) const
{
    return isNeeded() && m_bar.adjusted(0, -reach, 0, reach).contains(point);
}

bool SideScroll::press(QPointF point)
{
    if (!isBarAt(point))
        return false;
    const QRectF grip = handle();
    const bool onHandle = point.x() >= grip.left() && point.x() < grip.right();
    m_grabbed = onHandle ? point.x() - grip.left() : grip.width() / 2;
    drag(point);
    return true;
}

bool SideScroll::drag(QPointF point)
{
    const qreal room = m_bar.width() - handle().width();
    return m_grabbed >= 0 && room > 0 && setValue((point.x() - m_grabbed - m_bar.left()) / room * most());
}

void SideScroll::paint(QPainter &painter, const Theme::Colors &colors, QPointF pointer) const
{
    if (!isNeeded())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(isDragged() || isBarAt(pointer) ? colors.faint : colors.handle);
    painter.drawRoundedRect(handle(), m_bar.height() / 2, m_bar.height() / 2);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace evenhand
