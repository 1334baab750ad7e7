// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/findbar.h"

#include "ui/models/format.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"

#include <QApplication>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr int fieldWidth = 280;

} // namespace

FindBar::FindBar(Finder &finder, QWidget *parent)
    : QWidget(parent)
    , m_finder(finder)
    , m_field(new QLineEdit)
    , m_result(textLabel({}, Theme::Face::Figures, Theme::dimRole))
    , m_previous(iconButton(u"go-up"_s, tr("Previous match")))
    , m_next(iconButton(u"go-down"_s, tr("Next match")))
    , m_case(quietButton(tr("Match case")))
    , m_everywhere(quietButton(tr("All panes")))
{
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(Theme::edge, Theme::halfStep, Theme::step, Theme::halfStep);
    layout->setSpacing(Theme::step);
    QToolButton *close = iconButton(u"dialog-close"_s, tr("Close (Esc)"));
    m_field->setPlaceholderText(tr("Find in the answers"));
    m_field->setAccessibleName(m_field->placeholderText());
    m_field->setClearButtonEnabled(true);
    m_field->setMaximumWidth(fieldWidth);
    m_previous->setToolTip(withShortcut(m_previous->accessibleName(), QKeySequence::FindPrevious));
    m_next->setToolTip(withShortcut(m_next->accessibleName(), QKeySequence::FindNext));
    m_case->setCheckable(true);
    m_everywhere->setCheckable(true);
    layout->addWidget(m_field, 1);
    layout->addWidget(m_previous);
    layout->addWidget(m_next);
    layout->addWidget(m_result);
    layout->addStretch();
    layout->addWidget(m_case);
    layout->addWidget(m_everywhere);
    layout->addWidget(close);
    connect(m_field, &QLineEdit::textChanged, this, &FindBar::search);
    connect(m_case, &QPushButton::toggled, this, &FindBar::search);
    connect(m_everywhere, &QPushButton::toggled, this, &FindBar::everywhereChanged);
    connect(m_previous, &QToolButton::clicked, this, [this] { m_finder.step(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { m_finder.step(1); });
    connect(close, &QToolButton::clicked, this, &FindBar::close);
    connect(&m_finder, &Finder::changed, this, &FindBar::refresh);
    refresh();
    hide();
}

void FindBar::open(const QString &text)
{
    QWidget *focus = QApplication::focusWidget();
    if (focus && !isAncestorOf(focus))
        m_cameFrom = focus;
    show();
    if (!text.isEmpty())
        m_field->setText(text);
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
    search();
}

void FindBar::close()
{
    hide();
    m_finder.setQuery({});
    if (m_cameFrom)
        m_cameFrom->setFocus(Qt::OtherFocusReason);
}

bool FindBar::isEverywhere() const
{
    return m_everywhere->isChecked();
}

void FindBar::setEverywhere(bool everywhere)
{
    m_everywhere->setChecked(everywhere);
}

QString FindBar::result() const
{
    return m_result->text();
}

void FindBar::search()
{
    if (!isVisible())
        return;
    emit aboutToSearch();
    m_finder.setQuery({.text = m_field->text(), .matchCase = m_case->isChecked()});
}

void FindBar::refresh()
{
    const qsizetype count = m_finder.count();
    const qsizetype current = m_finder.current();
    const QString all = m_finder.isCapped() ? Format::count(count) + u'+' : Format::count(count);
    QString said;
    if (current >= 0)
        said = tr("%1 of %2").arg(Format::count(current + 1), all);
    else if (count > 0)
        said = Format::counted(count, tr("1 match"), tr("%1 matches"));
    else if (!m_finder.query().text.isEmpty() && !m_finder.isSearching())
        said = tr("No match");
    m_result->setText(said);
    m_previous->setEnabled(count > 0);
    m_next->setEnabled(count > 0);
}

bool FindBar::event(QEvent *event)
{
    // Elsewhere on a page the key stops an answer.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void FindBar::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(QRect(0, 0, width(), 1), Theme::colors().line);
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        close();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        m_finder.step(event->modifiers() & Qt::ShiftModifier ? -1 : 1);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace evenhand
