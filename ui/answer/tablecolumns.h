// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/answer/blockitem.h"

#include <array>

namespace evenhand {

// How wide the columns of a table want to be and are. A cell is measured when its row is added, and not again.
class TableColumns
{
public:
    explicit TableColumns(const BlockLook &look);

    void clear();
    // The next one; the first is the head. `mayGrow`: a text that its row ends with is not measured yet, for half of a
    // markup can be wider than all of it, and every column would jump to and fro.
    void addRow(const TableRow &row, bool mayGrow);
    void settle(); // rows so far stay
    void dropUnsettled();
    qsizetype rowCount() const { return m_rows; }
    qsizetype settledRowCount() const { return m_settledRows; }

    // Columns keep their natural widths and share what is left. Where there is too little room they give way, down to their
    // longest words, and on paper further. True: something changed.
    bool fit(qreal width);

    qsizetype count() const { return m_places.size(); }
    qreal x(qsizetype column) const { return m_places.at(column).x; } // of its text
    qreal width(qsizetype column) const { return m_places.at(column).width; }
    qreal totalWidth() const;
    qreal padding() const { return m_padding; } // on either side of a text

    // Whether a cell is one line of the usual height; cheap where it is.
    bool isOneLine(const RichText &cell, bool isHead, qsizetype column) const;
    qreal letterWidth() const { return m_letter; } // on the mean

    qsizetype measuredCount() const { return m_measured; } // cells, so far

private:
    struct Column
    {
        qreal natural = 0;
        qreal word = 0;  // of the longest word
        qreal tight = 0; // likewise, where long ones may be broken
    };
    using Advances = std::array<float, 128>; // of ASCII
    static Advances advances(const QFont &font);
    struct Place
    {
        qreal x = 0;
        qreal width = 0;

        bool operator==(const Place &) const = default;
    };

    void addCell(const RichText &cell, bool isHead, Column &column);
    qreal naturalWidth(const RichText &cell, bool isHead) const; // on one line, or a little more
    qreal exactWidth(const QString &text, const RichText &cell, bool isHead) const;
    QList<qreal> shared(qreal rest) const;
    QList<qreal> shrunk(qreal room) const;

    BlockLook m_look;
    QFont m_font;
    QFont m_headFont;
    Advances m_advances;
    Advances m_headAdvances;
    qreal m_letter;
    qreal m_codeLetter;
    qreal m_padding = 0;
    QList<Column> m_columns;
    QList<Column> m_settled;
    QList<Place> m_places; // as they fit
    bool m_roomy = false;  // all have their natural widths
    qsizetype m_rows = 0;
    qsizetype m_settledRows = 0;
    mutable qsizetype m_measured = 0;
};

} // namespace evenhand
