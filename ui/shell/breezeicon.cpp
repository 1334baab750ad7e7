// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/breezeicon.h"

#include "ui/shell/theme.h"

#include <QFile>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

QColor inkFor(QIcon::Mode mode, QIcon::State state)
{
    const Theme::Colors &colors = Theme::colors();
    if (mode == QIcon::Disabled)
        return colors.faint;
    if (mode == QIcon::Selected)
        return colors.onAccent;
    return state == QIcon::On ? colors.accent : colors.dim;
}

QByteArray recoloured(const QString &path, const QColor &ink)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArray svg = file.readAll();
    const qsizetype rule = svg.indexOf(".ColorScheme-Text");
    const qsizetype begin = rule < 0 ? -1 : svg.indexOf('{', rule);
    const qsizetype end = begin < 0 ? -1 : svg.indexOf('}', begin);
    if (end > begin)
        svg.replace(begin, end - begin, "{color:" + ink.name().toLatin1() + ';');
    return svg;
}

} // namespace

BreezeIconEngine::BreezeIconEngine(const QString &name)
    : m_name(name)
{
}

// The set has drawings of their own for 16 and 22 pixels; larger ones are the same shapes with finer lines.
QString BreezeIconEngine::file(int extent) const
{
    for (const int size : {extent < 22 ? 16 : 22, extent < 22 ? 22 : 16, 32}) {
        QString path = u":/icons/breeze/actions/%1/%2.svg"_s.arg(size).arg(m_name);
        if (QFile::exists(path))
            return path;
    }
    return {};
}

void BreezeIconEngine::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state)
{
    painter->drawPixmap(rect, scaledPixmap(rect.size() * painter->device()->devicePixelRatio(), mode, state,
                                           painter->device()->devicePixelRatio()));
}

QPixmap BreezeIconEngine::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state)
{
    return scaledPixmap(size, mode, state, 1.0);
}

// `size` is in device pixels.
QPixmap BreezeIconEngine::scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale)
{
    const QColor ink = inkFor(mode, state);
    const QString key =
        u"breeze/%1/%2x%3/%4/%5"_s.arg(m_name).arg(size.width()).arg(size.height()).arg(ink.name()).arg(scale);
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = QPixmap(size);
        pixmap.fill(Qt::transparent);
        QSvgRenderer renderer(recoloured(file(qRound(size.height() / scale)), ink));
        QPainter painter(&pixmap);
        renderer.render(&painter, QRectF(QPointF(), size));
        painter.end();
        QPixmapCache::insert(key, pixmap);
    }
    pixmap.setDevicePixelRatio(scale);
    return pixmap;
}

QIconEngine *BreezeIconEngine::clone() const
{
    return new BreezeIconEngine(m_name);
}

bool BreezeIconEngine::isNull()
{
    return file(Theme::iconSize).isEmpty();
}

} // namespace evenhand
