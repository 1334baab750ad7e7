// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#pragma once

#include <evenhand/chat.h>

#include <QObject>

#include <deque>
#include <functional>

namespace evenhand {

// A running request. What every reply promises, and this class holds for its subclasses:
// - no signal before the call that made the reply has returned to the event loop;
// - the terminal signal comes exactly once, and nothing comes after it;
// - cancel() may be called at any time and more than once; the terminal signal then says ErrorCode::Cancelled and comes
//   from the event loop, never from within cancel().
// The caller owns the reply and deletes it (deleteLater() from a slot). Deleting a running reply stops it in silence.
class EVENHAND_SDK_EXPORT Reply : public QObject
{
    Q_OBJECT
public:
    explicit Reply(QObject *parent = nullptr);
    ~Reply() override;

    void cancel();
    bool isFinished() const { return m_finished; }

protected:
    // Stops the work behind the reply. Called at most once, and not after finish.
    virtual void abort() = 0;
    // Emits the terminal signal that says ErrorCode::Cancelled.
    virtual void emitCancelled() = 0;

    // Runs the emission now, or as soon as signals are allowed. Dropped once the reply has ended.
    void emitWhenOpen(std::function<void()> emission);
    // The same for the terminal emission: the first one wins.
    void finishWhenOpen(std::function<void()> emission);

private:
    void open();
    void emitOrKeep(std::function<void()> emission);

    std::deque<std::function<void()>> m_pending;
    bool m_open = false;
    bool m_finishing = false; // the subclass has ended it; the terminal emission may still wait
    bool m_ended = false;     // nothing more is emitted, but for the terminal signal of cancel()
    bool m_finished = false;  // the terminal signal was emitted
};

class EVENHAND_SDK_EXPORT ChatReply : public Reply
{
    Q_OBJECT
public:
    using Reply::Reply;

signals:
    // In the order of the stream. One batch for one read from the network.
    void events(const evenhand::ChatEvents &batch);
    void finished(const evenhand::ChatOutcome &outcome);

protected:
    void deliver(ChatEvents batch);
    void finish(ChatOutcome outcome);
    void emitCancelled() override;
};

} // namespace evenhand
