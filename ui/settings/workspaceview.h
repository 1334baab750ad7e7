// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/settings/settingsview.h"

QT_BEGIN_NAMESPACE
class QLabel;
class QVBoxLayout;
QT_END_NAMESPACE

namespace evenhand {

// Where things are kept: the workspace, the keys, the settings.
class WorkspaceView : public SettingsView
{
    Q_OBJECT
public:
    explicit WorkspaceView(const SettingsContext &context, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QLabel *addFact(const QString &label, const QString &hint = {});
    void refresh();

    SettingsContext m_context;
    QVBoxLayout *m_layout;
    QLabel *m_path;
    QLabel *m_size;
    QLabel *m_keys;
    QLabel *m_settings;
};

} // namespace evenhand
