// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/target.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QMenu;
class QPushButton;
QT_END_NAMESPACE

namespace evenhand {

class LineupModel;
class LineupView;
class Workspace;

// The lineup in the page's bar: its name with a menu to save and load, its targets, and a way to add one.
class LineupBar : public QWidget
{
    Q_OBJECT
public:
    LineupBar(LineupModel &model, Workspace &workspace, QWidget *parent = nullptr);

    LineupView *view() const { return m_view; }
    QString title() const; // as on the button

public slots:
    void save(); // asks for a name where there is none
    void saveAs();
    void openMenu();

signals:
    void addRequested();
    void failed(const evenhand::Error &error);

private:
    void fillMenu();
    void refresh();
    void load(const Lineup &lineup);
    void store(const Lineup &lineup);
    void remove(const Lineup &lineup);

    LineupModel &m_model;
    Workspace &m_workspace;
    QPushButton *m_name;
    QMenu *m_menu;
    LineupView *m_view;
    QPushButton *m_add;
    Lineup m_saved; // the present lineup as it was last saved or loaded
};

} // namespace evenhand
