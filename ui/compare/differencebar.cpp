// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/compare/differencebar.h"

#include "app/core/target.h"
#include "ui/compare/differences.h"
#include "ui/compare/figurestable.h"
#include "ui/compare/keys.h"
#include "ui/compare/paneboard.h"
#include "ui/models/format.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"

#include <QAccessible>
#include <QAction>
#include <QBoxLayout>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

// "A, C" of those sides for which it is true; empty: of none.
QString named(const QList<Differences::Side> &sides, const std::function<bool(const Differences::Side &)> &which)
{
    QStringList names;
    for (const Differences::Side &side : sides) {
        if (which(side))
            names.append(side.position < 0 ? side.model : targetLetter(side.position));
    }
    return names.join(u", "_s);
}

} // namespace

DifferenceBar::DifferenceBar(PaneBoard &board, QWidget *parent)
    : QWidget(parent)
    , m_differences(new Differences(board, this))
    , m_button(new QPushButton(tr("Differences")))
    , m_previous(iconButton(u"go-up"_s, tr("Previous difference")))
    , m_next(iconButton(u"go-down"_s, tr("Next difference")))
    , m_summary(textLabel({}, Theme::Face::Figures))
    , m_note(new ElidedLabel(Qt::ElideRight))
    , m_showFigures(quietButton(tr("Figures")))
    , m_figures(new FiguresTable)
{
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    buildBar();
    buildActions(board);
    connect(m_differences, &Differences::changed, this, &DifferenceBar::refresh);
    connect(m_button, &QPushButton::toggled, this, [this](bool on) {
        setVisible(on);
        m_differences->setActive(on);
    });
    refresh();
    hide();
}

void DifferenceBar::buildBar()
{
    auto *line = new QHBoxLayout;
    line->setContentsMargins(Theme::edge - Theme::halfStep, Theme::halfStep, Theme::step, Theme::halfStep);
    line->setSpacing(Theme::halfStep);
    m_button->setCheckable(true);
    m_button->setAutoDefault(false);
    m_showFigures->setCheckable(true);
    m_note->setFont(Theme::font(Theme::Face::Small));
    m_note->setForegroundRole(Theme::dimRole);
    QToolButton *close = iconButton(u"dialog-close"_s, tr("Close"));
    line->addWidget(m_previous);
    line->addWidget(m_next);
    line->addSpacing(Theme::halfStep);
    line->addWidget(m_summary);
    line->addSpacing(Theme::step);
    line->addWidget(m_note);
    line->addStretch();
    line->addWidget(m_showFigures);
    line->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(line);
    layout->addWidget(m_figures);
    layout->addWidget(new Rule(Qt::Horizontal));
    m_figures->hide();
    connect(m_previous, &QToolButton::clicked, this, [this] { m_differences->step(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { m_differences->step(1); });
    connect(m_showFigures, &QPushButton::toggled, m_figures, &QWidget::setVisible);
    connect(close, &QToolButton::clicked, m_button, [this] { m_button->setChecked(false); });
}

QAction *DifferenceBar::addAction(const QString &text, const QKeySequence &keys, std::function<void()> run)
{
    auto *action = new QAction(text, this);
    action->setShortcut(keys);
    connect(action, &QAction::triggered, this, std::move(run));
    m_actions.append(action);
    return action;
}

void DifferenceBar::buildActions(PaneBoard &board)
{
    QAction *show =
        addAction(tr("Mark differences between the answers"), Keys::differences, [this] { m_button->toggle(); });
    addAction(tr("Next difference"), Keys::nextDifference, [this] { m_differences->step(1); });
    addAction(tr("Previous difference"), Keys::previousDifference, [this] { m_differences->step(-1); });
    m_button->setToolTip(withShortcut(show->text(), Keys::differences));
    m_next->setToolTip(withShortcut(m_next->accessibleName(), Keys::nextDifference));
    m_previous->setToolTip(withShortcut(m_previous->accessibleName(), Keys::previousDifference));
    m_showFigures->setToolTip(tr("The figures of the answers, side by side"));
    // Where nothing is written, the letter is enough.
    auto *letter = new QAction(&board);
    letter->setShortcut(Qt::Key_D);
    letter->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(letter, &QAction::triggered, m_button, &QPushButton::toggle);
    board.addAction(letter);
}

QString DifferenceBar::summary() const
{
    return m_summary->text();
}

QString DifferenceBar::note() const
{
    return m_note->text();
}

QString DifferenceBar::summaryText() const
{
    const qsizetype count = m_differences->count();
    if (m_differences->current() >= 0)
        return tr("Difference %1 of %2").arg(Format::count(m_differences->current() + 1), Format::count(count));
    if (count > 0)
        return Format::counted(count, tr("1 difference"), tr("%1 differences"));
    if (m_differences->compared() < 2)
        return tr("Two complete answers are needed");
    return m_differences->isComparing() ? tr("Comparing…") : tr("No differences");
}

QString DifferenceBar::noteText() const
{
    using Side = Differences::Side;
    const QList<Side> &sides = m_differences->sides();
    QStringList sentences;
    const auto add = [&](const QString &sentence, const std::function<bool(const Side &)> &which) {
        if (const QString names = named(sides, which); !names.isEmpty())
            sentences.append(sentence.arg(names));
    };
    add(tr("Still arriving: %1."), [](const Side &side) { return side.state == Side::Arriving; });
    add(tr("Without text: %1."), [](const Side &side) { return side.state == Side::NoText; });
    add(tr("Too long and too different to be compared in every word, so marked as a whole in places: %1."),
        [](const Side &side) { return side.isCoarse; });
    return sentences.join(u' ');
}

void DifferenceBar::refresh()
{
    if (const QString summary = summaryText(); summary != m_summary->text()) {
        m_summary->setText(summary);
        QAccessibleAnnouncementEvent announcement(this, summary);
        QAccessible::updateAccessibility(&announcement);
    }
    m_note->setText(noteText());
    m_previous->setEnabled(m_differences->count() > 0);
    m_next->setEnabled(m_differences->count() > 0);
    m_figures->setSides(m_differences->sides());
}

} // namespace evenhand
