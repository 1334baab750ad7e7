// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <evenhand/error.h>

#include <QDialog>

#include <functional>

QT_BEGIN_NAMESPACE
class QLabel;
class QPlainTextEdit;
class QPushButton;
QT_END_NAMESPACE

namespace evenhand {

// A small editor for something that is written as JSON. It says at once what it understood or what is wrong, and takes
// nothing that is wrong; an empty text takes off what was there.
class JsonDialog : public QDialog
{
    Q_OBJECT
public:
    // What was understood, in a sentence, or why it cannot be used.
    using Check = std::function<Result<QString>(const QByteArray &text)>;

    struct Setup
    {
        QString title;
        QString hint;    // what is to be written
        QString example; // shown while it is empty
        QByteArray text; // to begin with
    };

    JsonDialog(const Setup &setup, Check check, QWidget *parent = nullptr);

signals:
    void chosen(const QByteArray &text); // empty: nothing

private:
    void load();
    void check();
    void submit();

    Check m_check;
    QPlainTextEdit *m_text;
    QLabel *m_verdict;
    QPushButton *m_accept;
};

} // namespace evenhand
