// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/anthropic/anthropicchannel.h"
#include "plugins/http/httpchatreply.h"

namespace evenhand {

class AnthropicReply final : public HttpChatReply
{
    Q_OBJECT
public:
    AnthropicReply(std::shared_ptr<AnthropicChannel> channel, const ChatRequest &request);
    ~AnthropicReply() override;

protected:
    void prepare(std::function<void()> ready) override;
    Result<Call> makeCall() override;
    HttpFailure judge(int status, const QList<Header> &headers, const QByteArray &body) override;
    std::optional<Notice> repair(const HttpFailure &failure) override;

private:
    std::optional<Notice> renewToken();
    std::optional<Notice> forgetReasoning();

    std::shared_ptr<AnthropicChannel> m_channel;
    ChatRequest m_request;
    Result<QByteArray> m_token;
    QJsonObject m_body; // as it was sent last
    QStringList m_told; // notices, each of which is told once
    QStringList m_repaired;
    bool m_renewedToken = false;
};

} // namespace evenhand
