// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/blockviewprivate.h"

#include "ui/models/format.h"

#include <QApplication>
#include <QClipboard>
#include <QHelpEvent>
#include <QMenu>
#include <QScrollArea>
#include <QStyleHints>
#include <QToolTip>

using namespace std::chrono_literals;

namespace evenhand {
namespace {

constexpr auto scrollInterval = 40ms; // while the mouse is held beyond what is shown
constexpr int furthestScroll = 48;    // pixels at once
constexpr int angleOfPixel = 2;       // eighths of a degree; a notch is 60 pixels
constexpr qsizetype longestHint = 2000;

QScrollArea *enclosingScrollArea(const QWidget *widget)
{
    for (QWidget *parent = widget->parentWidget(); parent; parent = parent->parentWidget()) {
        if (auto *area = qobject_cast<QScrollArea *>(parent))
            return area;
    }
    return nullptr;
}

struct SelectKey
{
    QKeySequence::StandardKey key;
    TextUnit unit;
    bool forwards;
};

constexpr SelectKey selectKeys[] = {
    {.key = QKeySequence::SelectNextChar, .unit = TextUnit::Character, .forwards = true},
    {.key = QKeySequence::SelectPreviousChar, .unit = TextUnit::Character, .forwards = false},
    {.key = QKeySequence::SelectNextWord, .unit = TextUnit::Word, .forwards = true},
    {.key = QKeySequence::SelectPreviousWord, .unit = TextUnit::Word, .forwards = false},
    {.key = QKeySequence::SelectNextLine, .unit = TextUnit::Line, .forwards = true},
    {.key = QKeySequence::SelectPreviousLine, .unit = TextUnit::Line, .forwards = false},
    {.key = QKeySequence::SelectEndOfLine, .unit = TextUnit::Block, .forwards = true},
    {.key = QKeySequence::SelectStartOfLine, .unit = TextUnit::Block, .forwards = false},
    {.key = QKeySequence::SelectEndOfDocument, .unit = TextUnit::Everything, .forwards = true},
    {.key = QKeySequence::SelectStartOfDocument, .unit = TextUnit::Everything, .forwards = false},
};

// From the wheel, in pixels.
QPoint wheelPixels(const QWheelEvent &event)
{
    QPoint pixels = event.pixelDelta().isNull() ? event.angleDelta() / angleOfPixel : event.pixelDelta();
    if (event.modifiers() & Qt::ShiftModifier && pixels.x() == 0)
        pixels = pixels.transposed();
    return pixels;
}

} // namespace

void BlockView::Private::moveCursor(const TextPlace &place)
{
    showsCursor = true;
    select({.anchor = cursor.anchor, .position = place});
    ensureVisible(caretOn(stack, blocks(), place));
    settle();
}

void BlockView::Private::ensureVisible(const QRect &rect)
{
    QScrollArea *area = enclosingScrollArea(q);
    if (!area || !area->widget())
        return;
    const QPoint top = q->mapTo(area->widget(), rect.topLeft());
    area->ensureVisible(top.x(), top.y() + rect.height() / 2, 0, rect.height() / 2 + Theme::step);
}

BlockSpot BlockView::Private::spotAt(const QPoint &point)
{
    const qsizetype block = stack.blockAt(point.y());
    if (stack.count() == 0)
        return {};
    const BlockItem &item = stack.item(block);
    return item.spotAt(blocks().at(block), point - stack.itemRect(block).topLeft());
}

void BlockView::Private::hover(const QPoint &point)
{
    const bool inside = q->rect().contains(point);
    const BlockSpot spot = inside ? spotAt(point) : BlockSpot();
    const qsizetype block = inside && stack.count() > 0 ? stack.blockAt(point.y()) : -1;
    pointer = point;
    if (block == hoverBlock && spot.kind == hovered.kind && spot.link == hovered.link)
        return;
    updateBlock(hoverBlock);
    updateBlock(block);
    hoverBlock = block;
    hovered = spot;
    switch (spot.kind) {
    case BlockSpot::Link:
        q->setCursor(Qt::PointingHandCursor);
        break;
    case BlockSpot::Button:
    case BlockSpot::ScrollBar:
        q->setCursor(Qt::ArrowCursor);
        break;
    case BlockSpot::Text:
    case BlockSpot::Nothing:
        q->setCursor(Qt::IBeamCursor);
        break;
    }
}

void BlockView::Private::dragTo(const QPoint &point)
{
    const TextPlace place = placeOn(stack, blocks(), point);
    if (dragUnit == TextUnit::Character) {
        select({.anchor = cursor.anchor, .position = place});
    } else {
        const TextRange unit = unitAround(blocks(), place, dragUnit);
        // It may be read in another way since.
        const TextPlace begin = boundedPlace(blocks(), dragOrigin.begin);
        const TextPlace end = boundedPlace(blocks(), dragOrigin.end);
        if (place < begin)
            select({.anchor = end, .position = unit.begin});
        else
            select({.anchor = begin, .position = std::max(unit.end, end)});
    }
    settle();
}

bool BlockView::Private::isSoonAfterDoubleClick(const QPoint &point) const
{
    return sinceDoubleClick.isValid()
           && !sinceDoubleClick.hasExpired(QGuiApplication::styleHints()->mouseDoubleClickInterval())
           && (point - pressed).manhattanLength() < QApplication::startDragDistance();
}

void BlockView::Private::selectUnit(const TextPlace &place, TextUnit unit)
{
    dragUnit = unit;
    dragOrigin = unitAround(blocks(), place, unit);
    select({.anchor = dragOrigin.begin, .position = dragOrigin.end});
}

bool BlockView::Private::pressInItem(const QPoint &point)
{
    if (stack.count() == 0)
        return false;
    dragBlock = stack.blockAt(point.y());
    BlockItem &item = stack.item(dragBlock);
    if (!item.press(blocks().at(dragBlock), point - stack.itemRect(dragBlock).topLeft()))
        return false;
    drag = Drag::Item;
    updateBlock(dragBlock);
    return true;
}

std::optional<TextPlace> BlockView::Private::placeForKey(const QKeyEvent &event)
{
    const auto *const found =
        std::ranges::find_if(selectKeys, [&](const SelectKey &key) { return event.matches(key.key); });
    if (found == std::end(selectKeys) || blocks().isEmpty())
        return std::nullopt;
    const TextPlace &from = cursor.position;
    switch (found->unit) {
    case TextUnit::Line:
        return placeInLine(stack, blocks(), from, found->forwards);
    case TextUnit::Block:
        return endOfLine(stack, blocks(), from, found->forwards);
    case TextUnit::Character:
    case TextUnit::Word: {
        const bool mirrored = blocks().at(from.block).content.text.isRightToLeft();
        return placeBeside(blocks(), from, found->unit, found->forwards != mirrored);
    }
    case TextUnit::Everything:
        return placeBeside(blocks(), from, found->unit, found->forwards);
    }
    Q_UNREACHABLE_RETURN(std::nullopt);
}

std::optional<LinkTarget> BlockView::Private::selectedLink() const
{
    const TextRange selected = cursor.range();
    if (selected.isEmpty() || selected.begin.block != selected.end.block)
        return std::nullopt;
    for (const LinkSpan &link : linksOf(blocks().at(selected.begin.block))) {
        if (selected.begin.offset >= link.begin && selected.end.offset <= link.end)
            return link.target;
    }
    return std::nullopt;
}

bool BlockView::Private::selectNextLink(bool forwards)
{
    const TextRange from = cursor.range();
    const qsizetype step = forwards ? 1 : -1;
    for (qsizetype block = from.begin.block; block >= 0 && block < blocks().size(); block += step) {
        QList<LinkSpan> links = linksOf(blocks().at(block));
        if (!forwards)
            std::ranges::reverse(links);
        for (const LinkSpan &link : std::as_const(links)) {
            const TextPlace begin{.block = block, .offset = link.begin};
            const bool isBeyond = forwards ? begin >= from.end : begin < from.begin;
            if (!isBeyond)
                continue;
            select({.anchor = begin, .position = {.block = block, .offset = link.end}});
            ensureVisible(caretOn(stack, blocks(), begin));
            settle();
            return true;
        }
    }
    return false;
}

bool BlockView::event(QEvent *event)
{
    switch (event->type()) {
    case QEvent::ShortcutOverride: {
        auto *key = static_cast<QKeyEvent *>(event);
        if ((key->matches(QKeySequence::Copy) && !selection().isEmpty()) || key->matches(QKeySequence::SelectAll)
            || d->placeForKey(*key)) {
            key->accept();
            return true;
        }
        break;
    }
    case QEvent::ToolTip: {
        auto *help = static_cast<QHelpEvent *>(event);
        const QString hint = d->spotAt(help->pos()).hint;
        const QString shown = hint.size() > longestHint ? hint.first(longestHint) + u'…' : hint;
        QToolTip::showText(help->globalPos(), Format::toolTip(shown), this);
        return true;
    }
    default:
        break;
    }
    return QWidget::event(event);
}

bool BlockView::focusNextPrevChild(bool next)
{
    return d->selectNextLink(next) || QWidget::focusNextPrevChild(next);
}

void BlockView::timerEvent(QTimerEvent *event)
{
    if (event->id() != d->scrolling.id()) {
        QWidget::timerEvent(event);
        return;
    }
    const QPoint point = mapFromGlobal(QCursor::pos());
    const QRect shown = d->shownRect();
    const int y = std::clamp(point.y(), shown.top() - furthestScroll, shown.bottom() + furthestScroll);
    d->ensureVisible({point.x(), y, 1, 1});
    d->dragTo(point);
}

void BlockView::leaveEvent(QEvent *)
{
    if (d->drag == Private::Drag::Nothing)
        d->hover({-1, -1});
}

void BlockView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton) {
        event->ignore();
        return;
    }
    const QPoint point = event->position().toPoint();
    const bool triple = d->isSoonAfterDoubleClick(point);
    d->pressed = point;
    d->pressedLink.reset();
    if (d->pressInItem(point))
        return;
    const TextPlace place = placeAt(point);
    d->drag = Private::Drag::Text;
    d->showsCursor = false;
    if (triple) {
        d->selectUnit(place, TextUnit::Block);
        return;
    }
    d->dragUnit = TextUnit::Character;
    if (event->modifiers() & Qt::ShiftModifier) {
        d->select({.anchor = d->cursor.anchor, .position = place});
        return;
    }
    const BlockSpot spot = d->spotAt(point);
    d->pressedLink = spot.kind == BlockSpot::Link ? std::optional(spot.link) : std::nullopt;
    d->select({.anchor = place, .position = place});
}

void BlockView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QPoint point = event->position().toPoint();
    if (event->button() != Qt::LeftButton || d->pressInItem(point))
        return;
    d->drag = Private::Drag::Text;
    d->pressed = point;
    d->pressedLink.reset();
    d->selectUnit(placeAt(point), TextUnit::Word);
    d->sinceDoubleClick.start();
}

void BlockView::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint point = event->position().toPoint();
    switch (d->drag) {
    case Private::Drag::Nothing:
        d->hover(point);
        break;
    case Private::Drag::Item:
        d->pointer = point;
        if (d->dragBlock < d->stack.count()
            && d->stack.item(d->dragBlock)
                   .drag(blocks().at(d->dragBlock), point - d->stack.itemRect(d->dragBlock).topLeft()))
            d->updateBlock(d->dragBlock);
        break;
    case Private::Drag::Text:
        if ((point - d->pressed).manhattanLength() >= QApplication::startDragDistance())
            d->pressedLink.reset();
        if (d->pressedLink)
            break;
        d->dragTo(point);
        if (d->shownRect().contains(point))
            d->scrolling.stop();
        else if (!d->scrolling.isActive())
            d->scrolling.start(scrollInterval, this);
        break;
    }
}

void BlockView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const QPoint point = event->position().toPoint();
    const Private::Drag drag = std::exchange(d->drag, Private::Drag::Nothing);
    d->scrolling.stop();
    if (drag == Private::Drag::Item && d->dragBlock < d->stack.count()) {
        d->stack.item(d->dragBlock)
            .release(blocks().at(d->dragBlock), point - d->stack.itemRect(d->dragBlock).topLeft());
        d->updateBlock(d->dragBlock);
    }
    d->hover(point);
    if (drag != Private::Drag::Text)
        return;
    if (QClipboard *clipboard = QGuiApplication::clipboard(); clipboard->supportsSelection() && !selection().isEmpty())
        clipboard->setText(selectedText(), QClipboard::Selection);
    if (const std::optional<LinkTarget> link = std::exchange(d->pressedLink, std::nullopt))
        emit linkActivated(*link);
}

void BlockView::wheelEvent(QWheelEvent *event)
{
    const QPoint pixels = wheelPixels(*event);
    const QPoint point = event->position().toPoint();
    if (d->stack.count() == 0 || std::abs(pixels.x()) <= std::abs(pixels.y())) {
        event->ignore();
        return;
    }
    const qsizetype block = d->stack.blockAt(point.y());
    if (d->stack.item(block).scrollSideways(-pixels.x())) {
        d->updateBlock(block);
        event->accept();
    } else {
        event->ignore();
    }
}

void BlockView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy) && !selection().isEmpty()) {
        copy();
    } else if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
    } else if (const std::optional<TextPlace> place = d->placeForKey(*event)) {
        d->moveCursor(*place);
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (const std::optional<LinkTarget> link = d->selectedLink())
            emit linkActivated(*link);
        else
            event->ignore();
    } else {
        event->ignore();
    }
}

void BlockView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byMouse = event->reason() == QContextMenuEvent::Mouse;
    const BlockSpot spot = byMouse ? d->spotAt(event->pos()) : BlockSpot();
    const std::optional<LinkTarget> link = spot.kind == BlockSpot::Link ? std::optional(spot.link) : d->selectedLink();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *copyAction = menu->addAction(tr("Copy"), QKeySequence::Copy, this, &BlockView::copy);
    copyAction->setEnabled(!selection().isEmpty());
    menu->addAction(tr("Select all"), QKeySequence::SelectAll, this, &BlockView::selectAll);
    if (link) {
        menu->addSeparator();
        menu->addAction(tr("Open link…"), this, [this, target = *link] { emit linkActivated(target); });
        menu->addAction(tr("Copy link address"), this,
                        [target = *link] { QGuiApplication::clipboard()->setText(target.destination); });
    }
    menu->popup(byMouse ? event->globalPos() : mapToGlobal(rectOf(d->cursor.position).bottomLeft()));
}

} // namespace evenhand
