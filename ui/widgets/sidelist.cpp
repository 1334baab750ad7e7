// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/sidelist.h"

#include "ui/shell/theme.h"

#include <QPainter>
#include <QStyledItemDelegate>

namespace evenhand {
namespace {

constexpr int outside = 6; // from the list's edge to the field of what is selected
constexpr int above = 7;   // from the field's edge to the text

class SideListDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const int small = QFontMetrics(Theme::font(Theme::Face::Small)).height();
        const int line = option.fontMetrics.height();
        if (index.data(SideList::GroupRole).toBool())
            return {0, small + Theme::step + 2 * Theme::halfStep};
        const bool two = !index.data(SideList::DetailRole).toString().isEmpty();
        return {0, 2 * above + line + (two ? small + 1 : 0)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painter->save();
        if (index.data(SideList::GroupRole).toBool())
            paintGroup(painter, option, index);
        else
            paintName(painter, option, index);
        painter->restore();
    }

private:
    static void paintLine(QPainter *painter, const QRect &rect, const QFont &font, const QColor &ink,
                          const QString &text)
    {
        painter->setFont(font);
        painter->setPen(ink);
        painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                          QFontMetrics(font).elidedText(text, Qt::ElideMiddle, rect.width()));
    }

    static void paintGroup(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index)
    {
        const QRect text = option.rect.adjusted(2 * outside + 2, Theme::step, -2 * outside, 0);
        paintLine(painter, text, Theme::font(Theme::Face::Small), Theme::colors().dim, index.data().toString());
    }

    static void paintName(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index)
    {
        const Theme::Colors &c = Theme::colors();
        const QRect field = option.rect.adjusted(outside, 0, -outside, 0);
        const bool selected = option.state & QStyle::State_Selected;
        if (selected || (option.state & QStyle::State_MouseOver)) {
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(Qt::NoPen);
            painter->setBrush(selected ? c.accentSoft : c.sunk);
            painter->drawRoundedRect(field, Theme::radius, Theme::radius);
        }
        QRect text = field.adjusted(14 - outside, above, -Theme::step, -above);
        if (const QIcon icon = index.data(Qt::DecorationRole).value<QIcon>(); !icon.isNull()) {
            const QRect at(text.left(), field.center().y() - Theme::iconSize / 2 + 1, Theme::iconSize, Theme::iconSize);
            icon.paint(painter, at, Qt::AlignCenter, QIcon::Normal, selected ? QIcon::On : QIcon::Off);
            text.setLeft(at.right() + 1 + 2 * Theme::halfStep + 2);
        }
        QFont font = option.font;
        font.setWeight(QFont::Medium);
        const QFont small = Theme::font(Theme::Face::Small);
        QRect first = text;
        first.setHeight(option.fontMetrics.height());
        paintLine(painter, first, font, c.text, index.data().toString());
        QRect second = text;
        second.setTop(second.bottom() - QFontMetrics(small).height() + 1);
        paintLine(painter, second, small, c.dim, index.data(SideList::DetailRole).toString());
    }
};

} // namespace

SideList::SideList(QWidget *parent)
    : QListView(parent)
{
    setItemDelegate(new SideListDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
}

QStandardItem *SideList::groupItem(const QString &title)
{
    auto *item = new QStandardItem(title);
    item->setData(true, GroupRole);
    item->setFlags(Qt::NoItemFlags); // arrow keys pass over it
    return item;
}

QStandardItem *SideList::nameItem(const QString &name, const QString &detail)
{
    auto *item = new QStandardItem(name);
    item->setData(detail, DetailRole);
    if (!detail.isEmpty())
        item->setData(detail, Qt::AccessibleDescriptionRole);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    return item;
}

void SideList::focusInEvent(QFocusEvent *event)
{
    const bool hadCurrent = currentIndex().isValid();
    QListView::focusInEvent(event);
    if (!hadCurrent && currentIndex().isValid())
        selectionModel()->select(currentIndex(), QItemSelectionModel::ClearAndSelect);
}

} // namespace evenhand

#include "sidelist.moc"
