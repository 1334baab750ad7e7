// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/compare/historydelegate.h"

#include "ui/models/historymodel.h"
#include "ui/shell/theme.h"

#include <QPainter>

namespace evenhand {
namespace {

constexpr int outer = 6;  // beside the rounded field of an entry
constexpr int inner = 10; // inside it
constexpr int above = 6;

} // namespace

QSize HistoryDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int small = QFontMetrics(Theme::font(Theme::Face::Small)).height();
    if (index.data(HistoryModel::HeadRole).toBool())
        return {0, small + 10 + Theme::halfStep};
    return {0, option.fontMetrics.height() + 2 + small + 2 * above};
}

void HistoryDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme::Colors &colors = Theme::colors();
    const QFont smallFont = Theme::font(Theme::Face::Small);
    const QFontMetrics small(smallFont);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (index.data(HistoryModel::HeadRole).toBool()) {
        painter->setFont(smallFont);
        painter->setPen(colors.dim);
        painter->drawText(option.rect.adjusted(14, 10, -14, -Theme::halfStep), Qt::AlignLeft | Qt::AlignVCenter,
                          index.data().toString());
        painter->restore();
        return;
    }
    const QRect field = option.rect.adjusted(outer, 0, -outer, 0);
    const bool selected = option.state & QStyle::State_Selected;
    const bool focused = (option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_KeyboardFocusChange);
    if (selected || (option.state & QStyle::State_MouseOver) || focused) {
        painter->setPen(focused ? QPen(colors.accent, 2) : QPen(Qt::NoPen));
        painter->setBrush(selected ? colors.accentSoft : colors.sunk);
        painter->drawRoundedRect(QRectF(field).adjusted(1, 1, -1, -1), Theme::radius, Theme::radius);
    }
    const QRect text = field.adjusted(inner, above, -inner, -above);
    QFont title = option.font;
    title.setWeight(QFont::Medium);
    const QFontMetrics metrics(title);
    painter->setFont(title);
    painter->setPen(colors.text);
    painter->drawText(text.left(), text.top() + metrics.ascent(),
                      metrics.elidedText(index.data().toString(), Qt::ElideRight, text.width()));
    painter->setFont(smallFont);
    painter->setPen(colors.dim);
    painter->drawText(text.left(), text.bottom() - small.descent(),
                      small.elidedText(index.data(HistoryModel::DetailRole).toString(), Qt::ElideRight, text.width()));
    painter->restore();
}

} // namespace evenhand
