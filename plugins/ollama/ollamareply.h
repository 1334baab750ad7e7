// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/http/httpchatreply.h"
#include "plugins/ollama/ollamachannel.h"

namespace evenhand {

class OllamaReply final : public HttpChatReply
{
    Q_OBJECT
public:
    OllamaReply(std::shared_ptr<OllamaChannel> channel, const ChatRequest &request);
    ~OllamaReply() override;

protected:
    Result<Call> makeCall() override;
    HttpFailure judge(int status, const QList<Header> &headers, const QByteArray &body) override;
    std::optional<Notice> repair(const HttpFailure &failure) override;

private:
    std::shared_ptr<OllamaChannel> m_channel;
    ChatRequest m_request;
    bool m_repaired = false;
};

} // namespace evenhand
