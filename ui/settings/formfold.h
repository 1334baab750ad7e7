// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QPushButton;
class QVBoxLayout;
QT_END_NAMESPACE

namespace evenhand {

// Rows of a form that are seldom needed, under a title that shows and hides them. Folded at first.
class FormFold : public QWidget
{
    Q_OBJECT
public:
    explicit FormFold(const QString &title, QWidget *parent = nullptr);

    QVBoxLayout *rows() const { return m_layout; }
    void setExpanded(bool expanded);

private:
    QPushButton *m_head;
    QWidget *m_content;
    QVBoxLayout *m_layout;
};

} // namespace evenhand
