// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/bedrock/bedrockchannel.h"
#include "plugins/http/httpchatreply.h"

namespace evenhand {

class BedrockReply final : public HttpChatReply
{
    Q_OBJECT
public:
    BedrockReply(std::shared_ptr<BedrockChannel> channel, const ChatRequest &request);
    ~BedrockReply() override;

protected:
    void prepare(std::function<void()> ready) override;
    Result<Call> makeCall() override;
    HttpFailure judge(int status, const QList<Header> &headers, const QByteArray &body) override;
    std::optional<Notice> repair(const HttpFailure &failure) override;

private:
    std::optional<Notice> repairAuthorization(const HttpFailure &failure);

    std::shared_ptr<BedrockChannel> m_channel;
    ChatRequest m_request;
    Result<AwsAuthorization> m_authorization;
    ConverseBody m_body;   // as it was sent last
    QDateTime m_timeThere; // as the last refusal told it
    bool m_renewed = false;
    bool m_timeCorrected = false;
    bool m_repaired = false;
};

} // namespace evenhand
