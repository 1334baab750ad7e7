// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/replay/recording.h"

namespace evenhand::replay {

// The recordings that come with the plugin and those of the folder, by model id. A recording of the folder stands before
// a built-in one for the same model. Fails with ErrorCode::InvalidInput when the folder or one of its files cannot be used.
Result<QMap<QString, Recording>> loadLibrary(const QString &folder);

} // namespace evenhand::replay
