// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/engine/plugincatalog.h"
#include "ui/settings/formrow.h"

#include <functional>

namespace evenhand {

// A settings field of any type but Secret, drawn from its description.
class FieldEditor : public FormRow
{
    Q_OBJECT
public:
    explicit FieldEditor(const PluginField &field, QWidget *parent = nullptr);

    const PluginField &field() const { return m_field; }

    // Undefined: left empty, so the plugin's own default holds.
    QJsonValue value() const { return m_value(); }
    void setValue(const QJsonValue &value) { m_setValue(value); }

    // What is wrong with the value as far as the field alone tells; empty: nothing.
    QString validate() const;

signals:
    void changed();

private:
    void makeLine();
    void makeInteger();
    void makePath();
    void makeChoice();
    void makeFlag();

    PluginField m_field;
    std::function<QJsonValue()> m_value;
    std::function<void(const QJsonValue &)> m_setValue;
};

} // namespace evenhand
