// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/text/visibletext.h"
#include "ui/shell/theme.h"

#include <QTextEdit>

namespace evenhand {

// Plain text that somebody else wrote, as tall as it needs to be: it never scrolls itself. Text is appended as it
// arrives; nothing in it is ever taken for markup. What would be invisible in it is shown as a mark; a selection that is
// copied holds the characters that were there.
class PlainTextView : public QTextEdit
{
    Q_OBJECT
public:
    static constexpr int longestLine = 80; // characters

    explicit PlainTextView(Theme::Face face, QPalette::ColorRole ink = QPalette::Text, QWidget *parent = nullptr);

    void appendText(QStringView text);
    void endText(); // nothing follows
    void clearText();
    void setText(const QString &text); // instead of what was there, complete

    // A block after the last character: more is to come.
    void setStreaming(bool streaming);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    QMimeData *createMimeDataFromSelection() const override;

private:
    void insert(const QList<VisiblePiece> &pieces);
    void fitHeight();
    void applyInk();

    VisibleText m_visible;
    QTextCursor m_end;
    QPalette::ColorRole m_ink;
    int m_marks = 0;
    bool m_streaming = false;
};

} // namespace evenhand
