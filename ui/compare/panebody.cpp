// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/compare/panebody.h"

#include "ui/compare/turnview.h"
#include "ui/shell/theme.h"
#include "ui/widgets/plaintextview.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>

namespace evenhand {
namespace {

constexpr int endTolerance = 4; // pixels from the end that still count as the end

class FocusRing final : public QWidget
{
public:
    explicit FocusRing(QWidget *parent)
        : QWidget(parent)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        hide();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setPen(QPen(Theme::colors().accent, 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
};

} // namespace

PaneBody::PaneBody(QWidget *parent)
    : QScrollArea(parent)
    , m_column(new QVBoxLayout)
    , m_ring(new FocusRing(this))
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    viewport()->setBackgroundRole(QPalette::Base);
    auto *content = new QWidget;
    content->setBackgroundRole(QPalette::Base);
    m_column->setContentsMargins(Theme::edge, 12, Theme::edge, Theme::edge);
    m_column->setSpacing(Theme::edge);
    auto *column = new QWidget;
    column->setLayout(m_column);
    column->setMaximumWidth(PlainTextView::longestLine
                                * QFontMetrics(Theme::font(Theme::Face::Answer)).averageCharWidth()
                            + 2 * Theme::edge);
    auto *outer = new QVBoxLayout(content);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(column);
    outer->addStretch();
    setWidget(content);
    // Queued: the turns have their places a moment after the range is known.
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, &PaneBody::holdOn, Qt::QueuedConnection);
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
    m_hold = Hold::End;
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
    noteHold();
}

void PaneBody::scrollToEnd()
{
    m_hold = Hold::End;
    holdOn();
}

void PaneBody::scrollToLastTurn()
{
    m_hold = Hold::LastTurn;
    holdOn();
}

void PaneBody::holdOn()
{
    const QScopedValueRollback guard(m_moving, true);
    if (m_hold == Hold::End)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    else if (m_hold == Hold::LastTurn && !m_turns.isEmpty())
        verticalScrollBar()->setValue(m_turns.last()->y() - m_turns.first()->y());
}

void PaneBody::noteHold()
{
    const bool atEnd = verticalScrollBar()->value() >= verticalScrollBar()->maximum() - endTolerance;
    m_hold = atEnd ? Hold::End : Hold::Nothing;
}

void PaneBody::valueChanged()
{
    if (m_moving)
        return;
    noteHold();
    emit scrolledByReader();
}

void PaneBody::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    m_ring->setGeometry(rect());
}

void PaneBody::focusInEvent(QFocusEvent *event)
{
    QScrollArea::focusInEvent(event);
    m_ring->setVisible(event->reason() != Qt::MouseFocusReason && event->reason() != Qt::ActiveWindowFocusReason);
    m_ring->raise();
}

void PaneBody::focusOutEvent(QFocusEvent *event)
{
    QScrollArea::focusOutEvent(event);
    m_ring->hide();
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
