// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/settings/fieldeditor.h"

#include "ui/shell/theme.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace evenhand {

static QJsonValue textOrNothing(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(text);
}

static QString fromHome(const QString &path)
{
    return path.startsWith("~/"_L1) ? QDir::homePath() + path.mid(1) : path;
}

FieldEditor::FieldEditor(const PluginField &field, QWidget *parent)
    // A check box has its label itself.
    : FormRow(field.type == PluginField::Type::Flag ? QString() : field.label,
              field.required ? Need::Required : Need::Optional, parent)
    , m_field(field)
{
    switch (field.type) {
    case PluginField::Type::Text:
    case PluginField::Type::Url:
        makeLine();
        break;
    case PluginField::Type::Integer:
        makeInteger();
        break;
    case PluginField::Type::Folder:
    case PluginField::Type::File:
        makePath();
        break;
    case PluginField::Type::Choice:
        makeChoice();
        break;
    case PluginField::Type::Flag:
        makeFlag();
        break;
    case PluginField::Type::Secret:
        Q_UNREACHABLE(); // SecretEditor's
    }
    setHint(field.help);
    setValue(field.defaultValue);
}

void FieldEditor::makeLine()
{
    auto *line = new QLineEdit(this);
    line->setPlaceholderText(m_field.placeholder);
    if (m_field.type == PluginField::Type::Url)
        line->setInputMethodHints(Qt::ImhUrlCharactersOnly);
    m_value = [line] { return textOrNothing(line->text().trimmed()); };
    m_setValue = [line](const QJsonValue &value) {
        line->setText(value.toString());
        line->home(false); // a long value shows its beginning
    };
    connect(line, &QLineEdit::textChanged, this, &FieldEditor::changed);
    setEditor(line);
}

void FieldEditor::makeInteger()
{
    auto *line = new QLineEdit(this);
    line->setPlaceholderText(m_field.placeholder);
    line->setInputMethodHints(Qt::ImhFormattedNumbersOnly);
    m_value = [line] {
        bool isNumber = false;
        const qint64 number = line->text().trimmed().toLongLong(&isNumber);
        return isNumber ? QJsonValue(number) : textOrNothing(line->text().trimmed());
    };
    m_setValue = [line](const QJsonValue &value) {
        line->setText(value.isDouble() ? QString::number(value.toInteger()) : value.toString());
    };
    connect(line, &QLineEdit::textChanged, this, &FieldEditor::changed);
    setEditor(line);
}

void FieldEditor::makePath()
{
    const bool isFolder = m_field.type == PluginField::Type::Folder;
    auto *editor = new QWidget(this);
    auto *line = new QLineEdit(editor);
    auto *choose = new QPushButton(tr("Choose…"), editor);
    choose->setAutoDefault(false);
    choose->setAccessibleName(isFolder ? tr("Choose a folder: %1").arg(m_field.label)
                                       : tr("Choose a file: %1").arg(m_field.label));
    auto *row = new QHBoxLayout(editor);
    row->setContentsMargins({});
    row->setSpacing(Theme::step);
    row->addWidget(line, 1);
    row->addWidget(choose);

    line->setPlaceholderText(m_field.placeholder);
    m_value = [line] { return textOrNothing(line->text().trimmed()); };
    m_setValue = [line](const QJsonValue &value) { line->setText(value.toString()); };
    connect(line, &QLineEdit::textChanged, this, &FieldEditor::changed);
    connect(choose, &QPushButton::clicked, this, [this, line, isFolder] {
        auto *dialog = new QFileDialog(this, m_field.label, fromHome(line->text()));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(isFolder ? QFileDialog::Directory : QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, line, &QLineEdit::setText);
        dialog->open();
    });
    setEditor(editor, line);
}

void FieldEditor::makeChoice()
{
    auto *box = new QComboBox(this);
    if (!m_field.required && m_field.defaultValue.toString().isEmpty())
        box->addItem(tr("not chosen"));
    for (const QString &choice : std::as_const(m_field.choices))
        box->addItem(choice, choice);
    m_value = [box] { return textOrNothing(box->currentData().toString()); };
    m_setValue = [box](const QJsonValue &value) { box->setCurrentIndex(qMax(0, box->findData(value.toString()))); };
    connect(box, &QComboBox::currentIndexChanged, this, &FieldEditor::changed);
    setEditor(box);
}

void FieldEditor::makeFlag()
{
    auto *box = new QCheckBox(m_field.label, this);
    m_value = [box] { return QJsonValue(box->isChecked()); };
    m_setValue = [box](const QJsonValue &value) { box->setChecked(value.toBool()); };
    connect(box, &QCheckBox::toggled, this, &FieldEditor::changed);
    setEditor(box);
    box->setAccessibleName(m_field.label);
}

QString FieldEditor::validate() const
{
    const QJsonValue now = value();
    if (now.isUndefined())
        return m_field.required ? tr("This is needed.") : QString();
    if (m_field.type == PluginField::Type::Integer && !now.isDouble())
        return tr("“%1” is not a whole number.").arg(now.toString());
    if (m_field.type == PluginField::Type::Folder && !QFileInfo(now.toString()).isDir())
        return tr("There is no such folder.");
    if (m_field.type == PluginField::Type::File && !QFileInfo(fromHome(now.toString())).isFile())
        return tr("There is no such file.");
    return {};
}

} // namespace evenhand
