// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/marks.h"

#include "app/core/target.h"
#include "ui/shell/theme.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr int badgeSize = 18;
constexpr int dotSize = 8;
constexpr int dotGap = 6;

} // namespace

LetterBadge::LetterBadge(int position, QWidget *parent)
    : QWidget(parent)
    , m_position(position)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setPosition(position);
}

void LetterBadge::setPosition(int position)
{
    m_position = position;
    setAccessibleName(position < 0 ? tr("Not in the lineup any more") : tr("Target %1").arg(targetLetter(position)));
    update();
}

QSize LetterBadge::sizeHint() const
{
    return {badgeSize, badgeSize};
}

void LetterBadge::paint(QPainter *painter, const QRect &rect, int position, const QFont &font)
{
    const bool former = position < 0;
    QFont face = font;
    face.setWeight(QFont::Bold);
    face.setPixelSize(rect.height() * 11 / badgeSize);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(former ? QPen(Theme::colors().faint) : QPen(Qt::NoPen));
    painter->setBrush(former ? QBrush(Qt::NoBrush) : QBrush(Theme::targetColor(position)));
    painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter->setFont(face);
    painter->setPen(former ? Theme::colors().dim : Theme::targetTextColor(position));
    painter->drawText(rect, Qt::AlignCenter, former ? u"–"_s : targetLetter(position));
    painter->restore();
}

void LetterBadge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint(&painter, rect(), m_position, font());
}

StateMark::StateMark(QWidget *parent)
    : QWidget(parent)
{
    setFont(Theme::font(Theme::Face::Figures));
    setForegroundRole(Theme::dimRole);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void StateMark::set(Tone tone, const QString &word)
{
    if (tone == m_tone && word == m_word)
        return;
    const bool wider = word.size() != m_word.size()
                       || fontMetrics().horizontalAdvance(word) != fontMetrics().horizontalAdvance(m_word);
    m_tone = tone;
    m_word = word;
    setAccessibleName(word);
    if (wider)
        updateGeometry();
    update();
}

QSize StateMark::sizeHint() const
{
    return {dotSize + dotGap + fontMetrics().horizontalAdvance(m_word) + 1, std::max(dotSize, fontMetrics().height())};
}

QColor StateMark::color(Tone tone)
{
    const Theme::Colors &c = Theme::colors();
    switch (tone) {
    case Tone::Quiet:
        return c.faint;
    case Tone::Active:
        return c.accent;
    case Tone::Good:
        return c.good;
    case Tone::Warning:
        return c.warning;
    case Tone::Bad:
        return c.bad;
    }
    Q_UNREACHABLE_RETURN(c.faint);
}

void StateMark::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(m_tone));
    painter.drawEllipse(QRectF(0, (height() - dotSize) / 2.0, dotSize, dotSize));
    painter.setPen(palette().color(foregroundRole()));
    painter.drawText(rect().adjusted(dotSize + dotGap, 0, 0, 0), Qt::AlignVCenter | Qt::TextSingleLine, m_word);
}

} // namespace evenhand
