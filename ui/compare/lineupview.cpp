// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/compare/lineupview.h"

#include "ui/models/lineupmodel.h"
#include "ui/shell/theme.h"
#include "ui/widgets/marks.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QPainter>

namespace evenhand {
namespace {

constexpr int badge = 18;
constexpr int padding = 6;
constexpr int chipHeight = badge + 2 * padding;

} // namespace

int TargetChipDelegate::chipWidth(const QModelIndex &index, int textLimit) const
{
    const int letterOnly = badge + 2 * padding;
    if (textLimit == 0)
        return letterOnly;
    const QFontMetrics metrics(Theme::font(Theme::Face::Body));
    return letterOnly + padding + std::min(textLimit, metrics.horizontalAdvance(index.data().toString()) + 1);
}

QSize TargetChipDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {chipWidth(index, m_textLimit) + Theme::halfStep, chipHeight};
}

void TargetChipDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme::Colors &colors = Theme::colors();
    const bool focused = (option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_KeyboardFocusChange);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(option.state & QStyle::State_MouseOver ? colors.sunk : colors.panel);
    painter->setPen(focused ? QPen(colors.accent, 2) : QPen(colors.line));
    const qreal inset = focused ? 1 : 0.5;
    const QRect chip = option.rect.adjusted(0, 0, -Theme::halfStep, 0);
    painter->drawRoundedRect(QRectF(chip).adjusted(inset, inset, -inset, -inset), Theme::radius, Theme::radius);
    const QRect letter(chip.left() + padding, chip.top() + padding, badge, badge);
    LetterBadge::paint(painter, letter, index.row(), option.font);
    if (m_textLimit > 0) {
        const QRect text = chip.adjusted(badge + 2 * padding, 0, -padding, 0);
        const QFontMetrics metrics(option.font);
        painter->setFont(option.font);
        painter->setPen(colors.text);
        painter->drawText(text, Qt::AlignVCenter | Qt::TextSingleLine,
                          metrics.elidedText(index.data().toString(), Qt::ElideMiddle, text.width()));
    }
    painter->restore();
}

LineupView::LineupView(LineupModel &model, QWidget *parent)
    : QListView(parent)
    , m_lineup(model)
    , m_chips(new TargetChipDelegate(this))
{
    setModel(&model);
    setItemDelegate(m_chips);
    setAccessibleName(tr("Lineup"));
    setFlow(LeftToRight);
    setWrapping(false);
    setSpacing(0);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSelectionMode(SingleSelection);
    setDragDropMode(InternalMove);
    setDefaultDropAction(Qt::MoveAction);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    viewport()->setAutoFillBackground(false);
    connect(&model, &LineupModel::lineupChanged, this, &LineupView::fit);
}

int LineupView::chipsWidth(int textLimit) const
{
    int sum = 0;
    for (int row = 0; row < m_lineup.rowCount(); ++row)
        sum += m_chips->chipWidth(m_lineup.index(row), textLimit) + Theme::halfStep;
    return sum;
}

QSize LineupView::sizeHint() const
{
    return {chipsWidth(TargetChipDelegate::widestText), chipHeight};
}

QSize LineupView::minimumSizeHint() const
{
    return {chipsWidth(0), chipHeight};
}

void LineupView::fit()
{
    int limit = TargetChipDelegate::widestText;
    while (limit >= TargetChipDelegate::leastText && chipsWidth(limit) > width())
        limit -= Theme::halfStep;
    if (limit < TargetChipDelegate::leastText)
        limit = 0;
    if (limit != m_chips->textLimit()) {
        m_chips->setTextLimit(limit);
        scheduleDelayedItemsLayout();
    }
    updateGeometry();
}

void LineupView::resizeEvent(QResizeEvent *event)
{
    QListView::resizeEvent(event);
    fit();
}

void LineupView::keyPressEvent(QKeyEvent *event)
{
    const int row = currentIndex().row();
    const bool moves = event->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier);
    if (row < 0)
        return QListView::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        if (moves)
            return move(event->key() == Qt::Key_Left ? -1 : 1);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_F2:
        emit editRequested(row);
        return;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        return remove();
    default:
        break;
    }
    QListView::keyPressEvent(event);
}

void LineupView::move(int by)
{
    const int from = currentIndex().row();
    const int to = from + by;
    if (to < 0 || to >= m_lineup.rowCount())
        return;
    m_lineup.move(from, to);
    setCurrentIndex(m_lineup.index(to));
}

void LineupView::remove()
{
    m_lineup.remove(currentIndex().row());
}

void LineupView::mouseReleaseEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    const bool clicked = event->button() == Qt::LeftButton && state() != DraggingState && index.isValid();
    QListView::mouseReleaseEvent(event);
    if (clicked)
        emit focusRequested(index.row());
}

void LineupView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = byKey ? currentIndex() : indexAt(event->pos());
    if (!index.isValid())
        return;
    setCurrentIndex(index);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const int row = index.row();
    menu->addAction(tr("Edit…"), QKeySequence(Qt::Key_Return), this, [this, row] { emit editRequested(row); });
    QAction *duplicate = menu->addAction(tr("Duplicate"), this, [this, row] { emit duplicateRequested(row); });
    duplicate->setEnabled(!m_lineup.isFull());
    menu->addSeparator();
    QAction *left =
        menu->addAction(tr("Move left"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Left), this, [this] { move(-1); });
    left->setEnabled(row > 0);
    QAction *right = menu->addAction(tr("Move right"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Right), this,
                                     [this] { move(1); });
    right->setEnabled(row + 1 < m_lineup.rowCount());
    menu->addSeparator();
    menu->addAction(tr("Remove"), QKeySequence(Qt::Key_Delete), this, [this] { remove(); });
    menu->popup(byKey ? mapToGlobal(visualRect(index).bottomLeft()) : event->globalPos());
}

} // namespace evenhand
