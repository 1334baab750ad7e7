// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/tableview.h"

#include "ui/shell/theme.h"

#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

// The first column begins where the page's other text does.
int indentOf(int column)
{
    return column == 0 ? Theme::edge : Theme::step;
}

// Column heads in the small face, with the order where the table is sorted.
class TableHeader final : public QHeaderView
{
    Q_OBJECT
public:
    explicit TableHeader(QWidget *parent)
        : QHeaderView(Qt::Horizontal, parent)
    {
        setFont(Theme::font(Theme::Face::Small));
        setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        setStretchLastSection(true);
        setMinimumSectionSize(4 * Theme::step);
    }

    QSize sizeHint() const override { return {0, fontMetrics().height() + 2 * Theme::step}; }

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override
    {
        const Theme::Colors &c = Theme::colors();
        painter->fillRect(rect, c.panel);
        painter->fillRect(rect.left(), rect.bottom(), rect.width(), 1, c.line);
        const bool sorted = isSortIndicatorShown() && sortIndicatorSection() == section;
        const QString arrow = !sorted ? QString() : sortIndicatorOrder() == Qt::AscendingOrder ? u" ↑"_s : u" ↓"_s;
        const QRect text = rect.adjusted(indentOf(section), 0, -Theme::step, 0);
        const int alignment = model()->headerData(section, orientation(), Qt::TextAlignmentRole).toInt();
        painter->setFont(font());
        painter->setPen(c.dim);
        painter->drawText(text, (alignment ? alignment : int(defaultAlignment())) | Qt::TextSingleLine,
                          fontMetrics().elidedText(model()->headerData(section, orientation()).toString() + arrow,
                                                   Qt::ElideRight, text.width()));
    }
};

class TableDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setInk(TableView::Ink ink) { m_ink = std::move(ink); }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const int width = QFontMetrics(fontOf(option, index)).horizontalAdvance(index.data().toString());
        return {indentOf(index.column()) + width + 2 * Theme::step, option.fontMetrics.height() + 2 * Theme::step + 1};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Theme::Colors &c = Theme::colors();
        const QStyle *style = option.widget->style();
        style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
        painter->fillRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1, c.line);

        const QFont font = fontOf(option, index);
        QColor ink = m_ink ? m_ink(index) : QColor();
        if (!ink.isValid())
            ink = index.column() == 0 ? c.text : c.dim;
        const QRect text = option.rect.adjusted(indentOf(index.column()), 0, -Theme::step, -1);
        const int alignment = index.data(Qt::TextAlignmentRole).toInt();
        painter->save();
        painter->setFont(font);
        painter->setPen(ink);
        painter->drawText(text, (alignment ? alignment : int(Qt::AlignLeft | Qt::AlignVCenter)) | Qt::TextSingleLine,
                          QFontMetrics(font).elidedText(index.data().toString(), elisionOf(index), text.width()));
        painter->restore();
    }

private:
    // Names and addresses differ at their ends; sentences say the most at their beginning.
    static Qt::TextElideMode elisionOf(const QModelIndex &index)
    {
        const bool sentence = index.column() > 0 && index.data().toString().contains(u' ');
        return sentence ? Qt::ElideRight : Qt::ElideMiddle;
    }
    static QFont fontOf(const QStyleOptionViewItem &option, const QModelIndex &index)
    {
        QFont font = option.font;
        if (index.column() == 0)
            font.setWeight(QFont::Medium);
        return font;
    }

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
    setHeader(new TableHeader(this));
}

void TableView::setInk(Ink ink)
{
    static_cast<TableDelegate *>(itemDelegate())->setInk(std::move(ink));
    viewport()->update();
}

void TableView::setColumnCharacters(const QList<int> &characters)
{
    for (int column = 0; column < characters.size(); ++column)
        header()->resizeSection(column, characters.at(column) * fontMetrics().averageCharWidth() + indentOf(column)
                                            + Theme::step);
}

} // namespace evenhand

#include "tableview.moc"
