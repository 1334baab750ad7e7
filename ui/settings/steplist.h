// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/service/channeltest.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
QT_END_NAMESPACE

namespace evenhand {

// How far a test came: a line for each step. Hidden while there is none.
class StepList : public QWidget
{
    Q_OBJECT
public:
    explicit StepList(QWidget *parent = nullptr);

    void setSteps(const QList<TestedStep> &steps);

private:
    QList<QLabel *> m_lines; // one for each step there is
};

} // namespace evenhand
