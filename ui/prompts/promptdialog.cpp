// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/prompts/promptdialog.h"

#include "ui/shell/theme.h"
#include "ui/widgets/labels.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

namespace evenhand {

PromptDialog::PromptDialog(const Content &content, Keep keep, QWidget *parent)
    : QDialog(parent)
    , m_before(content)
    , m_keep(std::move(keep))
    , m_name(new QLineEdit(content.name))
    , m_system(new QPlainTextEdit(content.text.system))
    , m_text(new QPlainTextEdit(content.text.user))
    , m_hint(sentenceLabel({}, Theme::dimRole))
    , m_problem(sentenceLabel({}, QPalette::BrightText))
{
    const bool isNew = content.name.isEmpty();
    setWindowTitle(isNew ? tr("New prompt") : tr("New version of \"%1\"").arg(content.name));
    resize(640, 520);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::edge, Theme::edge, Theme::edge, Theme::edge);
    layout->setSpacing(Theme::halfStep);
    const auto add = [layout](const QString &caption, QWidget *editor, int stretch) {
        QLabel *label = textLabel(caption, Theme::Face::Small, Theme::dimRole);
        label->setBuddy(editor);
        editor->setAccessibleName(QString(caption).remove(u'&'));
        layout->addWidget(label);
        layout->addWidget(editor, stretch);
        layout->addSpacing(Theme::halfStep);
    };
    add(tr("&Name"), m_name, 0);
    add(tr("&System part, may be empty"), m_system, 1);
    add(tr("&Prompt"), m_text, 3);
    m_name->setReadOnly(!isNew);
    for (QPlainTextEdit *edit : {m_system, m_text})
        edit->setTabChangesFocus(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_save = buttons->addButton(tr("Save"), QDialogButtonBox::AcceptRole);
    m_save->setDefault(true);
    buttons->button(QDialogButtonBox::Cancel)->setAutoDefault(false);
    layout->addWidget(m_hint);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    m_problem->hide();
    connect(m_name, &QLineEdit::textChanged, this, &PromptDialog::check);
    connect(m_system, &QPlainTextEdit::textChanged, this, &PromptDialog::check);
    connect(m_text, &QPlainTextEdit::textChanged, this, &PromptDialog::check);
    connect(buttons, &QDialogButtonBox::accepted, this, &PromptDialog::submit);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    (isNew ? static_cast<QWidget *>(m_name) : m_text)->setFocus();
    check();
}

PromptDialog::Content PromptDialog::content() const
{
    Content content{.name = m_name->text().trimmed(), .text = m_before.text};
    content.text.system = m_system->toPlainText();
    content.text.user = m_text->toPlainText();
    return content;
}

void PromptDialog::check()
{
    const Content now = content();
    const QStringList names = variableNames(now.text);
    m_hint->setText(names.isEmpty() ? tr("No variables. {{name}} makes one, for a suite or the composer to fill.")
                                    : tr("Variables: %1").arg(names.join(u", ")));
    m_save->setEnabled(!now.name.isEmpty() && !now.text.user.trimmed().isEmpty());
    m_problem->hide();
}

QString PromptDialog::hint() const
{
    return m_hint->text();
}

void PromptDialog::submit()
{
    if (const Result<void> kept = m_keep(content()); kept)
        return accept();
    else
        m_problem->setText(kept.error().message);
    m_problem->show();
}

} // namespace evenhand
