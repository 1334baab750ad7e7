// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/compare/panehead.h"

#include "ui/compare/metricsline.h"
#include "ui/models/costformat.h"
#include "ui/models/format.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/marks.h"

#include <QBoxLayout>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

StateMark::Tone toneOf(LaneState state)
{
    switch (state) {
    case LaneState::Queued:
        return StateMark::Tone::Quiet;
    case LaneState::Waiting:
        return StateMark::Tone::Warning;
    case LaneState::Streaming:
        return StateMark::Tone::Active;
    case LaneState::Done:
        return StateMark::Tone::Good;
    case LaneState::Failed:
        return StateMark::Tone::Bad;
    case LaneState::Cancelled:
        return StateMark::Tone::Quiet;
    case LaneState::Interrupted:
        return StateMark::Tone::Warning;
    }
    Q_UNREACHABLE_RETURN(StateMark::Tone::Quiet);
}

QString wordOf(const CellModel &cell, const Clock &clock)
{
    const QString word = Format::state(cell.cell().state);
    const CellModel::Wait &wait = cell.wait();
    if (cell.cell().state != LaneState::Waiting || wait.reason == WaitReason::None)
        return word;
    const Clock::Moment now = clock.now();
    const auto shown = wait.until ? std::chrono::ceil<std::chrono::seconds>(*wait.until - now)
                                  : std::chrono::floor<std::chrono::seconds>(now - wait.since);
    return shown.count() > 0 ? u"%1 %2"_s.arg(word, Format::seconds(shown)) : word;
}

// Of all attempts; empty while it is not known yet.
QString costText(const CellModel *cell)
{
    if (!cell || cell->isRunning() || !cell->attempt())
        return {};
    SpendingSum sum;
    for (const Attempt &attempt : cell->cell().attempts) {
        if (const std::optional<Money> amount = attempt.cost.value_or(AttemptCost()).amount)
            sum.amounts[amount->currency].nano += amount->nano;
    }
    return sum.amounts.isEmpty() ? PaneHead::tr("unpriced") : Format::amounts(sum);
}

} // namespace

PaneHead::PaneHead(QWidget *parent)
    : QWidget(parent)
    , m_badge(new LetterBadge(-1))
    , m_model(new ElidedLabel(Qt::ElideMiddle))
    , m_channel(new ElidedLabel(Qt::ElideMiddle))
    , m_illustrative(textLabel(tr("illustrative"), Theme::Face::Small, Theme::dimRole))
    , m_state(new StateMark)
    , m_metrics(new MetricsLine)
    , m_cost(quietButton({}))
{
    m_model->setFont(Theme::font(Theme::Face::Strong));
    m_model->setLeastCharacters(12);
    m_channel->setLeastCharacters(8);
    m_channel->setFont(Theme::font(Theme::Face::Small));
    m_channel->setForegroundRole(Theme::dimRole);
    m_illustrative->setToolTip(
        tr("Not a model's answer: it was written or recorded beforehand, to show what the window can do."));

    m_cost->setFixedHeight(m_metrics->sizeHint().height());
    m_cost->setToolTip(tr("Why this number"));
    connect(m_cost, &QPushButton::clicked, this, &PaneHead::costRequested);

    auto *first = new QHBoxLayout;
    first->setSpacing(Theme::step);
    first->addWidget(m_badge);
    first->addWidget(m_model);
    first->addWidget(m_channel);
    first->addStretch(1);
    first->addWidget(m_state);
    auto *second = new QHBoxLayout;
    second->setSpacing(Theme::step);
    second->addWidget(m_metrics, 1);
    second->addWidget(m_cost);
    second->addWidget(m_illustrative);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, Theme::step, 14, Theme::step);
    layout->setSpacing(6);
    layout->addLayout(first);
    layout->addLayout(second);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
}

void PaneHead::setTarget(const PaneTarget &target)
{
    m_badge->setPosition(target.position);
    m_model->setText(target.target.model);
    m_channel->setText(target.channel);
    m_illustrative->setVisible(target.illustrative);
}

void PaneHead::setCell(const CellModel *cell, const Clock &clock)
{
    m_state->setVisible(cell);
    if (cell)
        m_state->set(toneOf(cell->cell().state), wordOf(*cell, clock));
    m_metrics->setFigures(metricsOf(cell), metricsDetails(cell));
    const QString cost = costText(cell);
    m_cost->setVisible(!cost.isEmpty());
    m_cost->setText(cost);
    m_cost->setAccessibleName(tr("Cost: %1. Why this number").arg(cost));
}

QString PaneHead::stateWord() const
{
    return m_state->isHidden() ? QString() : m_state->word();
}

QString PaneHead::metrics() const
{
    return m_cost->isHidden() ? m_metrics->text() : tr("%1, %2").arg(m_metrics->text(), m_cost->text());
}

} // namespace evenhand
