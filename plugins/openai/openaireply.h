// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/http/tokenchatreply.h"
#include "plugins/openai/chatrequest.h"
#include "plugins/openai/openaichannel.h"

namespace evenhand {

// A chat over either interface.
class OpenAiReply final : public TokenChatReply
{
    Q_OBJECT
public:
    OpenAiReply(std::shared_ptr<OpenAiChannel> channel, const ChatRequest &request);
    ~OpenAiReply() override;

protected:
    Result<Call> makeCall() override;
    HttpFailure judge(int status, const QList<Header> &headers, const QByteArray &body) override;
    std::optional<Notice> repairRequest(const HttpFailure &failure) override;

private:
    ChatBody buildBody() const;
    QString expiryNotice() const;

    std::shared_ptr<OpenAiChannel> m_channel;
    ChatRequest m_request;
    QJsonObject m_body; // as it was sent last
    QStringList m_repaired;
};

} // namespace evenhand
