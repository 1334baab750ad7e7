// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/contract/openaifixture.h"

namespace evenhand {

// The same plugin over the Responses interface.
class ResponsesFixture final : public OpenAiFixture
{
public:
    QByteArrayList stream(const ChatEvents &answer) const override;
    QByteArray document(const ChatEvents &answer) const override;
    QJsonObject settings(const QUrl &server) const override;
    QByteArray failureInStream(const QByteArray &words) const override;
};

} // namespace evenhand
