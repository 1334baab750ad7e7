// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/compare/panebody.h"

#include "ui/compare/turnview.h"
#include "ui/shell/theme.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>

namespace evenhand {
namespace {

constexpr int endTolerance = 4; // pixels from the end that still count as the end

} // namespace

PaneBody::PaneBody(QWidget *parent)
    : QScrollArea(parent)
    , m_column(new QVBoxLayout)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setBackgroundRole(QPalette::Base);
    auto *content = new QWidget;
    content->setBackgroundRole(QPalette::Base);
    m_column->setContentsMargins(Theme::edge, 12, Theme::edge, Theme::edge);
    m_column->setSpacing(Theme::edge);
    auto *outer = new QVBoxLayout(content);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addLayout(m_column);
    outer->addStretch();
    setWidget(content);
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, [this](int, int maximum) { rangeChanged(maximum); });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &PaneBody::valueChanged);
}

void PaneBody::addTurn(TurnView *turn)
{
    m_turns.append(turn);
    m_column->addWidget(turn);
    scrollToEnd();
}

void PaneBody::clear()
{
    qDeleteAll(m_turns);
    m_turns.clear();
    m_atEnd = true;
}

PaneBody::Position PaneBody::position() const
{
    const int value = verticalScrollBar()->value();
    for (int turn = int(m_turns.size()) - 1; turn >= 0; --turn) {
        const int top = m_turns.at(turn)->y() - m_turns.first()->y();
        if (top <= value)
            return {.turn = turn, .offset = value - top};
    }
    return {};
}

void PaneBody::scrollTo(const Position &position)
{
    if (m_turns.isEmpty())
        return;
    const TurnView *turn = m_turns.at(std::min<qsizetype>(position.turn, m_turns.size() - 1));
    const QScopedValueRollback guard(m_moving, true);
    verticalScrollBar()->setValue(turn->y() - m_turns.first()->y() + position.offset);
}

void PaneBody::scrollToEnd()
{
    m_atEnd = true;
    const QScopedValueRollback guard(m_moving, true);
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

void PaneBody::rangeChanged(int maximum)
{
    if (!m_atEnd)
        return;
    const QScopedValueRollback guard(m_moving, true);
    verticalScrollBar()->setValue(maximum);
}

void PaneBody::valueChanged(int value)
{
    m_atEnd = value >= verticalScrollBar()->maximum() - endTolerance;
    if (!m_moving)
        emit scrolledByReader();
}

void PaneBody::paintEvent(QPaintEvent *event)
{
    QScrollArea::paintEvent(event);
    if (!hasFocus())
        return;
    QPainter painter(viewport());
    painter.setPen(QPen(Theme::colors().accent, 2));
    painter.drawRect(viewport()->rect().adjusted(1, 1, -1, -1));
}

void PaneBody::focusInEvent(QFocusEvent *event)
{
    QScrollArea::focusInEvent(event);
    viewport()->update();
}

void PaneBody::focusOutEvent(QFocusEvent *event)
{
    QScrollArea::focusOutEvent(event);
    viewport()->update();
}

void PaneBody::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Home:
        verticalScrollBar()->triggerAction(QAbstractSlider::SliderToMinimum);
        return;
    case Qt::Key_End:
        verticalScrollBar()->triggerAction(QAbstractSlider::SliderToMaximum);
        return;
    default:
        QScrollArea::keyPressEvent(event);
    }
}

} // namespace evenhand
