// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/shell/theme.h"

#include <QTextEdit>

namespace evenhand {

// Plain text that somebody else wrote, as tall as it needs to be: it never scrolls itself. Nothing in it is ever taken for
// markup. What would be invisible in it is shown as a mark; a selection that is copied holds the characters that were
// there.
class PlainTextView : public QTextEdit
{
    Q_OBJECT
public:
    static constexpr int longestLine = 80; // characters

    explicit PlainTextView(Theme::Face face, QPalette::ColorRole ink = QPalette::Text, QWidget *parent = nullptr);

    void setText(const QString &text);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    QMimeData *createMimeDataFromSelection() const override;

private:
    void fitHeight();
    void applyInk();

    QPalette::ColorRole m_ink;
};

} // namespace evenhand
