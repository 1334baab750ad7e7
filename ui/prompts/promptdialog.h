// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/prompt.h"

#include <QDialog>

#include <functional>

QT_BEGIN_NAMESPACE
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
QT_END_NAMESPACE

namespace evenhand {

// Where a prompt is written that is to be kept: its name, its system part, its text. Files, tools, format and values of what
// it began with stay as they are.
class PromptDialog : public QDialog
{
    Q_OBJECT
public:
    struct Content
    {
        QString name;
        PromptText text;
    };

    // Keeps what was written; a sentence when it cannot be, and the dialog stays.
    using Keep = std::function<Result<void>(const Content &)>;

    // Without a name, the prompt is a new one and can be given one.
    PromptDialog(const Content &content, Keep keep, QWidget *parent = nullptr);

    Content content() const;
    QString hint() const; // on its variables

private:
    void check();
    void submit();

    const Content m_before;
    const Keep m_keep;
    QLineEdit *m_name;
    QPlainTextEdit *m_system;
    QPlainTextEdit *m_text;
    QLabel *m_hint;
    QLabel *m_problem;
    QPushButton *m_save;
};

} // namespace evenhand
