// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/anthropic/anthropicreply.h"

#include "plugins/anthropic/messagesparser.h"
#include "plugins/http/httpheaders.h"

#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace evenhand {

// A model that takes no sampling at all refuses one member after the other.
static constexpr qsizetype mostRepairs = 3;

AnthropicReply::AnthropicReply(std::shared_ptr<AnthropicChannel> channel, const ChatRequest &request)
    : TokenChatReply(channel->network(), request.limits, {channel, &channel->tokens()})
    , m_channel(std::move(channel))
    , m_request(request)
{
}

AnthropicReply::~AnthropicReply() = default;

Result<HttpChatReply::Call> AnthropicReply::makeCall()
{
    if (!token())
        return std::unexpected(token().error());
    MessagesBody body =
        buildMessagesBody(m_request, m_channel->dialect(m_request.model), m_channel->repairs(m_request.model));
    m_body = std::move(body.json);
    return Call{.request = m_channel->messageRequest(m_request.model, *token(),
                                                     QJsonDocument(m_body).toJson(QJsonDocument::Compact)),
                .notices = QStringList(takeTokenNotice()) + body.notices,
                .parser = std::make_unique<MessagesParser>()};
}

// When Anthropic itself does not say after which time to try again, it is the account's limit of spending.
HttpFailure AnthropicReply::judge(int status, const QList<Header> &headers, const QByteArray &body)
{
    HttpFailure failure = TokenChatReply::judge(status, headers, body);
    if (status == 429 && !failure.outcome.retryAfter && !headerValue(headers, "anthropic-organization-id").isEmpty())
        failure.outcome.retryable = false;
    return failure;
}

std::optional<Notice> AnthropicReply::repairRequest(const HttpFailure &failure)
{
    if (failure.status == 400 && failure.words.message.contains("signature"_L1))
        return forgetReasoning();
    const std::optional<MessagesRepair> repair = findMessagesRepair(m_body, failure);
    if (!repair || m_repaired.contains(repair->member) || m_repaired.size() == mostRepairs)
        return std::nullopt;
    m_repaired.append(repair->member);
    m_channel->learn(m_request.model, *repair);
    markTold(applyRepair(*repair, m_request.model, m_body)); // it is told here
    const QString what = repair->value.isUndefined() ? u"without it"_s : u"with %1"_s.arg(repair->value.toInt());
    return Notice{u"The provider did not take “%1”; the request was made again %2. It said: %3"_s.arg(
        repair->member, what, failure.words.message)};
}

// A signature is worth nothing to another server than the one that made it.
std::optional<Notice> AnthropicReply::forgetReasoning()
{
    if (std::ranges::all_of(m_request.messages, &QJsonObject::isEmpty, &Message::state))
        return std::nullopt;
    for (Message &message : m_request.messages)
        message.state = {};
    return Notice{u"The provider did not take back the reasoning of earlier answers; the request was made again "
                  "without it."_s};
}

} // namespace evenhand
