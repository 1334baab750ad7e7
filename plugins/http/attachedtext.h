// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#pragma once

#include <evenhand/chat.h>

namespace evenhand {

// A file that is text, whatever its kind: source code, JSON, SVG. Every model can read it.
bool isText(const Attachment &attachment);

// The file as a part of the prompt's text, for providers that take no such files; and what is said of that.
QString attachedText(const Attachment &attachment);
QString attachedTextNotice(const Attachment &attachment);

} // namespace evenhand
