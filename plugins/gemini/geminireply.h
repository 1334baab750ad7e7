// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/gemini/geminichannel.h"
#include "plugins/http/tokenchatreply.h"

namespace evenhand {

class GeminiReply final : public TokenChatReply
{
    Q_OBJECT
public:
    GeminiReply(std::shared_ptr<GeminiChannel> channel, const ChatRequest &request);
    ~GeminiReply() override;

protected:
    Result<Call> makeCall() override;
    std::optional<Notice> repairRequest(const HttpFailure &failure) override;

private:
    std::shared_ptr<GeminiChannel> m_channel;
    ChatRequest m_request;
    QJsonObject m_body; // as it was sent last
    int m_repairs = 0;
};

} // namespace evenhand
