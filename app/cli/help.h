// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace evenhand::cli {

// What `evenhand COMMAND --help` prints; without a command, what `evenhand --help` prints.
QString helpText(const QString &command);

} // namespace evenhand::cli
