// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/text/answerreader.h"
#include "ui/shell/theme.h"
#include "ui/widgets/fold.h"

namespace evenhand {

class BlockView;

// A titled part of an answer: reasoning, a refusal, a tool call. Text that arrives while it is folded costs nothing.
class TextSection : public Fold
{
    Q_OBJECT
public:
    TextSection(Theme::Face face, bool expanded, QWidget *parent = nullptr);

    BlockView *view() const { return m_view; }
    // How the text is read; `language` is that of code.
    void setMode(AnswerReader::Mode mode, const QString &language = {});
    // The whole text so far; what is new at its end is added.
    void setText(const QString &text);
    void endText(); // nothing follows
    void readNow(); // although it is folded: its text is looked for something

private:
    TextSection(BlockView *view, bool expanded, QWidget *parent);

    BlockView *m_view;
    QString m_text;
    bool m_ended = false;
};

} // namespace evenhand
