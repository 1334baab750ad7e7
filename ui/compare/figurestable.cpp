// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/compare/figurestable.h"

#include "ui/models/format.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/marks.h"

#include <QGridLayout>
#include <QLabel>
#include <QResizeEvent>
#include <QScrollBar>

namespace evenhand {
namespace {

// In front of the figures.
enum Column { Badge, Model, FirstFigure };

constexpr int columnGap = 16; // besides the grid's own
constexpr int modelWidth = 240;
constexpr int lineGap = 6;
constexpr int leastHeight = 72; // the head and two lines

} // namespace

FiguresTable::FiguresTable(QWidget *parent)
    : QScrollArea(parent)
    , m_grid(new QGridLayout)
{
    auto *content = new QWidget;
    content->setLayout(m_grid);
    m_grid->setContentsMargins(Theme::edge, Theme::halfStep, Theme::edge, 12);
    m_grid->setHorizontalSpacing(Theme::step);
    m_grid->setVerticalSpacing(lineGap);
    m_grid->setSizeConstraint(QLayout::SetFixedSize);
    setWidget(content);
    content->setAutoFillBackground(false); // as the viewport
    viewport()->setBackgroundRole(QPalette::Base);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
}

QSize FiguresTable::sizeHint() const
{
    const QSize content = widget()->sizeHint();
    const bool isWider = content.width() > width();
    return {content.width(), content.height() + (isWider ? horizontalScrollBar()->sizeHint().height() : 0)};
}

QSize FiguresTable::minimumSizeHint() const
{
    return {0, std::min(sizeHint().height(), leastHeight)};
}

void FiguresTable::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        updateGeometry();
}

QStringList FiguresTable::heads()
{
    return {tr("words"),         tr("characters"), tr("headings"), tr("list items"), tr("code blocks"),
            tr("lines of code"), tr("tables"),     tr("links"),    tr("only here")};
}

QStringList FiguresTable::cells(const Differences::Side &side)
{
    if (side.state == Differences::Side::NoText)
        return {tr("no text")};
    if (side.state == Differences::Side::Arriving)
        return {tr("still arriving")};
    QStringList cells;
    const TextFigures &figures = side.figures;
    for (const qsizetype number : {figures.words, figures.characters, figures.headings, figures.listItems,
                                   figures.codeBlocks, figures.codeLines, figures.tables, figures.links, side.onlyHere})
        cells.append(Format::count(number));
    return cells;
}

void FiguresTable::setSides(const QList<Differences::Side> &sides)
{
    if (sides == m_sides)
        return;
    m_sides = sides;
    rebuild();
}

void FiguresTable::rebuild()
{
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const QStringList names = heads();
    for (int i = 0; i < names.size(); ++i) {
        QLabel *head = textLabel(names.at(i), Theme::Face::Small, Theme::dimRole);
        head->setContentsMargins(columnGap, 0, 0, 0);
        m_grid->addWidget(head, 0, FirstFigure + i, Qt::AlignRight);
    }
    for (int i = 0; i < m_sides.size(); ++i)
        addLine(m_sides.at(i), i + 1);
    updateGeometry();
}

void FiguresTable::addLine(const Differences::Side &side, int row)
{
    auto *model = new ElidedLabel(Qt::ElideMiddle);
    model->setText(side.model);
    model->setLeastCharacters(12);
    model->setMaximumWidth(modelWidth);
    m_grid->addWidget(new LetterBadge(side.position), row, Badge);
    m_grid->addWidget(model, row, Model);
    const QStringList texts = cells(side);
    const QStringList names = heads();
    if (texts.size() < names.size()) {
        QLabel *sentence = textLabel(texts.first(), Theme::Face::Small, Theme::dimRole);
        sentence->setContentsMargins(columnGap, 0, 0, 0);
        m_grid->addWidget(sentence, row, FirstFigure, 1, int(names.size()));
        return;
    }
    for (int i = 0; i < texts.size(); ++i) {
        const bool isZero = texts.at(i) == Format::count(0);
        QLabel *cell = textLabel(texts.at(i), Theme::Face::Figures, isZero ? Theme::dimRole : QPalette::WindowText);
        cell->setContentsMargins(columnGap, 0, 0, 0);
        cell->setAccessibleName(tr("%1: %2").arg(names.at(i), texts.at(i)));
        m_grid->addWidget(cell, row, FirstFigure + i, Qt::AlignRight);
    }
}

} // namespace evenhand
