// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/anthropic/anthropicchannel.h"
#include "plugins/http/tokenchatreply.h"

namespace evenhand {

class AnthropicReply final : public TokenChatReply
{
    Q_OBJECT
public:
    AnthropicReply(std::shared_ptr<AnthropicChannel> channel, const ChatRequest &request);
    ~AnthropicReply() override;

protected:
    Result<Call> makeCall() override;
    HttpFailure judge(int status, const QList<Header> &headers, const QByteArray &body) override;
    std::optional<Notice> repairRequest(const HttpFailure &failure) override;

private:
    std::optional<Notice> forgetReasoning();

    std::shared_ptr<AnthropicChannel> m_channel;
    ChatRequest m_request;
    QJsonObject m_body; // as it was sent last
    QStringList m_repaired;
};

} // namespace evenhand
