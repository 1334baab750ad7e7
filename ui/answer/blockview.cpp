// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/blockview.h"

#include "ui/answer/blockaccessible.h"
#include "ui/answer/blockviewprivate.h"

#include <QAbstractScrollArea>
#include <QClipboard>
#include <QCoreApplication>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QPaintEvent>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace evenhand {
namespace {

constexpr qsizetype readAtOnceLength = 16 * 1024; // characters
constexpr qsizetype sliceLength = 4 * 1024;       // likewise
constexpr int nearby = 200;                       // pixels around what is shown that are laid out, too
constexpr int stillNear = 400;                    // likewise, that stay laid out
constexpr int cursorWidth = 2;

bool meets(const TextRange &range, qsizetype block)
{
    return range.begin.block <= block && range.end.block >= block;
}

} // namespace

BlockView::Private::Private(BlockView *view, const BlockLook &look)
    : q(view)
    , stack(look)
    , idle([this](const QDeadlineTimer &deadline) { return workIdly(deadline); })
{
    resetBlocks();
}

void BlockView::Private::readAtOnce()
{
    if (feed.readLength() == 0)
        read(readAtOnceLength);
    else if (feed.waitingLength() <= readAtOnceLength)
        read(feed.waitingLength());
    if (feed.waitingLength() == 0 && feed.hasMore())
        read(0);
    noteCompletion();
    idle.start();
}

void BlockView::Private::read(qsizetype most)
{
    if (!feed.hasMore())
        return;
    const BlockChanges changes = feed.read(most);
    dropMarks(changes);
    spoken.changeFrom(changes.revised.isEmpty() ? changes.first : std::min(changes.first, changes.revised.first()));
    stack.change(changes);
    cursor = {.anchor = boundedPlace(blocks(), cursor.anchor), .position = boundedPlace(blocks(), cursor.position)};
    settle();
    emit q->blocksChanged();
}

void BlockView::Private::noteCompletion()
{
    if (const bool before = std::exchange(complete, !feed.hasMore()); complete && !before)
        emit q->completed();
}

bool BlockView::Private::readInSlices(const QDeadlineTimer &deadline)
{
    while (feed.hasMore() && !deadline.hasExpired())
        read(sliceLength);
    noteCompletion();
    return feed.hasMore();
}

bool BlockView::Private::workIdly(const QDeadlineTimer &deadline)
{
    const int before = q->height();
    const bool more = readInSlices(deadline) || refine(deadline);
    if (q->height() != before)
        q->settleParents();
    return more;
}

bool BlockView::Private::refine(const QDeadlineTimer &deadline)
{
    const bool more = stack.refine(deadline);
    settle();
    if (!more) {
        const QRect shown = shownRect();
        stack.keepBetween(shown.top() - stillNear, shown.bottom() + stillNear);
    }
    return more;
}

void BlockView::Private::resetBlocks()
{
    for (QList<TextRange> &ranges : marks)
        ranges.clear();
    cursor = {};
    hoverBlock = -1;
    spoken = SpokenText(&blocks());
    stack.setBlocks(&blocks());
}

void BlockView::Private::resetLook()
{
    BlockLook look = stack.look();
    look.zoom = Theme::answerZoom() / 100.0;
    stack.setLook(look);
    q->setMaximumWidth(longestLine * QFontMetrics(look.font(look.face)).averageCharWidth());
    settle();
    idle.start();
}

QRect BlockView::Private::shownRect() const
{
    return q->isVisible() ? q->visibleRegion().boundingRect() : QRect();
}

void BlockView::Private::settle()
{
    const QRect shown = shownRect();
    if (!shown.isEmpty())
        stack.layOut(shown.top() - nearby, shown.bottom() + nearby);
    if (streaming && stack.count() > 0)
        stack.item(stack.count() - 1);
    const int height = std::max(stack.height(), streaming ? q->fontMetrics().height() : 0);
    const bool resized = height != q->height();
    if (resized)
        q->setFixedHeight(height);
    if (const std::optional<int> dirty = stack.takeDirtyTop())
        q->update(0, *dirty, q->width(), q->height() - *dirty);
    if (resized)
        emit q->heightChanged();
}

void BlockView::Private::paintBlocks(QPainter &painter, const QRect &exposed)
{
    for (qsizetype block = stack.blockAt(exposed.top()); block < stack.count() && stack.top(block) <= exposed.bottom();
         ++block) {
        stack.item(block);
        stack.paint(painter, block, paintFor(block, stack.itemRect(block), exposed));
    }
    if (showsCursor && q->hasFocus())
        painter.fillRect(cursorRect(), stack.look().colors().accent);
}

// Where the keyboard is in the text.
QRect BlockView::Private::cursorRect()
{
    QRect rect = caretOn(stack, blocks(), cursor.position);
    rect.moveLeft(std::clamp(rect.left(), 0, std::max(0, q->width() - cursorWidth)));
    rect.setWidth(cursorWidth);
    return rect;
}

BlockPaint BlockView::Private::paintFor(qsizetype block, const QRect &item, const QRect &exposed) const
{
    BlockPaint what;
    what.exposed = exposed.translated(-item.topLeft());
    what.marks = marksIn(block);
    if (streaming && block == stack.count() - 1)
        what.caret = flatLength(blocks().at(block));
    if (block == hoverBlock)
        what.pointer = pointer - item.topLeft();
    return what;
}

QList<BlockMark> BlockView::Private::marksIn(qsizetype block) const
{
    QList<BlockMark> found;
    const auto add = [&](BlockMark::Kind kind, const TextRange &range) {
        const qsizetype begin = range.begin.block < block ? 0 : range.begin.offset;
        const qsizetype end = range.end.block > block ? flatLength(blocks().at(block)) : range.end.offset;
        if (begin < end)
            found.append({.kind = kind, .begin = begin, .end = end});
    };
    for (size_t kind = BlockMark::Selection + 1; kind < marks.size(); ++kind) {
        const QList<TextRange> &ranges = marks.at(kind);
        auto range = std::ranges::lower_bound(ranges, block, {}, [](const TextRange &r) { return r.end.block; });
        for (; range != ranges.cend() && range->begin.block <= block; ++range)
            add(BlockMark::Kind(kind), *range);
    }
    if (const TextRange selected = cursor.range(); meets(selected, block))
        add(BlockMark::Selection, selected);
    return found;
}

void BlockView::Private::dropMarks(const BlockChanges &changes)
{
    const auto isGone = [&](const TextRange &range) {
        return range.end.block >= changes.first
               || std::ranges::any_of(changes.revised, [&](qsizetype block) { return meets(range, block); });
    };
    for (QList<TextRange> &ranges : marks)
        ranges.removeIf(isGone);
}

void BlockView::Private::updateBlock(qsizetype block)
{
    if (block >= 0 && block < stack.count())
        q->update(0, stack.top(block), q->width(), stack.bottom(block) - stack.top(block));
}

void BlockView::Private::select(const BlockCursor &next)
{
    if (next == cursor)
        return;
    const auto [first, last] = std::minmax({cursor.anchor, cursor.position, next.anchor, next.position});
    cursor = next;
    if (stack.count() > 0) {
        const qsizetype end = std::min(last.block, stack.count() - 1);
        q->update(0, stack.top(std::min(first.block, end)), q->width(),
                  stack.bottom(end) - stack.top(std::min(first.block, end)));
    }
    announceSelection(*q, cursor);
    emit q->selectionChanged();
}

BlockView::BlockView(Theme::Face face, QPalette::ColorRole ink, QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this, BlockLook{.face = face, .ink = ink}))
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAttribute(Qt::WA_StaticContents);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFixedHeight(0);
    installBlockAccessibility();
    d->resetLook();
}

BlockView::~BlockView() = default;

void BlockView::setMode(AnswerReader::Mode mode, const QString &language)
{
    if (mode == d->feed.reader().mode() && language == d->feed.language())
        return;
    d->feed.setMode(mode, language);
    d->resetBlocks();
    d->readAtOnce();
    d->settle();
    emit selectionChanged();
}

AnswerReader::Mode BlockView::mode() const
{
    return d->feed.reader().mode();
}

void BlockView::setText(const QString &text)
{
    if (!d->feed.setText(text, d->streaming)) {
        d->resetBlocks();
        d->settle();
        emit blocksChanged();
        emit selectionChanged();
    }
    d->readAtOnce();
}

void BlockView::endText()
{
    d->feed.end();
    d->readAtOnce();
    setStreaming(false);
}

void BlockView::clear()
{
    setText({});
}

void BlockView::setStreaming(bool streaming)
{
    if (streaming == d->streaming)
        return;
    d->streaming = streaming;
    d->settle();
    d->updateBlock(d->stack.count() - 1);
    if (d->stack.count() == 0)
        update();
}

const QList<Block> &BlockView::blocks() const
{
    return d->blocks();
}

const QByteArray &BlockView::source() const
{
    return d->feed.reader().source();
}

bool BlockView::isComplete() const
{
    return !d->feed.hasMore();
}

TextRange BlockView::selection() const
{
    return d->cursor.range();
}

void BlockView::setSelection(const TextRange &range)
{
    d->select({.anchor = boundedPlace(blocks(), range.begin), .position = boundedPlace(blocks(), range.end)});
}

void BlockView::selectAll()
{
    d->select({.anchor = {}, .position = endPlace(blocks())});
}

QString BlockView::selectedText() const
{
    return selection().isEmpty() ? QString() : QString::fromUtf8(sourceText(source(), blocks(), selection()));
}

void BlockView::copy() const
{
    if (!selection().isEmpty())
        QGuiApplication::clipboard()->setText(selectedText());
}

void BlockView::setMarks(BlockMark::Kind kind, const QList<TextRange> &ranges)
{
    QList<TextRange> &known = d->marks.at(kind);
    if (known == ranges)
        return;
    known = ranges;
    update();
}

QList<TextRange> BlockView::marks(BlockMark::Kind kind) const
{
    return d->marks.at(kind);
}

BlockView::Anchor BlockView::anchorAt(int y) const
{
    const qsizetype block = d->stack.blockAt(y);
    if (d->stack.count() == 0)
        return {};
    const int top = d->stack.top(block);
    const int height = std::max(1, d->stack.bottom(block) - top);
    return {.block = block, .within = std::clamp(qreal(y - top) / height, 0.0, 1.0)};
}

int BlockView::yOf(const Anchor &anchor) const
{
    if (anchor.block >= d->stack.count())
        return d->stack.height();
    const int top = d->stack.top(anchor.block);
    return top + qRound(anchor.within * (d->stack.bottom(anchor.block) - top));
}

QRect BlockView::rectOf(const TextPlace &place)
{
    const QRect rect = caretOn(d->stack, blocks(), boundedPlace(blocks(), place));
    d->settle();
    return rect;
}

TextPlace BlockView::placeAt(const QPoint &point)
{
    const TextPlace place = placeOn(d->stack, blocks(), point);
    d->settle();
    return place;
}

void BlockView::revealSideways(const TextPlace &place)
{
    const TextPlace bounded = boundedPlace(blocks(), place);
    if (bounded.block >= d->stack.count())
        return;
    if (d->stack.item(bounded.block).scrollIntoView(blocks().at(bounded.block), bounded.offset))
        d->updateBlock(bounded.block);
    d->settle();
}

void BlockView::settleParents()
{
    for (QWidget *parent = parentWidget(); parent; parent = parent->parentWidget()) {
        QEvent request(QEvent::LayoutRequest);
        QCoreApplication::sendEvent(parent, &request);
        if (qobject_cast<QAbstractScrollArea *>(parent))
            break;
    }
}

QSize BlockView::sizeHint() const
{
    return {maximumWidth(), height()};
}

QSize BlockView::minimumSizeHint() const
{
    return {10 * fontMetrics().averageCharWidth(), height()};
}

void BlockView::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    const QRect exposed = event->rect();
    painter.fillRect(exposed, palette().brush(backgroundRole()));
    d->paintBlocks(painter, exposed);
    d->idle.start();
}

void BlockView::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    d->showsCursor = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason
                     || event->reason() == Qt::ShortcutFocusReason;
    update(d->cursorRect());
}

void BlockView::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update(d->cursorRect());
}

void BlockView::resizeEvent(QResizeEvent *)
{
    d->stack.setWidth(width());
    d->settle();
    d->idle.start();
}

void BlockView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange
        || event->type() == QEvent::ApplicationFontChange)
        d->resetLook();
}

} // namespace evenhand
