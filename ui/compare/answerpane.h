// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/compare/panehead.h"

QT_BEGIN_NAMESPACE
class QLabel;
class QPushButton;
class QToolButton;
QT_END_NAMESPACE

namespace evenhand {

class PaneBody;

// One target's column: head, its turns, and what can be done with the last answer.
class AnswerPane : public QWidget
{
    Q_OBJECT
public:
    static constexpr int leastWidth = 300;
    static constexpr int leastHeight = 240;

    explicit AnswerPane(const Clock &clock, QWidget *parent = nullptr);

    const PaneTarget &target() const { return m_target; }
    void setTarget(const PaneTarget &target);
    void addTurn(const PromptText &prompt, const QList<std::shared_ptr<CellModel>> &cells);
    void clear();

    // The answer that head and footer speak of: the chosen repeat of the last turn. Null: none.
    std::shared_ptr<CellModel> current() const { return m_current; }
    void stepRepeat(int by);

    PaneBody *body() const { return m_body; }
    PaneHead *head() const { return m_head; }
    void setMaximised(bool maximised);
    void setReadOnly(bool readOnly);

public slots:
    void copyAnswer();
    void stop();
    void retry(); // a lane that waits between two attempts makes the next one now
    void showProvenance();

signals:
    void stopRequested(evenhand::CellId cell);
    void retryRequested(evenhand::CellId cell);
    void hurryRequested(evenhand::CellId cell);
    void provenanceRequested(evenhand::CellId cell);
    void maximiseRequested();
    void hideRequested(); // of a target that is not in the lineup any more

private:
    QWidget *makeFooter();
    void follow();
    void refresh();
    void refreshFooter();
    void countWords();
    bool isPausing() const;

    const Clock &m_clock;
    PaneTarget m_target;
    std::shared_ptr<CellModel> m_current;
    QMetaObject::Connection m_following;
    PaneHead *m_head;
    PaneBody *m_body;
    QPushButton *m_copy;
    QPushButton *m_provenance;
    QPushButton *m_stop;
    QPushButton *m_retry;
    QPushButton *m_hide;
    QLabel *m_words;
    QToolButton *m_maximise;
    bool m_readOnly = false;
    QTimer m_tick; // while a wait is counted
    struct
    {
        AttemptId attempt;
        qsizetype read = 0; // characters
        qsizetype words = 0;
        bool inWord = false;
    } m_count;
};

} // namespace evenhand
