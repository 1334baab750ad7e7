// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/scriptedserver.h"

namespace evenhand {

// Why a server of Anthropic's Messages, itself or on Vertex AI, would refuse the request; empty: it would not.
QString messagesComplaint(const SeenRequest &request);

} // namespace evenhand
