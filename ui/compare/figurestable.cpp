// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/compare/figurestable.h"

#include "ui/models/format.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/marks.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QLabel>

namespace evenhand {
namespace {

// In front of the figures.
enum Column { Badge, Model, FirstFigure };

constexpr int columnGap = 16; // besides the grid's own
constexpr int lineGap = 6;

} // namespace

FiguresTable::FiguresTable(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(Theme::edge, Theme::halfStep, Theme::edge, 12);
    layout->addLayout(m_grid);
    layout->addStretch();
    m_grid->setHorizontalSpacing(Theme::step);
    m_grid->setVerticalSpacing(lineGap);
}

QStringList FiguresTable::heads()
{
    return {tr("words"),       tr("characters"),    tr("paragraphs"), tr("headings"), tr("list items"),
            tr("code blocks"), tr("lines of code"), tr("tables"),     tr("links"),    tr("only here")};
}

QStringList FiguresTable::cells(const Differences::Side &side)
{
    if (side.state == Differences::Side::NoText)
        return {tr("no text")};
    if (side.state == Differences::Side::Arriving)
        return {tr("still arriving")};
    QStringList cells;
    const TextFigures &figures = side.figures;
    for (const qsizetype number :
         {figures.words, figures.characters, figures.paragraphs, figures.headings, figures.listItems,
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
}

void FiguresTable::addLine(const Differences::Side &side, int row)
{
    auto *model = new ElidedLabel(Qt::ElideMiddle);
    model->setText(side.model);
    model->setLeastCharacters(12);
    m_grid->addWidget(new LetterBadge(side.position), row, Badge);
    m_grid->addWidget(model, row, Model);
    const QStringList texts = cells(side);
    const bool isSentence = texts.size() == 1;
    for (int i = 0; i < texts.size(); ++i) {
        QLabel *cell = textLabel(texts.at(i), Theme::Face::Figures, isSentence ? Theme::dimRole : QPalette::WindowText);
        cell->setContentsMargins(columnGap, 0, 0, 0);
        m_grid->addWidget(cell, row, FirstFigure + i, 1, isSentence ? int(heads().size()) : 1,
                          isSentence ? Qt::AlignLeft : Qt::AlignRight);
    }
}

} // namespace evenhand
