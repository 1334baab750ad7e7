// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/blockitem.h"

#include "ui/answer/codeitem.h"
#include "ui/answer/tableitem.h"
#include "ui/answer/textitem.h"

#include <QFontMetricsF>
#include <QGuiApplication>

namespace evenhand {
namespace {

constexpr int codeFrame = 52; // head and padding of a block of code
constexpr int cellPadding = 12;

// What a guess needs to know of a face. Asking a font is far slower than counting characters.
struct FaceSize
{
    BlockLook look;
    QFont application;
    BlockKind kind = BlockKind::Paragraph;
    int level = 0;
    qreal pitch = 0;
    qreal advance = 0;
};

const FaceSize &faceSize(const Block &block, const BlockLook &look)
{
    static QList<FaceSize> known;
    const QFont application = QGuiApplication::font();
    for (const FaceSize &size : std::as_const(known)) {
        if (size.kind == block.kind && size.level == block.level && size.look == look
            && size.application == application)
            return size;
    }
    constexpr qsizetype most = 64;
    if (known.size() == most)
        known.clear();
    const QFont font = TextItem::blockFont(block, look);
    known.append({.look = look,
                  .application = application,
                  .kind = block.kind,
                  .level = block.level,
                  .pitch = linePitch(font).height,
                  .advance = QFontMetricsF(font).averageCharWidth()});
    return known.last();
}

// Lines on the screen; `columns`: characters that fit in one, 0: lines are not broken.
qsizetype lineCount(QStringView text, qsizetype columns)
{
    qsizetype lines = 0;
    for (qsizetype begin = 0; begin <= text.size(); ++lines) {
        const qsizetype found = text.indexOf(u'\n', begin);
        const qsizetype end = found < 0 ? text.size() : found;
        if (columns > 0 && end > begin)
            lines += (end - begin - 1) / columns;
        begin = end + 1;
    }
    return lines;
}

} // namespace

const Theme::Colors &BlockLook::colors() const
{
    return paper ? Theme::paperColors() : Theme::colors();
}

QFont BlockLook::font(Theme::Face which) const
{
    QFont font = Theme::font(which);
    if (zoom == 1)
        return font;
    if (font.pixelSize() > 0)
        font.setPixelSize(qMax(1, qRound(font.pixelSize() * zoom)));
    else
        font.setPointSizeF(font.pointSizeF() * zoom);
    return font;
}

QColor BlockLook::inkColor() const
{
    if (paper)
        return ink == Theme::dimRole ? colors().dim : colors().text;
    return QGuiApplication::palette().color(ink);
}

std::unique_ptr<BlockItem> makeBlockItem(const Block &block, const BlockLook &look)
{
    switch (block.kind) {
    case BlockKind::Rule:
        return std::make_unique<RuleItem>(look);
    case BlockKind::Code:
        return std::make_unique<CodeItem>(look);
    case BlockKind::Table:
        return std::make_unique<TableItem>(look);
    default:
        return std::make_unique<TextItem>(look);
    }
}

qreal estimatedHeight(const Block &block, const BlockLook &look, qreal width)
{
    const FaceSize &size = faceSize(block, look);
    switch (block.kind) {
    case BlockKind::Rule:
        return 1;
    case BlockKind::Table:
        return qreal(block.rows.size()) * (size.pitch + cellPadding);
    case BlockKind::Code:
        return qreal(lineCount(block.content.text, 0)) * size.pitch + codeFrame * look.zoom;
    default:
        return qreal(lineCount(block.content.text, std::max<qsizetype>(1, qsizetype(width / size.advance))))
               * size.pitch;
    }
}

} // namespace evenhand
