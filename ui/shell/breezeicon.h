// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QIconEngine>

namespace evenhand {

// Draws an SVG of the Breeze set from its resources. The set's drawings take their colour from one style rule, which is
// replaced by the theme's colour for the mode and state asked for.
class BreezeIconEngine final : public QIconEngine
{
public:
    explicit BreezeIconEngine(const QString &name);

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override;
    QIconEngine *clone() const override;
    QString iconName() override { return m_name; }
    bool isNull() override;

private:
    QString file(int extent) const;

    QString m_name;
};

} // namespace evenhand
