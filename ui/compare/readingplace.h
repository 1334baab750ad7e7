// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/answer/blockview.h"

#include <QPointer>

#include <optional>

namespace evenhand {

class TurnView;

// Where somebody reads in a turn: found again when the heights before it, the width, the zoom or the way of reading have
// changed. Heights are in the turn's coordinates.
class ReadingPlace
{
public:
    ReadingPlace() = default; // nowhere
    ReadingPlace(TurnView *turn, int y);

    TurnView *turn() const;
    // No value: what was read there is gone.
    std::optional<int> y();
    // To be said before texts are read in another way: characters are what stays the same then.
    void keepSource();

private:
    // As long as this is the same, so many pixels are so many pixels.
    struct Shape
    {
        int width = 0;
        int zoom = 0;
        AnswerReader::Mode mode = AnswerReader::Mode::Markdown;

        bool operator==(const Shape &) const = default;
    };

    Shape shape() const;
    int top() const; // of the view
    void note(int y);
    // After the way of reading has changed. No value: it is not read yet.
    std::optional<int> followSource();

    QPointer<TurnView> m_turn;
    QPointer<BlockView> m_view;
    bool m_inView = false; // else above all of them
    BlockView::Anchor m_anchor;
    int m_pixels = 0; // below the top of the anchor's block, or of the turn
    int m_source = 0; // bytes; of another way of reading
    Shape m_shape;
};

// A place that means the same in the turns of other panes, whatever the lengths of their answers.
struct TurnPlace
{
    enum Region { Before, Text, After } region = Before; // the answer's text
    qreal at = 0;                                        // a share of the region's height; in the text: blocks
    qsizetype blocks = 0;                                // of the text

    bool operator==(const TurnPlace &) const = default;
};

TurnPlace placeIn(const TurnView &turn, int y);
int yIn(const TurnView &turn, const TurnPlace &place);

} // namespace evenhand
