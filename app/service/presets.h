// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/channel.h"
#include "app/engine/plugincatalog.h"

namespace evenhand {

// A new channel as a preset proposes it, not saved yet and without a key.
Channel channelFromPreset(const PluginInfo &plugin, const PluginPreset &preset);

// What is sent to it does not leave the machine, as far as its address tells.
bool staysHere(PluginCatalog &plugins, const PluginInfo &plugin, const PluginPreset &preset);

// The name itself, or the name with the first number from 2 on that makes it differ from all that are taken.
QString freeName(const QString &name, const QStringList &taken);

} // namespace evenhand
