// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/http/httpchatreply.h"
#include "plugins/openai/chatrequest.h"
#include "plugins/openai/openaichannel.h"

namespace evenhand {

// A chat over either interface.
class OpenAiReply final : public HttpChatReply
{
    Q_OBJECT
public:
    OpenAiReply(std::shared_ptr<OpenAiChannel> channel, const ChatRequest &request);
    ~OpenAiReply() override;

protected:
    void prepare(std::function<void()> ready) override;
    Result<Call> makeCall() override;
    HttpFailure judge(int status, const QList<Header> &headers, const QByteArray &body) override;
    std::optional<Notice> repair(const HttpFailure &failure) override;

private:
    ChatBody buildBody() const;
    ChatEvents newNotices(QStringList texts);
    QString expiryNotice() const;
    std::optional<Notice> renewToken();

    std::shared_ptr<OpenAiChannel> m_channel;
    ChatRequest m_request;
    Result<QByteArray> m_token;
    QJsonObject m_body; // as it was sent last
    QStringList m_told; // notices, each of which is told once
    QStringList m_repaired;
    bool m_renewedToken = false;
};

} // namespace evenhand
