// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/text/textdiff.h"
#include "app/text/textfigures.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <stop_token>

namespace evenhand {

class AnswerPane;
class AnswerView;
class BlockView;
class PaneBoard;

// Compares the texts of the answers that the panes show, while it is switched on, and marks in each pane what is only
// there. Answers that still arrive are left out until they are complete. The work is done in another thread.
class Differences : public QObject
{
    Q_OBJECT
public:
    // Several changes within this time are one.
    static constexpr std::chrono::milliseconds pause{150};

    // What there is to say of one pane.
    struct Side
    {
        enum State { NoText, Arriving, Compared } state = NoText;
        int position = -1; // of the target in the lineup; -1: not in it any more
        QString model;
        // Of those that are compared:
        TextFigures figures;
        qsizetype onlyHere = 0; // phrases
        bool isCoarse = false;

        bool operator==(const Side &) const = default;
    };

    explicit Differences(PaneBoard &board, QObject *parent = nullptr);
    ~Differences() override;

    bool isActive() const { return m_active; }
    void setActive(bool active);

    bool isComparing() const { return m_delay.isActive() || m_comparing; }
    const QList<Side> &sides() const { return m_sides; }  // in the order of the panes
    qsizetype compared() const { return m_texts.size(); } // how many sides
    qsizetype count() const { return m_places.size(); }   // the places at which they part
    qsizetype current() const { return m_current; }       // -1: none was chosen
    // Round and round; each pane that has something there shows it. Places in none of the visible panes are left out.
    void step(int by);

signals:
    void changed();

private:
    struct Text
    {
        qsizetype side = 0;
        QPointer<AnswerPane> pane;
        QPointer<BlockView> view;
        QList<Block> blocks;           // as they were when they were compared
        QList<TextRange> phrases = {}; // that are only here
        QList<TextRange> grounds = {}; // what of them is marked

        bool isAsCompared() const;
        void mark(const QList<TextRange> &current = {}) const;
        void unmark() const;
        bool operator==(const Text &other) const;
    };
    struct Outcome
    {
        TextComparison comparison;
        QList<TextFigures> figures;      // by text
        QList<QList<TextRange>> grounds; // likewise
    };

    void schedule();
    void refresh();
    void watch(const AnswerView *answer);
    Side sideOf(const AnswerPane *pane) const;
    void compare();
    void apply(const Outcome &outcome);
    qsizetype firstInSight() const;
    bool isShown(const QList<int> &place) const;
    void showCurrent();

    PaneBoard &m_board;
    bool m_active = false;
    bool m_comparing = false;
    QList<Side> m_sides;
    QList<Text> m_texts;
    QList<QList<int>> m_places; // see TextComparison
    qsizetype m_current = -1;
    QTimer m_delay;
    std::stop_source m_stop;
};

} // namespace evenhand
