// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/channel.h"
#include "app/core/target.h"

#include <evenhand/provider.h>

#include <QDialog>
#include <QTimer>

QT_BEGIN_NAMESPACE
class QComboBox;
class QLabel;
class QPushButton;
QT_END_NAMESPACE

namespace evenhand {

class ParameterForm;

// Asks for a channel, a model and its parameters.
class TargetDialog : public QDialog
{
    Q_OBJECT
public:
    // Lists the models of a channel; answers in the receiver's thread, unless the receiver is gone by then.
    using ListModels =
        std::function<void(const Channel &channel, QObject *receiver, std::function<void(const ModelList &)> done)>;

    struct Setup
    {
        QString title;
        QString button; // of the action that accepts
        QList<Channel> channels;
        Target target; // to begin with
    };

    TargetDialog(const Setup &setup, ListModels listModels, QWidget *parent = nullptr);
    ~TargetDialog() override;

    // What was filled in, or a sentence about what cannot be used. A new id where channel or model were changed: that is
    // another column.
    Result<Target> target() const;

signals:
    void chosen(const evenhand::Target &target);
    void channelSettingsRequested(); // there is no channel yet, or the person wants another one

private:
    QWidget *makeModelRow();
    void list();
    void stopListing();
    void showModels(const ModelList &models);
    void refresh();
    void submit();
    const Channel *channel() const;

    QList<Channel> m_channels;
    Target m_initial;
    ListModels m_listModels;
    std::unique_ptr<QObject> m_listing; // an answer comes only while it lives
    QTimer m_patience;                  // what takes less is not spoken of
    QComboBox *m_channel;
    QComboBox *m_model;
    QLabel *m_listState;
    QPushButton *m_listAction; // Cancel while listing, Try again after a failure
    ParameterForm *m_parameters;
    QLabel *m_problem;
    QPushButton *m_accept;
};

} // namespace evenhand
