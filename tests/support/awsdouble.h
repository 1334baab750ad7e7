// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/http/sigv4.h"
#include "tests/support/scriptedserver.h"

namespace evenhand {

// Why AWS would refuse the request as it came; empty when it would not.

// The signature, made anew from what is on the wire; whatever the path is.
QString signatureComplaint(const SeenRequest &request, const SigV4Keys &keys, const QByteArray &service);

// Path, headers and body of a request to Bedrock.
QString bedrockComplaint(const SeenRequest &request);

} // namespace evenhand
