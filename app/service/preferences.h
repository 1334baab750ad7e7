// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/engine/network.h"

// What the person set on this machine for every workspace, in the settings of this user.
namespace evenhand::Preferences {

// The one folder beside the program's own from which plugins are loaded; empty: none. Holds from the next start on.
QString approvedPluginFolder();
void setApprovedPluginFolder(const QString &folder);

// How requests leave this machine.
NetworkSettings network();
void setNetwork(const NetworkSettings &settings);
// The same with what the environment says instead: the variable EVENHAND_CA_FILE names the file of authorities.
NetworkSettings networkInUse();

} // namespace evenhand::Preferences
