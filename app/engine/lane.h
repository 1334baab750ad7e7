// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/clock.h"
#include "app/core/laneevent.h"
#include "app/engine/pacing.h"
#include "app/engine/toolloop.h"

#include <evenhand/reply.h>

#include <QTimer>

#include <memory>

namespace evenhand {

class ProviderHost;
class Redactor;

// One cell while it runs: its attempts, the pauses between them, and what is said about them. An attempt is one request, or
// several where recorded results of tools are sent back. When a request may go out is decided by its channel's queue: the
// lane asks with wantsTurn(), the queue answers with startRequest(). Only the first request of an attempt is made again by
// itself: a later one would spend once more what the ones before it have cost.
class Lane : public QObject
{
    Q_OBJECT
public:
    struct Tools
    {
        std::shared_ptr<const Clock> clock;
        const Redactor &redactor;
        RetryPolicy retry;
    };

    Lane(const CellSpec &cell, const Channel &channel, const ChatRequest &request, const RecordedResults &recorded,
         const Tools &tools, QObject *parent = nullptr);
    ~Lane() override;

    const Channel &channel() const { return m_channel; }
    bool isHurried() const { return m_hurried; }
    bool isUnderWay() const { return m_phase == Phase::Request; }
    Clock::Moment requestStart() const { return m_requestStart; } // of the last request

    // The first event of a lane.
    LaneEvent queued(std::chrono::milliseconds wait) const;
    // The channel holds its requests back; says so.
    void held(std::chrono::milliseconds wait, const QString &why);

    // Begins an attempt or goes on with one; without a provider it fails at once.
    void startRequest(const Result<std::shared_ptr<ProviderHost>> &provider);
    // Between two attempts: asks for a turn now, before all others and without regard to pacing.
    void hurry();
    void cancel();
    // Ends the lane, to be taken up later, unless a request is out.
    void withdraw();

signals:
    void events(const evenhand::LaneEvents &events);
    void wantsTurn();
    void requestBegun();
    void requestEnded(const evenhand::ChatOutcome &outcome);
    // No request of this channel should start before this moment.
    void channelHeld(evenhand::Clock::Moment until, const QString &why);
    // Nothing comes after it.
    void ended();

private:
    enum class Phase {
        Ready,   // waits for its turn
        Request, // one is out
        Pause,   // between two attempts
        Ended,
    };

    void onEvents(const ChatEvents &batch);
    void onFinished(const ChatOutcome &outcome);
    void onTotalTimeout();
    void onReplyLost();

    Result<ChatReply *> ask(ProviderHost &provider, QStringList &notices);
    void listen(ChatReply *reply);
    void releaseReply();
    LaneEvent begun(const QDateTime &started);
    bool goOn(Clock::Moment now);
    void endAttempt(const ChatOutcome &outcome, Clock::Moment now);
    // The outcome as it leaves the engine; retryable only when another attempt is to be made.
    ChatOutcome judged(const ChatOutcome &outcome) const;
    LaneStateChanged pauseAfter(const ChatOutcome &outcome) const;
    void obeyRateLimits(const ChatEvents &batch, Clock::Moment now);
    void obeyRetryAfter(const ChatOutcome &outcome, Clock::Moment now);

    LaneEvent event(decltype(LaneEvent::what) what) const { return {.cell = m_cell.id, .what = std::move(what)}; }
    Duration since(Clock::Moment now) const { return std::chrono::duration_cast<Duration>(now - m_requestStart); }
    int mostNumber() const { return m_cell.firstAttempt + m_tools.retry.mostAttempts - 1; }

    const CellSpec m_cell;
    const Channel m_channel;
    const Tools m_tools;
    const Clock::Moment m_laneStart;

    Phase m_phase = Phase::Ready;
    bool m_hurried = false;
    int m_made = 0; // attempts so far
    QTimer m_pause;
    ToolLoop m_loop;

    // Of an attempt that waits for the turn of its next request.
    std::optional<RoundStarted> m_round;
    Clock::Moment m_roundEnd; // of the request before

    // Of the request that is under way.
    Clock::Moment m_requestStart;
    std::shared_ptr<ProviderHost> m_provider;
    ChatReply *m_reply = nullptr;
    QTimer m_total;
    bool m_delivered = false; // output came
    // Of the output of the whole attempt, in UTF-16 code units, which are never more than the bytes on the network.
    qint64 m_size = 0;
};

} // namespace evenhand
