// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace evenhand {

// The first of a file, its folder and all folders above that somebody other than its owner and root can write; empty
// when there is none. A group counts as somebody else unless it is root's or the owner's private one (named as the
// owner, no further members), which many systems give every user. A folder above may be open to all when it is sticky,
// as /tmp is: nobody else can rename what is in it. The folder of the file itself may not: anyone could add a file.
// The path must be canonical.
QString writableByOthers(const QString &file);

} // namespace evenhand
