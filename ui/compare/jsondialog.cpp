// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/compare/jsondialog.h"

#include "ui/shell/theme.h"
#include "ui/widgets/labels.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QFile>
#include <QFileDialog>
#include <QPlainTextEdit>
#include <QPushButton>

namespace evenhand {

static constexpr qint64 mostBytes = 1024 * 1024;

JsonDialog::JsonDialog(const Setup &setup, Check check, QWidget *parent)
    : QDialog(parent)
    , m_check(std::move(check))
    , m_text(new QPlainTextEdit)
    , m_verdict(sentenceLabel({}, Theme::dimRole))
{
    setWindowTitle(setup.title);
    resize(620, 480);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::edge, Theme::edge, Theme::edge, Theme::edge);
    layout->setSpacing(Theme::step);
    layout->addWidget(sentenceLabel(setup.hint));
    m_text->setAccessibleName(setup.title);
    m_text->setFont(Theme::font(Theme::Face::Code));
    m_text->setPlaceholderText(setup.example);
    m_text->setTabChangesFocus(true);
    m_text->setPlainText(QString::fromUtf8(setup.text));
    layout->addWidget(m_text, 1);
    layout->addWidget(m_verdict);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_accept = buttons->addButton(tr("Use"), QDialogButtonBox::AcceptRole);
    m_accept->setDefault(true);
    QPushButton *file = buttons->addButton(tr("From a file…"), QDialogButtonBox::ResetRole);
    for (QPushButton *button : {file, buttons->button(QDialogButtonBox::Cancel)})
        button->setAutoDefault(false);
    layout->addWidget(buttons);
    connect(m_text, &QPlainTextEdit::textChanged, this, &JsonDialog::check);
    connect(file, &QPushButton::clicked, this, &JsonDialog::load);
    connect(buttons, &QDialogButtonBox::accepted, this, &JsonDialog::submit);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    this->check();
}

void JsonDialog::load()
{
    auto *dialog = new QFileDialog(this, tr("Choose a file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            m_verdict->setText(tr("The file cannot be read: %1.").arg(file.errorString()));
        else
            m_text->setPlainText(QString::fromUtf8(file.read(mostBytes)));
    });
    dialog->open();
}

void JsonDialog::check()
{
    const QByteArray text = m_text->toPlainText().trimmed().toUtf8();
    const Result<QString> understood = text.isEmpty() ? tr("Nothing is sent along.") : m_check(text);
    m_verdict->setText(understood ? *understood : understood.error().message);
    m_accept->setEnabled(understood.has_value());
}

void JsonDialog::submit()
{
    emit chosen(m_text->toPlainText().trimmed().toUtf8());
    accept();
}

} // namespace evenhand
