// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/scriptedserver.h"

namespace evenhand {

// Why Ollama would refuse the request, or misunderstand it; empty: it would not.
QString ollamaComplaint(const SeenRequest &request);

} // namespace evenhand
