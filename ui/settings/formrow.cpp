// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/settings/formrow.h"

#include "ui/shell/theme.h"
#include "ui/widgets/labels.h"

#include <QBoxLayout>
#include <QLabel>

using namespace Qt::StringLiterals;

namespace evenhand {

constexpr int labelCharacters = 20;  // room for the label
constexpr int editorCharacters = 64; // the widest an editor gets

static QLabel *makeNote(QPalette::ColorRole ink, QWidget *parent)
{
    QLabel *label = textLabel({}, Theme::Face::Small, ink, parent);
    label->setWordWrap(true);
    label->hide();
    return label;
}

FormRow::FormRow(const QString &label, Need need, QWidget *parent)
    : QWidget(parent)
    , m_name(label)
    , m_need(need)
    , m_label(
          textLabel(need == Need::Required ? label + u" *"_s : label, Theme::Face::Body, QPalette::WindowText, this))
    , m_column(new QVBoxLayout)
    , m_hint(makeNote(Theme::dimRole, this))
    , m_problem(makeNote(QPalette::BrightText, this))
{
    const int character = fontMetrics().averageCharWidth();
    m_label->setWordWrap(true);
    m_label->setFixedWidth(labelCharacters * character);

    m_column->setSpacing(Theme::halfStep);
    m_column->addWidget(m_hint);
    m_column->addWidget(m_problem);

    // A widget of its own bounds the width, so that the height which wrapped text needs is known.
    auto *column = new QWidget(this);
    column->setLayout(m_column);
    column->setMaximumWidth(editorCharacters * character);
    m_column->setContentsMargins({});

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(2 * Theme::step);
    row->addWidget(m_label, 0, Qt::AlignTop);
    row->addWidget(column, editorCharacters);
    row->addStretch(1);
}

void FormRow::setEditor(QWidget *editor, QWidget *focus)
{
    m_label->setBuddy(focus ? focus : editor);
    m_label->setMinimumHeight(editor->sizeHint().height());
    m_column->insertWidget(0, editor);
    m_label->buddy()->setAccessibleName(m_name);
    setFocusProxy(m_label->buddy());
    describe();
}

void FormRow::setHint(const QString &hint)
{
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
    describe();
}

void FormRow::setProblem(const QString &problem)
{
    m_problem->setText(problem.isEmpty() ? QString() : u"✗ "_s + problem);
    m_problem->setVisible(!problem.isEmpty());
    describe();
}

QString FormRow::problem() const
{
    return m_problem->text().mid(2);
}

void FormRow::describe()
{
    QWidget *editor = m_label->buddy();
    if (!editor)
        return;
    QStringList words{m_problem->text(), m_need == Need::Required ? tr("Needed.") : QString(), m_hint->text()};
    words.removeAll({});
    editor->setAccessibleDescription(words.join(u' '));
}

FactRow::FactRow(const QString &label, QWidget *parent)
    : FormRow(label, Need::Optional, parent)
    , m_text(sentenceLabel({}, QPalette::WindowText, this))
{
    setEditor(m_text);
}

void FactRow::setText(const QString &text)
{
    m_text->setText(text);
}

} // namespace evenhand
