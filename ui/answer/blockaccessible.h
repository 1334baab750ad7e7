// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace evenhand {

class BlockView;
struct BlockCursor;

// Makes views of blocks known to screen readers as read-only text. Once is enough.
void installBlockAccessibility();
// Tells those that listen.
void announceSelection(BlockView &view, const BlockCursor &cursor);

} // namespace evenhand
