// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/run.h"
#include "ui/models/gridentry.h"

#include <QMenu>
#include <QSet>

namespace evenhand {

class Workspace;

// Which targets of a run have a column, and what stands in the second line of cells. Kept in the workspace: the columns for
// each run, the second line for all of them. It stays open while several are chosen.
class ColumnsMenu final : public QMenu
{
    Q_OBJECT
public:
    explicit ColumnsMenu(Workspace &workspace, QWidget *parent = nullptr);

    void setRun(const RunSpec &spec);
    const SecondLine &secondLine() const { return m_secondLine; }
    const QSet<int> &hidden() const { return m_hidden; } // by place in the run; never all of them

signals:
    void changed();

protected:
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void load();
    void save();
    void build(const RunSpec &spec);
    void addFigure(const QString &text, bool SecondLine::*figure);
    void refresh();
    bool toggle(QAction *action);

    Workspace &m_workspace;
    RunId m_run;
    SecondLine m_secondLine;
    QSet<int> m_hidden;
    QHash<RunId, QSet<int>> m_hiddenOfRuns;
    QList<QAction *> m_targets;
    QAction *m_all = nullptr;
};

} // namespace evenhand
