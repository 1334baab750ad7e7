// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/laneevent.h"

#include <QElapsedTimer>
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
    void finish();

private:
    void logChange(const LaneEvent &event);
    void drawLine();
    QString line() const;
    const Cell *cell(CellId id) const;

    const Run &m_run;
    const bool m_isTerminal;
    QTimer m_redraw; // a terminal need not be redrawn for every token
    QElapsedTimer m_elapsed;
};

} // namespace evenhand::cli
