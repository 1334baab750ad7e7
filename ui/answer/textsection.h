// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/text/answerreader.h"
#include "ui/shell/theme.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace evenhand {

class BlockView;

// A titled part of an answer beside a line: reasoning, a refusal, a tool call. It can be folded; text that arrives while
// it is folded costs nothing.
class TextSection : public QWidget
{
    Q_OBJECT
public:
    TextSection(Theme::Face face, bool expanded, QWidget *parent = nullptr);

    BlockView *view() const { return m_view; }
    void setTitle(const QString &title);
    QString title() const { return m_title; }
    bool isExpanded() const { return m_expanded; }
    void setExpanded(bool expanded);

    // How the text is read; `language` is that of code.
    void setMode(AnswerReader::Mode mode, const QString &language = {});
    // The whole text so far; what is new at its end is added.
    void setText(const QString &text);
    void endText(); // nothing follows
    void readNow(); // although it is folded: its text is looked for something

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void updateHead();

    QPushButton *m_head;
    BlockView *m_view;
    QString m_title;
    QString m_text;
    bool m_expanded;
    bool m_ended = false;
};

} // namespace evenhand
