// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#include "plugins/http/tokenchatreply.h"

#include <QPointer>

using namespace Qt::StringLiterals;

namespace evenhand {

TokenChatReply::TokenChatReply(QNetworkAccessManager *network, const Limits &limits,
                               std::shared_ptr<TokenSource> tokens)
    : HttpChatReply(network, limits)
    , m_tokens(std::move(tokens))
{
}

TokenChatReply::~TokenChatReply() = default;

void TokenChatReply::prepare(std::function<void()> ready)
{
    m_tokens->fetch(
        [reply = QPointer<TokenChatReply>(this), ready = std::move(ready)](const Result<QByteArray> &token) {
            if (!reply)
                return;
            reply->m_token = token;
            ready();
        });
}

std::optional<Notice> TokenChatReply::repair(const HttpFailure &failure)
{
    if (!m_tokens->isRefusal(failure.status, failure.words.message))
        return repairRequest(failure);
    if (std::exchange(m_renewed, true) || !m_token || !m_tokens->refuse(*m_token))
        return std::nullopt;
    return Notice{u"The provider did not take the access token any more; a new one was fetched."_s};
}

std::optional<Notice> TokenChatReply::repairRequest(const HttpFailure &)
{
    return std::nullopt;
}

} // namespace evenhand
