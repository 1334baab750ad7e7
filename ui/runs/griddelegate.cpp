// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/griddelegate.h"

#include "ui/models/gridmodel.h"
#include "ui/shell/theme.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr int above = 9;   // over the first line and under the second
constexpr int between = 2; // the two lines

const QString separator = u" · "_s;

struct Lines
{
    QRect first;
    QRect second;
};

Lines linesOf(const QRect &cell, const QFontMetrics &body, const QFontMetrics &small)
{
    const QRect text = cell.adjusted(GridDelegate::inset, above, -Theme::step, -above - 1);
    return {.first = QRect(text.left(), text.top(), text.width(), body.height()),
            .second = QRect(text.left(), text.bottom() - small.height() + 1, text.width(), small.height())};
}

void write(QPainter *painter, const QRect &rect, const QFont &font, const QColor &ink, const QString &text,
           Qt::TextElideMode mode = Qt::ElideRight)
{
    if (text.isEmpty())
        return;
    painter->setFont(font);
    painter->setPen(ink);
    painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                      painter->fontMetrics().elidedText(text, mode, rect.width()));
}

QColor inkOf(GridEntry::Tone tone)
{
    const Theme::Colors &colors = Theme::colors();
    switch (tone) {
    case GridEntry::Tone::Plain:
        return colors.text;
    case GridEntry::Tone::Quiet:
        return colors.dim;
    case GridEntry::Tone::Active:
        return colors.accent;
    case GridEntry::Tone::Good:
        return colors.good;
    case GridEntry::Tone::Bad:
        return colors.bad;
    }
    Q_UNREACHABLE_RETURN(colors.text);
}

} // namespace

int GridDelegate::rowHeight() const
{
    const int first = 2 * above + 1 + QFontMetrics(Theme::font(Theme::Face::Body)).height();
    return m_shown.isEmpty() ? first : first + between + QFontMetrics(Theme::font(Theme::Face::Figures)).height();
}

// With the separator after it, where a cost follows.
QString GridDelegate::figuresText(const GridEntry &entry) const
{
    const QString figures = entry.figures(m_shown);
    return entry.cost.isEmpty() || figures.isEmpty() ? figures : figures + separator;
}

QRect GridDelegate::costRect(const QRect &cell, const QModelIndex &index) const
{
    const auto entry = index.data(GridModel::EntryRole).value<GridEntry>();
    if (entry.cost.isEmpty() || !m_shown.cost)
        return {};
    const QFontMetrics small(Theme::font(Theme::Face::Figures));
    QRect rect = linesOf(cell, QFontMetrics(Theme::font(Theme::Face::Body)), small).second;
    rect.setLeft(rect.left() + small.horizontalAdvance(figuresText(entry)));
    rect.setWidth(std::min(rect.width(), small.horizontalAdvance(entry.cost)));
    return rect;
}

QSize GridDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {0, rowHeight()};
}

void GridDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme::Colors &colors = Theme::colors();
    const bool selected = option.state & QStyle::State_Selected;
    painter->fillRect(option.rect, selected ? colors.accentSoft : colors.panel);
    painter->fillRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1, colors.line);
    const QFont body = Theme::font(Theme::Face::Body);
    const QFont small = Theme::font(Theme::Face::Figures);
    const Lines lines = linesOf(option.rect, QFontMetrics(body), QFontMetrics(small));
    if (index.column() == GridModel::NumberColumn) {
        write(painter, lines.first, body, colors.dim, index.data().toString());
        return;
    }
    if (index.column() == GridModel::CaseColumn) {
        write(painter, lines.first, body, colors.text, index.data().toString(), Qt::ElideMiddle);
        if (!m_shown.isEmpty())
            write(painter, lines.second, small, colors.dim, index.data(GridModel::DetailRole).toString());
        return;
    }
    const auto entry = index.data(GridModel::EntryRole).value<GridEntry>();
    write(painter, lines.first, body, inkOf(entry.tone), entry.head);
    if (!m_shown.isEmpty()) {
        write(painter, lines.second, small, colors.dim,
              m_shown.cost ? figuresText(entry) + entry.cost : entry.figures(m_shown));
    }
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(QPen(colors.accent, 2));
        painter->drawRect(option.rect.adjusted(1, 1, -1, -2));
    }
}

} // namespace evenhand
