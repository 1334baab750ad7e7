// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/prompt.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace evenhand {

class PlainTextView;
class TextSection;

// What was asked, as it was sent. Long prompts show their beginning until they are unfolded.
class PromptBox : public QWidget
{
    Q_OBJECT
public:
    explicit PromptBox(const PromptText &prompt, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
    PlainTextView *m_view;
};

} // namespace evenhand
