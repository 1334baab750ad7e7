// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/prompt.h"
#include "app/service/runplan.h"
#include "app/store/suitestore.h"

#include <QDialog>
#include <QTimer>

QT_BEGIN_NAMESPACE
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QStandardItemModel;
QT_END_NAMESPACE

namespace evenhand {

class Session;
class TableView;

// What is asked before a run begins: what, of whom, how often, within which budget; then what would be sent where and what
// it may cost.
class StartDialog : public QDialog
{
    Q_OBJECT
public:
    // suite: chosen at first; null: the first one. open: the lineup that is open elsewhere, offered beside those that were saved.
    StartDialog(Session &session, SuiteId suite, const Lineup &open, QWidget *parent = nullptr);

    // As it stands; a sentence when it cannot be sent.
    Result<RunService::Request> request() const;
    QString summary() const; // the sentences under the table
    QString problem() const;

signals:
    void startRequested(const evenhand::RunService::Request &request);

private:
    QLayout *buildForm();
    void buildTable();
    void load(SuiteId suite, const Lineup &open);
    void loadSuite();
    void schedule();
    void plan();
    void showPlan(const RunSpec &spec, const RunPlan &plan);
    void showProblem(const QString &problem);
    Result<std::optional<Money>> budget() const;
    QString priceText(const RunTarget &target, const TargetPlan &plan) const;

    Session &m_session;
    QList<SuiteSummary> m_suites;
    QList<Prompt> m_prompts;
    QList<Lineup> m_lineups;
    std::optional<SuiteVersion> m_suite;
    QComboBox *m_suiteBox;
    QComboBox *m_promptBox;
    QComboBox *m_lineupBox;
    QSpinBox *m_repeats;
    QLineEdit *m_budget;
    QComboBox *m_currency;
    QSpinBox *m_concurrency;
    QLineEdit *m_seed;
    QStandardItemModel *m_rows;
    TableView *m_table;
    QLabel *m_summary;
    QLabel *m_problem;
    QPushButton *m_start = nullptr;
    QTimer m_planning;
};

} // namespace evenhand
