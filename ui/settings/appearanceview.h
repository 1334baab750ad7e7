// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/settings/settingsview.h"

namespace evenhand {

// Light, dark, or as the system has it.
class AppearanceView : public SettingsView
{
    Q_OBJECT
public:
    explicit AppearanceView(QWidget *parent = nullptr);
};

} // namespace evenhand
