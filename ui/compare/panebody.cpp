// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/compare/panebody.h"

#include "ui/answer/answerview.h"
#include "ui/compare/turnview.h"
#include "ui/models/format.h"
#include "ui/shell/theme.h"
#include "ui/widgets/buttons.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QToolTip>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {
namespace {

constexpr auto layoutTime = 300ms; // in which the last words of an answer have found their places
constexpr int endTolerance = 4;    // pixels from the end that still count as the end

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
    , m_columnWidget(new QWidget)
    , m_column(new QVBoxLayout(m_columnWidget))
    , m_ring(new FocusRing(this))
    , m_jump(new QPushButton(tr("Jump to end"), this))
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
    auto *outer = new QVBoxLayout(content);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_columnWidget);
    outer->addStretch();
    setWidget(content);
    fitColumn();
    m_jump->setIcon(Theme::icon(u"go-bottom"_s));
    m_jump->setToolTip(withShortcut(m_jump->text(), Qt::Key_End));
    m_jump->setAutoDefault(false);
    m_jump->hide();
    connect(m_jump, &QPushButton::clicked, this, &PaneBody::scrollToEnd);
    m_settling.setSingleShot(true);
    m_settling.setInterval(layoutTime);
    connect(&m_settling, &QTimer::timeout, this, &PaneBody::settle);
    // Queued: the turns have their places a moment after the range is known.
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, &PaneBody::holdOn, Qt::QueuedConnection);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &PaneBody::valueChanged);
}

void PaneBody::fitColumn()
{
    const QFontMetrics face(BlockLook{.zoom = Theme::answerZoom() / 100.0}.font(Theme::Face::Answer));
    verticalScrollBar()->setSingleStep(face.lineSpacing());
    const int line = BlockView::longestLine * face.averageCharWidth();
    m_columnWidget->setMaximumWidth(line + 2 * Theme::edge);
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

int PaneBody::topOf(const TurnView *turn) const
{
    return turn->mapTo(widget(), QPoint()).y();
}

TurnView *PaneBody::turnAt(int y) const
{
    TurnView *found = m_turns.value(0);
    for (TurnView *turn : m_turns) {
        if (topOf(turn) <= y)
            found = turn;
    }
    return found;
}

PaneBody::Position PaneBody::position() const
{
    const int value = verticalScrollBar()->value();
    TurnView *turn = turnAt(value);
    if (!turn)
        return {};
    return {.turn = int(m_turns.indexOf(turn)), .place = placeIn(*turn, value - topOf(turn))};
}

void PaneBody::scrollTo(const Position &position)
{
    if (m_turns.isEmpty())
        return;
    const TurnView *turn = m_turns.at(std::min<qsizetype>(position.turn, m_turns.size() - 1));
    const QScopedValueRollback guard(m_moving, true);
    verticalScrollBar()->setValue(topOf(turn) + yIn(*turn, position.place));
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

void PaneBody::reveal(BlockView *view, const TextPlace &place)
{
    view->revealSideways(place);
    const QRect caret(view->mapTo(widget(), view->rectOf(place).topLeft()), view->rectOf(place).size());
    const int room = viewport()->height();
    int below = caret.top() - verticalScrollBar()->value();
    if (below < 0 || below + caret.height() > room)
        below = room / 3;
    TurnView *turn = turnAt(caret.top());
    if (!turn)
        return;
    m_hold = Hold::Place;
    m_place = ReadingPlace(turn, caret.top() - topOf(turn));
    m_placeBelow = below;
    holdOn();
    emit scrolledByReader();
}

std::pair<BlockView *, TextPlace> PaneBody::firstVisible() const
{
    const int value = verticalScrollBar()->value();
    for (const TurnView *turn : m_turns) {
        const QList<BlockView *> parts = turn->answer() ? turn->answer()->parts() : QList<BlockView *>();
        for (BlockView *part : parts) {
            const int top = part->mapTo(widget(), QPoint()).y();
            if (part->isVisibleTo(this) && top + part->height() > value)
                return {part, {.block = part->anchorAt(std::max(0, value - top)).block}};
        }
    }
    return {};
}

void PaneBody::setGrowing(bool growing)
{
    if (growing == m_growing)
        return;
    m_growing = growing;
    growing ? m_settling.stop() : m_settling.start();
    placeJump();
}

// Nothing comes any more: unfolding something must not take away what is being read.
void PaneBody::settle()
{
    if (m_hold == Hold::End)
        noteHold();
}

void PaneBody::setRaw(bool raw)
{
    m_place.keepSource();
    for (TurnView *turn : std::as_const(m_turns))
        turn->setRaw(raw);
}

void PaneBody::placeJump()
{
    m_jump->setVisible(m_growing && m_hold != Hold::End);
    if (m_jump->isHidden())
        return;
    m_jump->resize(m_jump->sizeHint());
    m_jump->move((viewport()->width() - m_jump->width()) / 2, height() - m_jump->height() - Theme::step);
    m_jump->raise();
}

void PaneBody::holdOn()
{
    const QScopedValueRollback guard(m_moving, true);
    QScrollBar *bar = verticalScrollBar();
    if (m_hold == Hold::End) {
        bar->setValue(bar->maximum());
    } else if (m_hold == Hold::LastTurn && !m_turns.isEmpty()) {
        bar->setValue(topOf(m_turns.last()) - topOf(m_turns.first()));
    } else if (m_hold == Hold::Place) {
        if (const std::optional<int> y = m_place.y())
            bar->setValue(topOf(m_place.turn()) + *y - m_placeBelow);
    }
    placeJump();
}

void PaneBody::noteHold()
{
    const int value = verticalScrollBar()->value();
    TurnView *turn = turnAt(value);
    const bool follows = m_growing && value >= verticalScrollBar()->maximum() - endTolerance;
    m_hold = follows || !turn ? Hold::End : Hold::Place;
    if (m_hold == Hold::Place) {
        m_place = ReadingPlace(turn, value - topOf(turn));
        m_placeBelow = 0;
    }
    placeJump();
}

void PaneBody::valueChanged(int value)
{
    // The content became shorter than where the reader was.
    const bool squeezed = m_value > verticalScrollBar()->maximum();
    m_value = value;
    if (m_moving || squeezed)
        return;
    noteHold();
    emit scrolledByReader();
}

// The turns know their heights now and have taken their places.
bool PaneBody::event(QEvent *event)
{
    const bool done = QScrollArea::event(event);
    if (event->type() == QEvent::LayoutRequest)
        holdOn();
    return done;
}

void PaneBody::settleTurns()
{
    for (const TurnView *turn : std::as_const(m_turns)) {
        const QList<BlockView *> parts = turn->answer() ? turn->answer()->parts() : QList<BlockView *>();
        for (BlockView *part : parts)
            part->settleParents();
    }
}

void PaneBody::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitColumn();
}

void PaneBody::resizeEvent(QResizeEvent *event)
{
    // What is at the lower edge stays there when something grows into the pane from below.
    const QScrollBar *bar = verticalScrollBar();
    const bool staysAtEnd = m_hold == Hold::Place && bar->maximum() > 0 && bar->value() >= bar->maximum() - endTolerance
                            && event->size().width() == event->oldSize().width();
    QScrollArea::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        settleTurns();
    if (staysAtEnd) {
        const QScopedValueRollback guard(m_moving, true);
        verticalScrollBar()->setValue(bar->maximum());
        noteHold();
    }
    m_ring->setGeometry(rect());
    placeJump();
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

void PaneBody::wheelEvent(QWheelEvent *event)
{
    if (event->modifiers() != Qt::ControlModifier) {
        QScrollArea::wheelEvent(event);
        return;
    }
    m_wheel += event->angleDelta().y();
    const int steps = m_wheel / QWheelEvent::DefaultDeltasPerStep;
    m_wheel %= QWheelEvent::DefaultDeltasPerStep;
    if (steps != 0) {
        Theme::setAnswerZoom(Theme::answerZoom() + steps * Theme::answerZoomStep);
        QToolTip::showText(event->globalPosition().toPoint(), tr("Zoom %1").arg(Format::percent(Theme::answerZoom())),
                           this);
    }
    event->accept();
}

} // namespace evenhand
