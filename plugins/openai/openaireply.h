// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/http/httpchatreply.h"
#include "plugins/openai/openaichannel.h"

namespace evenhand {

class OpenAiReply final : public HttpChatReply
{
    Q_OBJECT
public:
    OpenAiReply(std::shared_ptr<OpenAiChannel> channel, const ChatRequest &request);
    ~OpenAiReply() override;

protected:
    Result<Call> makeCall() override;
    std::optional<Notice> repair(const HttpFailure &failure) override;

private:
    std::shared_ptr<OpenAiChannel> m_channel;
    ChatRequest m_request;
    QJsonObject m_body; // as it was sent last
    bool m_repairedUsage = false;
    bool m_repairedParameter = false;
};

} // namespace evenhand
