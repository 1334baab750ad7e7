// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/channel.h"
#include "app/engine/credentials.h"

#include <evenhand/provider.h>

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QSortFilterProxyModel;
QT_END_NAMESPACE

namespace evenhand {

class ModelModel;
class StepList;
class RunEngine;
class TableView;

// Tests a channel: asks it for its models, says in words how that went, and shows them.
class ModelsPanel : public QWidget
{
    Q_OBJECT
public:
    // Work that takes longer shows that it goes on.
    static constexpr std::chrono::milliseconds patience{500};

    ModelsPanel(RunEngine &engine, CredentialStore &credentials, QWidget *parent = nullptr);

    // Where a test would ask; said before anything is sent.
    void setDestination(const std::optional<QUrl> &origin);
    // typed: keys that are not kept yet. They are used for this test and forgotten.
    void test(const Channel &channel, const Secrets &typed);
    void cancel();
    bool isTesting() const { return m_request != nullptr; }

    QString outcome() const; // the sentence that is shown
    const ModelModel &models() const { return *m_models; }

signals:
    void testRequested();
    void tested();

private:
    void buildHead();
    void buildTable();
    void keepForTest(const Channel &channel, Secrets rest);
    void ask(const Channel &channel);
    void finish(const ModelList &models);
    void showModels(const QList<ModelInfo> &models);
    void forgetTyped();
    void setTesting(bool testing);
    void say(const QString &sentence, bool bad);

    RunEngine &m_engine;
    CredentialStore &m_credentials;
    ModelModel *m_models;
    QSortFilterProxyModel *m_filtered;
    QLineEdit *m_filter;
    QPushButton *m_test;
    QPushButton *m_cancel;
    QProgressBar *m_progress;
    QLabel *m_outcome;
    StepList *m_steps;
    TableView *m_table;

    QTimer m_patience;
    QElapsedTimer m_clock;
    QObject *m_request = nullptr; // what the answer is bound to; let go to give the test up
    Channel m_tested;
    QStringList m_typedFields;
};

} // namespace evenhand
