// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/laneevent.h"

#include <QElapsedTimer>
#include <QSet>
#include <QTimer>

namespace evenhand::cli {

// Tells on stderr how the cells of a run get on: one live line on a terminal, a line for each change in a log.
class Progress : public QObject
{
    Q_OBJECT
public:
    // The run is folded by its owner; it outlives this object.
    explicit Progress(const Run &run, QObject *parent = nullptr);

    void show(const LaneEvents &events); // already folded into the run
    // The cell has ended and is on disk; not before that is it said to have ended.
    void showRecorded(CellId cell);
    void finish();

private:
    void logChange(const LaneEvent &event);
    void log(const Cell &cell, const QString &text) const;
    void drawLine();
    QString line() const;
    const Cell *cell(CellId id) const;

    const Run &m_run;
    const bool m_isTerminal;
    QTimer m_redraw; // a terminal need not be redrawn for every token
    QElapsedTimer m_elapsed;
    QSet<CellId> m_recorded;
};

} // namespace evenhand::cli
