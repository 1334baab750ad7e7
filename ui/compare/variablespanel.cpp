// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/compare/variablespanel.h"

#include "ui/compare/growingedit.h"
#include "ui/widgets/labels.h"

#include <QGridLayout>

namespace evenhand {

VariablesPanel::VariablesPanel(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QGridLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setHorizontalSpacing(Theme::step);
    m_layout->setVerticalSpacing(Theme::halfStep);
    m_layout->setColumnStretch(1, 1);
}

void VariablesPanel::setNames(const QStringList &names)
{
    if (names == m_names)
        return;
    m_names = names;
    m_fields.clear();
    while (QLayoutItem *item = m_layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (int row = 0; row < names.size(); ++row)
        addRow(row, names.at(row));
}

void VariablesPanel::addRow(int row, const QString &name)
{
    auto *label = new ElidedLabel(Qt::ElideMiddle);
    label->setText(name);
    label->setForegroundRole(Theme::dimRole);
    label->setFixedWidth(18 * fontMetrics().averageCharWidth());
    auto *field = new GrowingEdit(1, 4);
    field->setPlainText(m_values.value(name));
    field->setAccessibleName(tr("Value of %1").arg(name));
    field->setPlaceholderText(tr("No value: it is sent as {{%1}}").arg(name));
    m_fields.insert(name, field);
    connect(field, &QPlainTextEdit::textChanged, this, [this, name, field] {
        m_values.insert(name, field->toPlainText());
        emit changed();
    });
    m_layout->addWidget(label, row, 0);
    m_layout->addWidget(field, row, 1);
}

QMap<QString, QString> VariablesPanel::values() const
{
    QMap<QString, QString> values;
    for (const QString &name : m_names) {
        if (const QString value = m_values.value(name); !value.isEmpty())
            values.insert(name, value);
    }
    return values;
}

void VariablesPanel::setValues(const QMap<QString, QString> &values)
{
    m_values = values;
    for (auto field = m_fields.cbegin(); field != m_fields.cend(); ++field)
        field.value()->setPlainText(values.value(field.key()));
}

void VariablesPanel::focusFirst()
{
    if (!m_names.isEmpty())
        m_fields.value(m_names.first())->setFocus(Qt::TabFocusReason);
}

} // namespace evenhand
