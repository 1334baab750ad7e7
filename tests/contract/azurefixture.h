// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/contract/openaifixture.h"

namespace evenhand {

// The same plugin at Azure's classic addresses.
class AzureFixture final : public OpenAiFixture
{
public:
    QByteArrayList stream(const ChatEvents &answer) const override;
    QByteArray modelsBody(const QStringList &ids) const override;
    QJsonObject settings(const QUrl &server) const override;
    bool sawKey(const SeenRequest &request) const override;
    QString complaint(const SeenRequest &request) const override;
};

// At the newer address, which needs no version and takes the model in the body.
class AzureV1Fixture final : public OpenAiFixture
{
public:
    QJsonObject settings(const QUrl &server) const override;
    bool sawKey(const SeenRequest &request) const override;
    QString complaint(const SeenRequest &request) const override;
};

} // namespace evenhand
