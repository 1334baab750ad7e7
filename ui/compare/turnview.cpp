// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/compare/turnview.h"

#include "ui/answer/answerview.h"
#include "ui/compare/promptbox.h"
#include "ui/models/format.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"

#include <QBoxLayout>

namespace evenhand {

TurnView::TurnView(const PromptText &prompt, const QList<std::shared_ptr<CellModel>> &cells, const Clock &clock,
                   QWidget *parent)
    : QWidget(parent)
    , m_prompt(prompt)
    , m_clock(clock)
    , m_cells(cells)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(12);
    m_layout->addWidget(new PromptBox(prompt));
    if (repeats() > 1)
        m_layout->addWidget(makeStepper());
    if (m_cells.isEmpty())
        m_layout->addWidget(sentenceLabel(tr("This target was not asked in this turn."), Theme::dimRole));
    else
        showRepeat();
}

QWidget *TurnView::makeStepper()
{
    auto *stepper = new QWidget;
    auto *layout = new QHBoxLayout(stepper);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::halfStep);
    m_previous = iconButton(QStringLiteral("go-previous"), tr("Previous repeat"));
    m_next = iconButton(QStringLiteral("go-next"), tr("Next repeat"));
    m_which = textLabel({}, Theme::Face::Small, Theme::dimRole);
    layout->addWidget(m_previous);
    layout->addWidget(m_which);
    layout->addWidget(m_next);
    layout->addStretch();
    connect(m_previous, &QToolButton::clicked, this, [this] { setRepeat(m_repeat - 1); });
    connect(m_next, &QToolButton::clicked, this, [this] { setRepeat(m_repeat + 1); });
    return stepper;
}

void TurnView::setRepeat(int repeat)
{
    if (repeat == m_repeat || repeat < 0 || repeat >= repeats())
        return;
    m_repeat = repeat;
    showRepeat();
    emit repeatChanged();
}

void TurnView::setRaw(bool raw)
{
    m_raw = raw;
    if (m_answer)
        m_answer->setRaw(raw);
}

void TurnView::showRepeat()
{
    delete m_answer;
    m_answer = new AnswerView(m_cells.at(m_repeat), m_clock);
    m_answer->setRaw(m_raw);
    m_layout->addWidget(m_answer);
    if (!m_which)
        return;
    m_which->setText(tr("Repeat %1 of %2").arg(Format::count(m_repeat + 1), Format::count(repeats())));
    m_previous->setEnabled(m_repeat > 0);
    m_next->setEnabled(m_repeat + 1 < repeats());
}

} // namespace evenhand
