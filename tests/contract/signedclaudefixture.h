// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/contract/anthropicfixture.h"

#include <QTemporaryDir>

namespace evenhand {

// Claude Platform on AWS with requests that are signed by a profile; the canary is the secret key.
class SignedClaudeFixture final : public AnthropicFixture
{
public:
    SignedClaudeFixture();

    QJsonObject settings(const QUrl &server) const override;
    bool sawKey(const SeenRequest &request) const override;
    QString complaint(const SeenRequest &request) const override;
    bool keepsCredentialsHere() const override { return true; }

protected:
    QByteArray secret(const QString &) const override { return {}; }

private:
    QTemporaryDir m_home;
};

} // namespace evenhand
