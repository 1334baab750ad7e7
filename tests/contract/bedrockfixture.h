// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/contract/providerfixture.h"

namespace evenhand {

// Signs with keys of the channel; the canary is the secret one.
class BedrockFixture : public NetworkFixture
{
public:
    BedrockFixture();

    ChatEvents sayable(const ChatEvents &answer) const override;
    ChatRequest request() const override;

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

    QByteArray contentType() const override { return "application/vnd.amazon.eventstream"; }
    bool sendsServerSentEvents() const override { return false; }
    QByteArray keepAlive() const override;
    QByteArray tornPiece() const override;

protected:
    QByteArray secret(const QString &field) const override;
};

// With a key of Bedrock's own, which signs nothing.
class BedrockKeyFixture final : public BedrockFixture
{
public:
    QJsonObject settings(const QUrl &server) const override;
    bool sawKey(const SeenRequest &request) const override;
    QString complaint(const SeenRequest &request) const override;

protected:
    QByteArray secret(const QString &field) const override;
};

} // namespace evenhand
