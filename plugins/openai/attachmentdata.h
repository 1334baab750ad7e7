// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <evenhand/chat.h>

namespace evenhand {

QString dataUrl(const Attachment &attachment);

// "wav" or "mp3", the audio that the protocol names; empty for anything else.
QString audioFormat(const Attachment &attachment);

} // namespace evenhand
