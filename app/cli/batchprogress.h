// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/service/batch.h"

#include <QElapsedTimer>
#include <QTimer>

namespace evenhand::cli {

// Tells on stderr how a run of many cells gets on: one live line on a terminal; in a log a line for each cell that ends and
// for each wait, with its reason.
class BatchProgress : public QObject
{
    Q_OBJECT
public:
    BatchProgress(RunService &runs, Batch &batch, QObject *parent = nullptr);

    void finish();

private:
    void showEnded(const GridCell &cell);
    void showJudged(const GridCell &cell);
    void showWaits(const LaneEvents &events);
    void showLoad(const ChannelLoad &load);
    QString label(const GridCell &cell) const;
    QString line() const;

    Batch &m_batch;
    const bool m_isTerminal;
    int m_missed = 0; // answers of which a check failed
    QTimer m_redraw;
    QElapsedTimer m_elapsed;
    QHash<CellId, QString> m_labels; // of cells that waited
    QMap<ChannelId, ChannelLoad> m_loads;
};

} // namespace evenhand::cli
