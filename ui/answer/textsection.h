// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/shell/theme.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace evenhand {

class PlainTextView;

// A titled part of an answer beside a line: reasoning, a refusal, a tool call. It can be folded; text that arrives while
// it is folded costs nothing.
class TextSection : public QWidget
{
    Q_OBJECT
public:
    TextSection(Theme::Face face, bool expanded, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    QString title() const { return m_title; }
    bool isExpanded() const { return m_expanded; }
    void setExpanded(bool expanded);

    // The whole text so far; what is new at its end is added.
    void setText(const QString &text);
    void clear();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void updateHead();

    QPushButton *m_head;
    PlainTextView *m_view;
    QString m_title;
    QString m_text;
    qsizetype m_shown = 0; // characters of m_text in the view
    bool m_expanded;
};

} // namespace evenhand
