// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/gridview.h"

#include "ui/models/gridmodel.h"
#include "ui/runs/griddelegate.h"
#include "ui/shell/theme.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>

namespace evenhand {
namespace {

// Names stand over the text of the cells.
class GridHeader final : public QHeaderView
{
    Q_OBJECT
public:
    explicit GridHeader(QWidget *parent)
        : QHeaderView(Qt::Horizontal, parent)
    {
        setFont(Theme::font(Theme::Face::Small));
    }

    QSize sizeHint() const override { return {0, fontMetrics().height() + 2 * Theme::step}; }

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override
    {
        const Theme::Colors &colors = Theme::colors();
        painter->fillRect(rect, colors.panel);
        painter->fillRect(rect.left(), rect.bottom(), rect.width(), 1, colors.line);
        painter->setFont(font());
        painter->setPen(colors.dim);
        painter->drawText(rect.adjusted(GridDelegate::inset, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                          model()->headerData(section, orientation()).toString());
    }
};

constexpr int numberWidth = 56;
constexpr int leastCase = 180;
constexpr int mostCase = 360;
constexpr int leastTarget = 188; // narrower, and the second line is cut

} // namespace

GridView::GridView(QWidget *parent)
    : QTableView(parent)
{
    setHorizontalHeader(new GridHeader(this));
    setItemDelegate(new GridDelegate(this));
    setAccessibleName(tr("Cases and answers"));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setCornerButtonEnabled(false);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    setEditTriggers(NoEditTriggers);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(false);
    horizontalHeader()->setMinimumSectionSize(numberWidth);
    viewport()->setBackgroundRole(QPalette::Window);
    fitRows();
}

void GridView::setModel(QAbstractItemModel *model)
{
    QTableView::setModel(model);
    connect(model, &QAbstractItemModel::modelReset, this, &GridView::fitColumns);
    fitColumns();
}

void GridView::fitRows()
{
    verticalHeader()->setDefaultSectionSize(GridDelegate::rowHeight());
}

// All targets are as wide as each other; with many of them the grid scrolls sideways.
void GridView::fitColumns()
{
    const int columns = model() ? model()->columnCount() : 0;
    if (columns <= GridModel::FirstTargetColumn)
        return;
    const int targets = columns - GridModel::FirstTargetColumn;
    const int wide = viewport()->width() - numberWidth;
    const int forCase = std::clamp(wide / (targets + 1), leastCase, mostCase);
    const int forTarget = std::max(leastTarget, (wide - forCase) / targets);
    horizontalHeader()->resizeSection(GridModel::NumberColumn, numberWidth);
    horizontalHeader()->resizeSection(GridModel::CaseColumn, std::max(forCase, wide - forTarget * targets));
    for (int column = GridModel::FirstTargetColumn; column < columns; ++column)
        horizontalHeader()->resizeSection(column, forTarget);
}

void GridView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        fitColumns();
}

void GridView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitRows();
}

bool GridView::hasCost(const QModelIndex &index) const
{
    return index.column() >= GridModel::FirstTargetColumn
           && !index.data(GridModel::EntryRole).value<GridEntry>().cost.isEmpty();
}

QModelIndex GridView::costAt(const QPoint &position) const
{
    const QModelIndex index = indexAt(position);
    return index.isValid() && GridDelegate::costRect(visualRect(index), index).contains(position) ? index
                                                                                                  : QModelIndex();
}

void GridView::keyPressEvent(QKeyEvent *event)
{
    const QModelIndex index = currentIndex();
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (index.isValid())
            emit opened(index);
        return;
    case Qt::Key_W:
        if (event->modifiers() == Qt::NoModifier && hasCost(index)) {
            emit costRequested(index);
            return;
        }
        break;
    default:
        break;
    }
    QTableView::keyPressEvent(event);
}

void GridView::mouseMoveEvent(QMouseEvent *event)
{
    QTableView::mouseMoveEvent(event);
    viewport()->setCursor(costAt(event->position().toPoint()).isValid() ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void GridView::mouseReleaseEvent(QMouseEvent *event)
{
    QTableView::mouseReleaseEvent(event);
    if (const QModelIndex index = costAt(event->position().toPoint());
        index.isValid() && event->button() == Qt::LeftButton)
        emit costRequested(index);
}

void GridView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (index.isValid() && event->button() == Qt::LeftButton)
        emit opened(index);
}

void GridView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byMouse = event->reason() == QContextMenuEvent::Mouse;
    const QModelIndex index = byMouse ? indexAt(event->pos()) : currentIndex();
    if (!index.isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QPersistentModelIndex kept(index);
    menu->addAction(tr("Open the answers"), QKeySequence(Qt::Key_Return), this, [this, kept] { emit opened(kept); });
    menu->addAction(tr("Why this cost"), QKeySequence(Qt::Key_W), this, [this, kept] { emit costRequested(kept); })
        ->setEnabled(hasCost(index));
    menu->popup(byMouse ? event->globalPos() : viewport()->mapToGlobal(visualRect(index).bottomLeft()));
}

} // namespace evenhand

#include "gridview.moc"
