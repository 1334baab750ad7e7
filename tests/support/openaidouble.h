// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/scriptedserver.h"

namespace evenhand {

enum class OpenAiService { OpenAi, Mistral, AzureDeployments, AzureV1 };

// Why the service would refuse the request, or misunderstand it; empty: it would not.
QString openAiComplaint(const SeenRequest &request, OpenAiService service);

} // namespace evenhand
