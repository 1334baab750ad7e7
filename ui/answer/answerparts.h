// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/answer.h"
#include "app/text/answerreader.h"
#include "ui/shell/theme.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QVBoxLayout;
QT_END_NAMESPACE

namespace evenhand {

class BlockView;
class TextSection;

// What one request brought, in the order in which it is read: reasoning, text, refusal, and tool calls with their results.
class AnswerParts : public QWidget
{
    Q_OBJECT
public:
    explicit AnswerParts(bool raw);

    // As far as it has come.
    void setAnswer(const Answer &answer, const Timing &timing);
    // That was all, and these were sent back to the calls.
    void end(const QList<ToolResult> &results = {});
    bool hasEnded() const { return m_ended; }

    QList<BlockView *> parts() const; // those that are folded are hidden
    BlockView *textPart() const { return m_text; }
    void setStreaming(bool streaming);
    void readFolded();
    void unfold(const BlockView *part);
    void setRaw(bool raw);

signals:
    void changed(); // what is read in a part

private:
    struct Call
    {
        TextSection *section = nullptr;
        TextSection *result = nullptr;
        ToolCall call;
        ToolResult told;
    };

    void setReasoning(const Answer &answer, const Timing &timing);
    void setText(const QString &text);
    void setRefusal(const QString &refusal);
    void setCalls(const QList<ToolCall> &calls);
    void showArguments(const Call &call);
    void showResult(const Call &call);
    void addPart(QWidget *widget, BlockView *view, QVBoxLayout *place);
    TextSection *addSection(Theme::Face face, bool expanded, QVBoxLayout *place);
    QList<TextSection *> sections() const;
    AnswerReader::Mode mode() const { return m_raw ? AnswerReader::Mode::Raw : AnswerReader::Mode::Markdown; }

    QVBoxLayout *m_reasoningPlace;
    QVBoxLayout *m_textPlace;
    QVBoxLayout *m_refusalPlace;
    QVBoxLayout *m_callPlace;
    TextSection *m_reasoning = nullptr;
    BlockView *m_text = nullptr;
    TextSection *m_refusal = nullptr;
    QList<Call> m_calls;
    bool m_raw;
    bool m_ended = false;
};

} // namespace evenhand
