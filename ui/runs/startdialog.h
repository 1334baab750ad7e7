// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/prompt.h"
#include "app/service/runplan.h"
#include "app/store/suitestore.h"

#include <QDialog>
#include <QTimer>

QT_BEGIN_NAMESPACE
class QCheckBox;
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
    // What is chosen at first; a null id: the first one.
    struct Choice
    {
        SuiteId suite;
        PromptId prompt; // null: the suite's own, where it has one
    };

    // open: the lineup that is open elsewhere, offered beside those that were saved.
    StartDialog(Session &session, const Choice &choice, const Lineup &open, QWidget *parent = nullptr);

    // As it stands; a sentence when it cannot be sent. A starter suite has no id before the run starts.
    Result<RunService::Request> request() const;
    QString summary() const; // the sentences under the table
    QString problem() const;
    QComboBox *suites() const { return m_suiteBox; }
    QComboBox *prompts() const { return m_promptBox; }

signals:
    // A starter suite is in the workspace by now.
    void startRequested(const evenhand::RunService::Request &request);

private:
    QLayout *buildForm();
    void buildTable();
    void loadSuites(SuiteId chosen);
    void loadLineups(const Lineup &open);
    void loadSuite();
    void choosePrompt(PromptId prompt);
    void start();
    void schedule();
    void plan();
    void showPlan(const RunSpec &spec, const RunPlan &plan);
    void showProblem(const QString &problem);
    Result<std::optional<Money>> budget() const;
    QString priceText(const RunTarget &target, const TargetPlan &plan) const;

    Session &m_session;
    QList<Prompt> m_prompts;
    QList<Lineup> m_lineups;
    std::optional<Suite> m_suite; // that is chosen
    QComboBox *m_suiteBox;
    QComboBox *m_promptBox;
    QComboBox *m_lineupBox;
    QSpinBox *m_repeats;
    QLineEdit *m_budget;
    QComboBox *m_currency;
    QSpinBox *m_concurrency;
    QLineEdit *m_seed;
    QCheckBox *m_reuse;
    QStandardItemModel *m_rows;
    TableView *m_table;
    QLabel *m_summary;
    QLabel *m_problem;
    QPushButton *m_start = nullptr;
    QTimer m_planning;
};

} // namespace evenhand
