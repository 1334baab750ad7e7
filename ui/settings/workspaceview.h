// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/settings/settingsview.h"

QT_BEGIN_NAMESPACE
class QVBoxLayout;
QT_END_NAMESPACE

namespace evenhand {

class FactRow;

// Where things are kept: the workspace, the keys, the settings.
class WorkspaceView : public SettingsView
{
    Q_OBJECT
public:
    explicit WorkspaceView(const SettingsContext &context, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;

private:
    FactRow *addFact(const QString &label, const QString &hint = {});
    void refresh();

    SettingsContext m_context;
    QVBoxLayout *m_layout;
    FactRow *m_path;
    FactRow *m_size;
    FactRow *m_keys;
    FactRow *m_settings;
};

} // namespace evenhand
