// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/tableview.h"

#include "ui/shell/theme.h"

#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>

namespace evenhand {
namespace {

class TableDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setInk(TableView::Ink ink) { m_ink = std::move(ink); }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QSize size = QStyledItemDelegate::sizeHint(option, index);
        return {size.width() + 2 * Theme::step, option.fontMetrics.height() + 2 * Theme::step + 1};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        painter->fillRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1, Theme::colors().line);
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const Theme::Colors &c = Theme::colors();
        QColor ink = m_ink ? m_ink(index) : QColor();
        if (!ink.isValid())
            ink = index.column() == 0 ? c.text : c.dim;
        option->palette.setColor(QPalette::Text, ink);
        option->palette.setColor(QPalette::HighlightedText, ink);
        if (index.column() == 0)
            option->font.setWeight(QFont::Medium);
        option->textElideMode = Qt::ElideMiddle;
        option->state &= ~QStyle::State_HasFocus; // the selected row says where the keyboard is
    }

private:
    TableView::Ink m_ink;
};

} // namespace

TableView::TableView(QWidget *parent)
    : QTreeView(parent)
{
    setItemDelegate(new TableDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setMouseTracking(true);
    header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header()->setHighlightSections(false);
    header()->setStretchLastSection(true);
}

void TableView::setInk(Ink ink)
{
    static_cast<TableDelegate *>(itemDelegate())->setInk(std::move(ink));
    viewport()->update();
}

void TableView::setColumnCharacters(const QList<int> &characters)
{
    for (int column = 0; column < characters.size(); ++column)
        header()->resizeSection(column, characters.at(column) * fontMetrics().averageCharWidth() + 2 * Theme::step);
}

} // namespace evenhand

#include "tableview.moc"
