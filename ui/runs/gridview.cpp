// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/gridview.h"

#include "ui/models/gridmodel.h"
#include "ui/runs/griddelegate.h"
#include "ui/runs/gridheader.h"
#include "ui/shell/theme.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

namespace evenhand {
namespace {

constexpr int numberWidth = 56;
constexpr int leastCase = 144;
constexpr int usualCase = 180;
constexpr int mostCase = 360;
constexpr int leastTarget = 188; // narrower, and the second line is cut

} // namespace

GridView::GridView(QWidget *parent)
    : QTableView(parent)
    , m_delegate(new GridDelegate(this))
    , m_header(new GridHeader(this))
{
    setHorizontalHeader(m_header);
    setItemDelegate(m_delegate);
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
    m_header->setSectionResizeMode(QHeaderView::Fixed);
    m_header->setMinimumSectionSize(numberWidth);
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
    verticalHeader()->setDefaultSectionSize(m_delegate->rowHeight());
}

QList<int> GridView::shownTargets() const
{
    QList<int> columns;
    for (int column = GridModel::FirstTargetColumn; model() && column < model()->columnCount(); ++column) {
        if (!isColumnHidden(column))
            columns.append(column);
    }
    return columns;
}

// All targets are as wide as each other; with many of them, where narrow names do not help, the grid scrolls sideways.
void GridView::fitColumns()
{
    const QList<int> targets = shownTargets();
    if (targets.isEmpty())
        return;
    const int number = int(targets.size());
    const int wide = viewport()->width() - numberWidth;
    const int forCase = std::clamp(wide / (number + 1), usualCase, mostCase);
    const int forTarget = std::max(leastTarget, (wide - forCase) / number);
    const int rest = wide - forTarget * number;
    m_header->resizeSection(GridModel::NumberColumn, numberWidth);
    m_header->resizeSection(GridModel::CaseColumn, rest >= leastCase ? rest : forCase);
    for (const int column : targets)
        m_header->resizeSection(column, forTarget);
}

void GridView::showColumns(const SecondLine &shown, const QSet<int> &hidden)
{
    m_delegate->setSecondLine(shown);
    fitRows();
    for (int column = GridModel::FirstTargetColumn; column < model()->columnCount(); ++column)
        setColumnHidden(column, hidden.contains(column - GridModel::FirstTargetColumn));
    fitColumns();
    if (const QList<int> targets = shownTargets();
        currentIndex().column() >= GridModel::FirstTargetColumn && !targets.contains(currentIndex().column()))
        setCurrentIndex(currentIndex().siblingAtColumn(targets.value(0, GridModel::CaseColumn)));
    viewport()->update();
}

void GridView::goToFailed(int by)
{
    const QList<int> targets = shownTargets();
    const int all = model()->rowCount() * int(targets.size());
    const QModelIndex now = currentIndex();
    // A cell that is no target's stands before the first one of its row.
    const int place = int(targets.indexOf(now.column()));
    const int from = std::max(0, now.row()) * int(targets.size()) + (place < 0 && by < 0 ? 0 : place);
    for (int step = 1; step <= all; ++step) {
        const int cell = ((from + by * step) % all + all) % all;
        const QModelIndex index = model()->index(cell / int(targets.size()), targets.at(cell % targets.size()));
        if (index.data(GridModel::FailedRole).toBool())
            return setCurrentIndex(index);
    }
}

// ---- Columns that stay ---------------------------------------------------------------------------------------

QModelIndex GridView::indexAt(const QPoint &position) const
{
    for (const int column : {GridModel::NumberColumn, GridModel::CaseColumn}) {
        if (model() && m_header->frozenRect(column, viewport()->rect()).contains(position))
            return model()->index(rowAt(position.y()), column, rootIndex());
    }
    return QTableView::indexAt(position);
}

QRect GridView::visualRect(const QModelIndex &index) const
{
    const QRect rect = QTableView::visualRect(index);
    if (!index.isValid() || index.column() >= GridModel::FirstTargetColumn)
        return rect;
    const QRect frozen = m_header->frozenRect(index.column(), viewport()->rect());
    return {frozen.left(), rect.top(), frozen.width(), rect.height()};
}

// What is under the columns that stay is not in sight.
void GridView::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    QScrollBar *bar = horizontalScrollBar();
    const int before = bar->value();
    QTableView::scrollTo(index, hint);
    if (!index.isValid() || index.column() < GridModel::FirstTargetColumn) {
        bar->setValue(before);
        return;
    }
    const int hidden = bar->value() + m_header->frozenWidth() - m_header->sectionPosition(index.column());
    if (hidden > 0)
        bar->setValue(bar->value() - hidden);
}

void GridView::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    if (!model() || horizontalScrollBar()->value() == 0)
        return;
    QPainter painter(viewport());
    const QRect dirty = event->rect();
    for (int row = rowAt(dirty.top());
         row >= 0 && row < model()->rowCount() && rowViewportPosition(row) <= dirty.bottom(); ++row) {
        for (const int column : {GridModel::NumberColumn, GridModel::CaseColumn})
            paintFrozen(&painter, model()->index(row, column));
    }
    const QRect last = m_header->frozenRect(GridModel::CaseColumn, viewport()->rect());
    const int edge = isRightToLeft() ? last.left() : last.right();
    painter.fillRect(edge, 0, 1, verticalHeader()->length() - verticalHeader()->offset(), Theme::colors().line);
}

void GridView::paintFrozen(QPainter *painter, const QModelIndex &index)
{
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    option.rect = visualRect(index);
    option.state.setFlag(QStyle::State_Selected, selectionModel()->isSelected(index));
    itemDelegateForIndex(index)->paint(painter, option, index);
}

void GridView::scrollContentsBy(int dx, int dy)
{
    QTableView::scrollContentsBy(dx, dy);
    if (dx == 0)
        return;
    viewport()->update();
    m_header->viewport()->update();
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
    return index.isValid() && m_delegate->costRect(visualRect(index), index).contains(position) ? index : QModelIndex();
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
    case Qt::Key_F:
        if ((event->modifiers() & ~Qt::ShiftModifier) == Qt::NoModifier)
            return goToFailed(event->modifiers() == Qt::ShiftModifier ? -1 : 1);
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
    menu->addAction(tr("Next cell that failed"), QKeySequence(Qt::Key_F), this, [this] { goToFailed(1); });
    menu->popup(byMouse ? event->globalPos() : viewport()->mapToGlobal(visualRect(index).bottomLeft()));
}

} // namespace evenhand
