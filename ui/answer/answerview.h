// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/cellmodel.h"
#include "ui/widgets/banner.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
class QVBoxLayout;
QT_END_NAMESPACE

namespace evenhand {

class PlainTextView;
class TextSection;

// One cell's answer: reasoning, text, refusal, tool calls, and what there is to say about how it ended. Errors are never
// part of the text.
class AnswerView : public QWidget
{
    Q_OBJECT
public:
    explicit AnswerView(const std::shared_ptr<CellModel> &cell, const Clock &clock, QWidget *parent = nullptr);

    const CellModel &cell() const { return *m_cell; }

private:
    void refresh();
    void refreshText(const Attempt &attempt);
    void refreshReasoning(const Attempt &attempt);
    void refreshRefusal(const Attempt &attempt);
    void refreshToolCalls(const Attempt &attempt);
    void refreshNotices(const Attempt &attempt);
    void refreshSkeleton();
    void refreshWait();
    void refreshEnd();
    void clear();
    Banner *note(Banner::Tone tone, const QString &title, const QString &sentence);

    std::shared_ptr<CellModel> m_cell;
    const Clock &m_clock;
    AttemptId m_attempt; // that is shown
    QVBoxLayout *m_layout;
    QWidget *m_skeleton; // while the first token is waited for
    PlainTextView *m_wait;
    QString m_waitText;
    TextSection *m_reasoning = nullptr;
    PlainTextView *m_text = nullptr;
    qsizetype m_textShown = 0;
    TextSection *m_refusal = nullptr;
    QList<TextSection *> m_toolCalls;
    QLabel *m_notices = nullptr;
    Banner *m_end = nullptr;
    QTimer m_patience; // what comes sooner needs no skeleton
    QTimer m_tick;     // while a wait counts down
};

} // namespace evenhand
