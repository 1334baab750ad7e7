// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

// What the person set on this machine for every workspace, in the settings of this user.
namespace evenhand::Preferences {

// The one folder beside the program's own from which plugins are loaded; empty: none. Holds from the next start on.
QString approvedPluginFolder();
void setApprovedPluginFolder(const QString &folder);

} // namespace evenhand::Preferences
