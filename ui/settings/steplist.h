// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/service/channeltest.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
QT_END_NAMESPACE

namespace evenhand {

// How far a test came: a line for each step, then what is to be known of the credentials and the list. Hidden while
// there is none of it.
class StepList : public QWidget
{
    Q_OBJECT
public:
    explicit StepList(QWidget *parent = nullptr);

    void setSteps(const QList<TestedStep> &steps);
    void setNotes(const ModelsNotes &notes);

private:
    void showIfFilled();

    QList<QLabel *> m_lines; // one for each step there is
    QLabel *m_credential;
    QLabel *m_notices;
};

} // namespace evenhand
