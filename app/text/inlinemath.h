// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/text/block.h"

namespace evenhand {

// Where TeX is in the text of a paragraph, delimiters included: \(…\), \[…\], $$…$$, and $…$ within a line. A single $ opens
// only before and closes only after something other than a space, and never touches a letter or digit from outside, so that
// prices stay prices. Code between backticks is passed over.
QList<SourceRange> mathRanges(QByteArrayView text);

} // namespace evenhand
