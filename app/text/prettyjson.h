// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace evenhand {

// JSON with one member or element a line, each level two spaces further in. Only white space between tokens changes: keys
// keep their order, numbers and strings their spelling. Text that is no whole JSON value is returned as it is.
QString prettyJson(const QString &text);

} // namespace evenhand
