// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/blockframe.h"

#include "ui/answer/textlines.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr int quoteLine = 2;
constexpr int markerSpace = 8; // between a marker and the text
constexpr int bulletIndent = 20;
constexpr int numberIndent = 28;
constexpr int boxSize = 13;
constexpr int boxRadius = 3;

int pixels(int size, const BlockLook &look)
{
    return qRound(size * look.zoom);
}

bool isBullet(const QString &marker)
{
    return marker == u"•"_s;
}

int boxRoom(const BlockLook &look)
{
    return pixels(boxSize + markerSpace, look);
}

int indentOf(const Container &container, const BlockLook &look)
{
    if (container.kind == Container::Quote)
        return pixels(Theme::edge, look);
    const int box = container.task == TaskState::None ? 0 : boxRoom(look);
    if (isBullet(container.marker) || container.marker.isEmpty())
        return std::max(box, pixels(bulletIndent, look));
    const QFontMetrics metrics(look.font(look.face));
    return box
           + std::max(pixels(numberIndent, look),
                      metrics.horizontalAdvance(container.marker) + pixels(markerSpace, look));
}

bool startsItem(const Block &block)
{
    return std::ranges::any_of(block.containers, [](const Container &c) { return !c.marker.isEmpty(); });
}

bool isSeparate(BlockKind kind)
{
    return kind == BlockKind::Heading || kind == BlockKind::Rule;
}

bool isFramed(BlockKind kind)
{
    return kind == BlockKind::Code || kind == BlockKind::Table;
}

int spaceBetween(const Block &before, const Block &block, const BlockLook &look)
{
    if (isSeparate(block.kind) || before.kind == BlockKind::Rule)
        return pixels(Theme::edge, look);
    if (before.kind == BlockKind::Heading)
        return pixels(isFramed(block.kind) ? Theme::step : Theme::halfStep, look);
    if (isFramed(before.kind) || isFramed(block.kind))
        return pixels(Theme::step + Theme::halfStep, look);
    const bool nextItem =
        !before.containers.isEmpty() && startsItem(block) && before.containers.last().kind == Container::Item;
    return pixels(nextItem ? Theme::halfStep : Theme::step, look);
}

QRect noteRect(BlockNote note, const BlockLook &look, int width)
{
    return QFontMetrics(look.font(Theme::Face::Small))
        .boundingRect(QRect(0, 0, std::max(1, width), 10'000), Qt::TextWordWrap, noteText(note));
}

// Of a container at a level, its part of the width.
QRect containerRect(const BlockFrame &frame, qsizetype level, const QRect &item)
{
    const int inside = std::accumulate(frame.indents.cbegin() + level, frame.indents.cend(), 0);
    const int indent = frame.indents.at(level);
    return frame.rightToLeft ? QRect(item.right() + 1 + inside - indent, item.top(), indent, item.height())
                             : QRect(item.left() - inside, item.top(), indent, item.height());
}

void paintBox(QPainter &painter, const QRectF &box, bool done, const BlockLook &look)
{
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme::Colors &colors = look.colors();
    painter.setPen(QPen(done ? colors.accent : colors.dim, 1));
    painter.setBrush(done ? QBrush(colors.accent) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), boxRadius, boxRadius);
    if (done) {
        QPainterPath check(box.topLeft() + QPointF(box.width() * 0.26, box.height() * 0.52));
        check.lineTo(box.topLeft() + QPointF(box.width() * 0.44, box.height() * 0.70));
        check.lineTo(box.topLeft() + QPointF(box.width() * 0.76, box.height() * 0.32));
        painter.setPen(QPen(colors.onAccent, 1.6 * look.zoom, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(check);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void paintMarker(QPainter &painter, const Container &container, const QRect &room, bool rightToLeft,
                 const BlockLook &look)
{
    const QFont font = look.font(look.face);
    const LinePitch pitch = linePitch(font);
    QRectF place(room.left(), room.top(), room.width(), pitch.height);
    const int space = pixels(markerSpace, look);
    place.adjust(rightToLeft ? space : 0, 0, rightToLeft ? 0 : -space, 0);
    if (container.task != TaskState::None) {
        const int size = pixels(boxSize, look);
        const qreal x = rightToLeft ? place.left() : place.right() - size;
        paintBox(painter, {x, place.top() + std::round((pitch.height - size) / 2), qreal(size), qreal(size)},
                 container.task == TaskState::Done, look);
        if (isBullet(container.marker))
            return;
        place.adjust(rightToLeft ? boxRoom(look) : 0, 0, rightToLeft ? 0 : -boxRoom(look), 0);
    }
    painter.setFont(font);
    painter.setPen(isBullet(container.marker) ? look.inkColor() : look.colors().dim);
    const qreal width = QFontMetricsF(font).horizontalAdvance(container.marker);
    painter.drawText(QPointF(rightToLeft ? place.left() : place.right() - width, place.top() + pitch.baseline),
                     container.marker);
}

} // namespace

QString noteText(BlockNote note)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("evenhand::BlockView", text); };
    switch (note) {
    case BlockNote::None:
        return {};
    case BlockNote::AnswerTooLong:
        return tr(QT_TRANSLATE_NOOP("evenhand::BlockView",
                                    "This answer is very long. From here on it is shown as it was written."));
    case BlockNote::LineTooLong:
        return tr(QT_TRANSLATE_NOOP("evenhand::BlockView", "This line is very long. It is shown as it was written."));
    case BlockNote::TableTooLong:
        return tr(QT_TRANSLATE_NOOP("evenhand::BlockView", "This table is very large. It is shown as it was written."));
    case BlockNote::TooDeep:
        return tr(
            QT_TRANSLATE_NOOP("evenhand::BlockView", "This is nested very deeply. It is shown as it was written."));
    }
    Q_UNREACHABLE_RETURN({});
}

int BlockFrame::indent() const
{
    return std::accumulate(indents.cbegin(), indents.cend(), 0);
}

BlockFrame frameOf(const Block &block, const Block *before, const BlockFrame *beforeFrame, const BlockLook &look,
                   int width)
{
    BlockFrame frame;
    frame.space = before ? spaceBetween(*before, block, look) : 0;
    frame.rightToLeft = block.content.text.isRightToLeft();
    for (qsizetype level = 0; level < block.containers.size(); ++level) {
        const Container &container = block.containers.at(level);
        const bool goesOn = container.kind == Container::Item && container.marker.isEmpty() && before
                            && level < beforeFrame->indents.size()
                            && before->containers.at(level).kind == Container::Item;
        const int indent = goesOn ? beforeFrame->indents.at(level) : indentOf(container, look);
        frame.indents.append(std::clamp(width / 2 - frame.indent(), 0, indent)); // half of the width is for text
    }
    if (block.note != BlockNote::None)
        frame.note = noteRect(block.note, look, width - frame.indent()).height() + pixels(Theme::halfStep, look);
    return frame;
}

void paintFrame(QPainter &painter, const Block &block, const BlockFrame &frame, const QRect &item, qsizetype joins,
                const BlockLook &look)
{
    for (qsizetype level = 0; level < block.containers.size(); ++level) {
        const Container &container = block.containers.at(level);
        const QRect room = containerRect(frame, level, item);
        if (container.kind == Container::Quote) {
            if (room.width() <= quoteLine)
                continue; // it is too deep to have room of its own
            const int top = item.top() - frame.note - (level < joins ? frame.space : 0);
            const int width = pixels(quoteLine, look);
            painter.fillRect(frame.rightToLeft ? room.right() + 1 - width : room.left(), top, width,
                             item.bottom() + 1 - top, look.colors().line);
        } else if (!container.marker.isEmpty()) {
            paintMarker(painter, container, room, frame.rightToLeft, look);
        }
    }
    if (block.note != BlockNote::None) {
        painter.setFont(look.font(Theme::Face::Small));
        painter.setPen(look.colors().dim);
        painter.drawText(QRect(item.left(), item.top() - frame.note, item.width(), frame.note), Qt::TextWordWrap,
                         noteText(block.note));
    }
}

qsizetype commonContainers(const Block &before, const Block &block)
{
    qsizetype common = 0;
    while (common < before.containers.size() && common < block.containers.size()
           && before.containers.at(common).kind == block.containers.at(common).kind
           && block.containers.at(common).marker.isEmpty())
        ++common;
    return common;
}

} // namespace evenhand
