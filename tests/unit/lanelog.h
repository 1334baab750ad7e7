// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/laneevent.h"

#include <QObject>

namespace evenhand {

// One line for one event, with its time in milliseconds: "text Hello @200".
QString describe(const LaneEvent &event);

// Collects what lanes say, by cell. Lives in the test's thread.
class LaneLog : public QObject
{
public:
    void add(const LaneEvents &events);

    QStringList lines(CellId cell) const { return m_lines.value(cell); }
    // What the events fold to.
    Cell cell(CellId cell) const { return m_cells.value(cell); }
    bool ended(CellId cell) const { return isFinal(m_cells.value(cell).state); }
    qsizetype batches() const { return m_batches; }

private:
    QHash<CellId, QStringList> m_lines;
    QHash<CellId, Cell> m_cells;
    qsizetype m_batches = 0;
};

} // namespace evenhand
