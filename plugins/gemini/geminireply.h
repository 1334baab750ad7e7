// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/gemini/geminichannel.h"
#include "plugins/http/httpchatreply.h"

namespace evenhand {

class GeminiReply final : public HttpChatReply
{
    Q_OBJECT
public:
    GeminiReply(std::shared_ptr<GeminiChannel> channel, const ChatRequest &request);
    ~GeminiReply() override;

protected:
    void prepare(std::function<void()> ready) override;
    Result<Call> makeCall() override;
    std::optional<Notice> repair(const HttpFailure &failure) override;

private:
    std::optional<Notice> renewToken();

    std::shared_ptr<GeminiChannel> m_channel;
    ChatRequest m_request;
    Result<QByteArray> m_token;
    QJsonObject m_body; // as it was sent last
    QStringList m_told; // notices, each of which is told once
    int m_repairs = 0;
    bool m_renewedToken = false;
};

} // namespace evenhand
