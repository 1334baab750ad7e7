// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/clock.h"
#include "app/core/laneevent.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <memory>

namespace evenhand {

class RunService;

// One cell as it stands on the screen: the fold of its events, and what is known of the present wait.
class CellModel : public QObject
{
    Q_OBJECT
public:
    struct Wait
    {
        WaitReason reason = WaitReason::None;
        Clock::Moment since;
        std::optional<Clock::Moment> until; // where it is known how long
        QString message;                    // why, in the provider's words where there are any

        bool operator==(const Wait &) const = default;
    };

    explicit CellModel(const Cell &cell);

    const Cell &cell() const { return m_cell; }
    const Attempt *attempt() const { return m_cell.last(); } // null: none was started
    bool isRunning() const { return !isFinal(m_cell.state); }
    const Wait &wait() const { return m_wait; }
    int mostAttempts() const { return m_most; } // 0: not known

    void apply(const LaneEvent &event, Clock::Moment now);
    // What its attempts cost, of the same cell as it is recorded.
    void takeCosts(const Cell &recorded);
    // It is tried again: not final any more, although nothing was heard of it yet.
    void requeue();

signals:
    // At most once in CellModels::interval, however many events come.
    void changed();

private:
    Cell m_cell;
    Wait m_wait;
    int m_most = 0;
};

// The cells that are on the screen or under way, each once. What runs stays here while another conversation is open, so
// that coming back shows every word that arrived meanwhile.
class CellModels : public QObject
{
    Q_OBJECT
public:
    // Two frames of a 60 Hz screen.
    static constexpr std::chrono::milliseconds interval{33};

    explicit CellModels(RunService &runs, std::shared_ptr<const Clock> clock = std::make_shared<Clock>(),
                        QObject *parent = nullptr);

    // The one model of the cell; `cell` as it is on disk is taken only where nothing newer is known.
    std::shared_ptr<CellModel> model(const Cell &cell);
    // A cell that was sent, now or again.
    std::shared_ptr<CellModel> started(const Cell &cell);

    const Clock &clock() const { return *m_clock; }

private:
    void receive(const LaneEvents &events);
    void announce();

    const RunService &m_runs;
    std::shared_ptr<const Clock> m_clock;
    QHash<CellId, std::weak_ptr<CellModel>> m_known;
    QHash<CellId, std::shared_ptr<CellModel>> m_running; // until they are on disk
    QSet<CellId> m_changed;
    QTimer m_timer;
};

} // namespace evenhand
