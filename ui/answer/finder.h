// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/answer/blockview.h"
#include "ui/answer/idlework.h"

#include <QPointer>
#include <QTimer>

#include <chrono>

namespace evenhand {

class AnswerView;

// Looks for a text in answers, in quiet moments, and marks what it finds. Answers that change are searched again.
class Finder : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype mostMatches = 10'000; // in all answers together
    static constexpr std::chrono::milliseconds keyPause{80};
    static constexpr std::chrono::milliseconds changePause{250}; // of answers that stream

    struct Query
    {
        QString text;
        bool matchCase = false;

        bool operator==(const Query &) const = default;
    };

    explicit Finder(QObject *parent = nullptr);

    void setAnswers(const QList<AnswerView *> &answers); // in the order in which they are read
    void setQuery(const Query &query);                   // of nothing: there are no marks
    const Query &query() const { return m_query; }
    // The first match from here on becomes the current one when the query changes.
    void setStart(BlockView *view, const TextPlace &place);

    qsizetype count() const { return m_count; }
    bool isCapped() const { return m_count >= mostMatches; } // there may be more
    qsizetype current() const;                               // -1: none
    bool isSearching() const { return m_delay.isActive() || m_searching; }
    void step(int by); // round and round

signals:
    void changed();
    // The current match, chosen just now; its part is unfolded.
    void found(evenhand::BlockView *view, const evenhand::TextRange &range);

private:
    struct Part
    {
        QPointer<AnswerView> answer;
        QPointer<BlockView> view;
        QList<TextRange> matches; // of the last search that came to its end
        QList<TextRange> fresh;   // of the present one
        qsizetype searched = 0;   // blocks
        bool isDone = false;
    };

    static QList<Part>::iterator partOf(QList<Part> &parts, const BlockView *view);
    void collect();
    void beginAgain(Part &part) const;
    bool searchSlice(const QDeadlineTimer &deadline);
    void searchBlock(Part &part);
    void finish(Part &part);
    bool chooseFirst(qsizetype fromPart, const TextPlace &from);
    void choose(const Part &part, const TextRange &range);
    void markCurrent(const QList<TextRange> &ranges);
    void clearMarks();

    QList<QPointer<AnswerView>> m_answers;
    QList<Part> m_parts;
    Query m_query;
    qsizetype m_count = 0;
    QPointer<BlockView> m_startView;
    TextPlace m_start;
    bool m_mustChoose = false;
    QPointer<BlockView> m_currentView;
    TextRange m_currentRange;
    QTimer m_delay;
    bool m_searching = false;
    IdleWork m_work;
};

} // namespace evenhand
