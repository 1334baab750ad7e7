// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/checkscore.h"
#include "app/core/suite.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QStandardItemModel;
QT_END_NAMESPACE

namespace evenhand {

class PlainTextView;
class TableView;

// What the answers to a case are held against: its reference, and its checks with what they say of each answer.
class CaseChecks : public QWidget
{
    Q_OBJECT
public:
    explicit CaseChecks(QWidget *parent = nullptr);

    // Hidden where the case has neither.
    void setCase(const SuiteCase &asked, int targets);
    // Of the target's answer that is shown; empty: nothing was judged.
    void setScores(int target, const QList<CheckScore> &scores);

    QSize sizeHint() const override; // for as many checks as are usual

    QString reference() const;
    QString verdict(int check, int target) const;

private:
    QWidget *m_referencePart;
    PlainTextView *m_reference;
    QStandardItemModel *m_rows;
    TableView *m_table;
};

} // namespace evenhand
