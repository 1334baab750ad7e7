// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/contract/providerfixture.h"

namespace evenhand {

class OpenAiFixture : public NetworkFixture
{
public:
    OpenAiFixture();

    QByteArrayList stream(const ChatEvents &answer) const override;
    QByteArray document(const ChatEvents &answer) const override;
    QByteArray errorBody(const QByteArray &code, const QByteArray &message) const override;
    QByteArray modelsBody(const QStringList &ids) const override;
    QJsonObject settings(const QUrl &server) const override;
    bool sawKey(const SeenRequest &request) const override;
    QString complaint(const SeenRequest &request) const override;
    QByteArray failureInStream(const QByteArray &words) const override;
    std::optional<ServerAnswer> failure(ErrorCode code, const QByteArray &words) const override;
    Refusal refusal() const override;
};

} // namespace evenhand
