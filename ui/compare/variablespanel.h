// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QMap>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QGridLayout;
QT_END_NAMESPACE

namespace evenhand {

class GrowingEdit;

// A field for the value of each {{name}} in the prompt. What was typed for a name is kept while the name is away.
class VariablesPanel : public QWidget
{
    Q_OBJECT
public:
    explicit VariablesPanel(QWidget *parent = nullptr);

    const QStringList &names() const { return m_names; }
    void setNames(const QStringList &names);

    QMap<QString, QString> values() const; // of the names there are; those without a value are left out
    void setValues(const QMap<QString, QString> &values);
    void focusFirst();

signals:
    void changed();

private:
    void addRow(int row, const QString &name);

    QGridLayout *m_layout;
    QStringList m_names;
    QMap<QString, QString> m_values;
    QMap<QString, GrowingEdit *> m_fields;
};

} // namespace evenhand
