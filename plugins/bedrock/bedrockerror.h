// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/http/httperror.h"

namespace evenhand {

// What Bedrock says of a failure: the type of an error, from wherever it stands, and a message.
ProviderWords readBedrockError(const QList<Header> &headers, const QByteArray &body);

// An answer with a status that is not 2xx.
HttpFailure bedrockFailure(int status, const QList<Header> &headers, const QByteArray &body, const QDateTime &now);

// A failure that came within an answer whose status was fine; the type is the exception's, in any case.
ChatOutcome bedrockStreamFailure(const ProviderWords &words);

// The signature was refused, perhaps because of the time in it.
bool speaksOfTheSignature(const ProviderWords &words);
// The credentials were good, but are no longer.
bool speaksOfExpiry(const ProviderWords &words);

} // namespace evenhand
