// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
class QVBoxLayout;
QT_END_NAMESPACE

namespace evenhand {

// One line of a form: the label at the left; at the right the editor, under it a hint and what is wrong.
// Screen readers get all of it with the editor.
class FormRow : public QWidget
{
    Q_OBJECT
public:
    enum class Need { Optional, Required };

    explicit FormRow(const QString &label, Need need = Need::Optional, QWidget *parent = nullptr);

    // Takes the editor in. focus: the part of it that is typed in; null: the editor itself.
    void setEditor(QWidget *editor, QWidget *focus = nullptr);

    void setHint(const QString &hint);
    // Empty: nothing is wrong.
    void setProblem(const QString &problem);
    QString problem() const;

private:
    void describe();

    QString m_name;
    Need m_need;
    QLabel *m_label;
    QVBoxLayout *m_column;
    QLabel *m_hint;
    QLabel *m_problem;
};

// A line that says something and is not edited; its text can be selected.
class FactRow : public FormRow
{
    Q_OBJECT
public:
    explicit FactRow(const QString &label, QWidget *parent = nullptr);

    void setText(const QString &text);

private:
    QLabel *m_text;
};

} // namespace evenhand
