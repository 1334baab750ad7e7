// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/openai/openaireply.h"

#include "plugins/openai/chatparser.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace evenhand {

OpenAiReply::OpenAiReply(std::shared_ptr<OpenAiChannel> channel, const ChatRequest &request)
    : HttpChatReply(channel->network(), request.limits)
    , m_channel(std::move(channel))
    , m_request(request)
{
}

OpenAiReply::~OpenAiReply() = default;

Result<HttpChatReply::Call> OpenAiReply::makeCall()
{
    ChatBody body = buildChatBody(m_request, m_channel->dialect(), m_channel->repairs(m_request.model));
    m_body = std::move(body.json);
    Result<HttpRequest> request =
        m_channel->request("POST", "/chat/completions"_L1, QJsonDocument(m_body).toJson(QJsonDocument::Compact));
    if (!request)
        return std::unexpected(request.error());
    Call call{.request = *std::move(request),
              .notices = {},
              .parser = std::make_unique<ChatParser>(m_channel->settings().thinkTags)};
    for (const QString &text : std::as_const(body.notices))
        call.notices.append(Notice{text});
    return call;
}

std::optional<Notice> OpenAiReply::repair(const HttpFailure &failure)
{
    const std::optional<Repair> repair = findRepair(m_body, failure);
    if (!repair)
        return std::nullopt;
    bool &done = repair->member == "stream_options"_L1 ? m_repairedUsage : m_repairedParameter;
    if (std::exchange(done, true))
        return std::nullopt;
    m_channel->learn(m_request.model, *repair);
    const QString words = failure.words.message.isEmpty() ? QString() : u" It said: %1"_s.arg(failure.words.message);
    return Notice{
        u"The provider did not take “%1”; the request was made again without it.%2"_s.arg(repair->member, words)};
}

} // namespace evenhand
