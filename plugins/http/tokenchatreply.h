// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#pragma once

#include "plugins/http/httpchatreply.h"
#include "plugins/http/tokensource.h"

namespace evenhand {

// A chat whose request carries a token: it is fetched before, and renewed once when the provider does not take it.
class TokenChatReply : public HttpChatReply
{
    Q_OBJECT
public:
    TokenChatReply(QNetworkAccessManager *network, const Limits &limits, std::shared_ptr<TokenSource> tokens);
    ~TokenChatReply() override;

protected:
    void prepare(std::function<void()> ready) override;
    // A refusal of the token renews it; everything else is for repairRequest().
    std::optional<Notice> repair(const HttpFailure &failure) final;
    virtual std::optional<Notice> repairRequest(const HttpFailure &failure);

    const Result<QByteArray> &token() const { return m_token; } // as it was fetched last
    QString takeTokenNotice() { return m_tokens->takeNotice(); }

private:
    std::shared_ptr<TokenSource> m_tokens;
    Result<QByteArray> m_token;
    bool m_renewed = false;
};

} // namespace evenhand
