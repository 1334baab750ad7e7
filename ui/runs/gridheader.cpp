// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/gridheader.h"

#include "ui/models/gridmodel.h"
#include "ui/runs/griddelegate.h"
#include "ui/shell/theme.h"

#include <QHelpEvent>
#include <QPainter>

namespace evenhand {

GridHeader::GridHeader(QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
{
    setFont(Theme::font(Theme::Face::Small));
    setHighlightSections(false);
    setSectionsClickable(false);
}

int GridHeader::frozenWidth() const
{
    return sectionSize(GridModel::NumberColumn) + sectionSize(GridModel::CaseColumn);
}

QRect GridHeader::frozenRect(int section, const QRect &viewport) const
{
    const QRect rect(sectionPosition(section), viewport.top(), sectionSize(section), viewport.height());
    return QStyle::visualRect(layoutDirection(), viewport, rect);
}

QSize GridHeader::sizeHint() const
{
    return {0, fontMetrics().height() + 2 * Theme::step};
}

void GridHeader::paintEvent(QPaintEvent *event)
{
    QHeaderView::paintEvent(event);
    if (offset() == 0)
        return;
    QPainter painter(viewport());
    for (const int section : {GridModel::NumberColumn, GridModel::CaseColumn})
        paintSection(&painter, frozenRect(section, viewport()->rect()), section);
}

void GridHeader::paintSection(QPainter *painter, const QRect &rect, int section) const
{
    const Theme::Colors &colors = Theme::colors();
    painter->fillRect(rect, colors.panel);
    painter->fillRect(rect.left(), rect.bottom(), rect.width(), 1, colors.line);
    painter->setFont(font());
    painter->setPen(colors.dim);
    painter->drawText(rect.adjusted(GridDelegate::inset, 0, -GridDelegate::inset, 0),
                      QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft) | Qt::AlignVCenter,
                      model()->headerData(section, orientation()).toString());
}

bool GridHeader::viewportEvent(QEvent *event)
{
    const bool isUnderneath =
        event->type() == QEvent::ToolTip && offset() > 0
        && frozenRect(GridModel::CaseColumn, viewport()->rect()).contains(static_cast<QHelpEvent *>(event)->pos());
    return isUnderneath || QHeaderView::viewportEvent(event);
}

} // namespace evenhand
