// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/contract/providerfixture.h"

namespace evenhand {

class AnthropicFixture : public NetworkFixture
{
public:
    AnthropicFixture();

    QByteArrayList stream(const ChatEvents &answer) const override;
    QByteArray document(const ChatEvents &answer) const override;
    QByteArray errorBody(const QByteArray &code, const QByteArray &message) const override;
    QByteArray modelsBody(const QStringList &ids) const override;
    QJsonObject settings(const QUrl &server) const override;
    bool sawKey(const SeenRequest &request) const override;
    QString complaint(const SeenRequest &request) const override;
    QStringList models() const override;
    QByteArray failureInStream(const QByteArray &words) const override;
    std::optional<ServerAnswer> failure(ErrorCode code, const QByteArray &words) const override;
    Refusal refusal() const override;
};

// The same protocol with a path before it, as at Azure AI Foundry.
class FoundryClaudeFixture final : public AnthropicFixture
{
public:
    QJsonObject settings(const QUrl &server) const override;
    QString complaint(const SeenRequest &request) const override;
};

// Claude Platform on AWS: a bearer token, and the workspace that pays.
class AwsClaudeFixture final : public AnthropicFixture
{
public:
    QJsonObject settings(const QUrl &server) const override;
    bool sawKey(const SeenRequest &request) const override;
    QString complaint(const SeenRequest &request) const override;
};

// The same models on Vertex AI, here with an access token that the person entered.
class VertexClaudeFixture final : public AnthropicFixture
{
public:
    bool hasDependableList() const override { return false; }
    QByteArray modelsBody(const QStringList &ids) const override;
    QJsonObject settings(const QUrl &server) const override;
    bool sawKey(const SeenRequest &request) const override;
};

} // namespace evenhand
