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
// Screen readers get label, hint and problem with the editor.
class FormRow : public QWidget
{
    Q_OBJECT
public:
    explicit FormRow(const QString &label, QWidget *parent = nullptr);

    // Takes the editor in. focus: the part of it that is typed in; null: the editor itself.
    void setEditor(QWidget *editor, QWidget *focus = nullptr);
    QString label() const;

    void setHint(const QString &hint);
    // Empty: nothing is wrong.
    void setProblem(const QString &problem);
    QString problem() const;

private:
    void describe();

    QLabel *m_label;
    QVBoxLayout *m_column;
    QLabel *m_hint;
    QLabel *m_problem;
};

} // namespace evenhand
