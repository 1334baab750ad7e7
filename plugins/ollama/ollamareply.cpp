// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/ollama/ollamareply.h"

#include "plugins/http/readjson.h"
#include "plugins/ollama/ollamaparser.h"
#include "plugins/ollama/ollamarequest.h"

using namespace Qt::StringLiterals;

namespace evenhand {

OllamaReply::OllamaReply(std::shared_ptr<OllamaChannel> channel, const ChatRequest &request)
    : HttpChatReply(channel->network(), request.limits)
    , m_channel(std::move(channel))
    , m_request(request)
{
}

OllamaReply::~OllamaReply() = default;

Result<HttpChatReply::Call> OllamaReply::makeCall()
{
    const OllamaBody body = buildOllamaBody(m_request, m_channel->settings(), m_channel->thinks(m_request.model));
    Result<HttpRequest> request = m_channel->request("/api/chat"_L1, body.json);
    if (!request)
        return std::unexpected(request.error());
    return Call{.request = *std::move(request), .notices = body.notices, .parser = std::make_unique<OllamaParser>()};
}

// What to do is known here, and not told by the server.
HttpFailure OllamaReply::judge(int status, const QList<Header> &headers, const QByteArray &body)
{
    HttpFailure failure = HttpChatReply::judge(status, headers, body);
    Error &error = *failure.outcome.error;
    if (error.step == Step::Model)
        error.message += u" To have it, run: ollama pull %1"_s.arg(m_request.model);
    if (const QString place = readJson(body)["signin_url"_L1].toString(); !place.isEmpty())
        error.message += u" To sign in, run “ollama signin”, or open %1"_s.arg(place);
    return failure;
}

std::optional<Notice> OllamaReply::repair(const HttpFailure &failure)
{
    if (m_request.parameters.effort.isEmpty() || failure.status != 400
        || !failure.words.message.contains("does not support thinking"_L1) || std::exchange(m_repaired, true))
        return std::nullopt;
    m_channel->learnThatItDoesNotThink(m_request.model);
    markTold(doesNotThinkText(m_request.model)); // it is told here
    return Notice{u"The provider did not take “effort”; the request was made again without it. It said: %1"_s.arg(
        failure.words.message)};
}

} // namespace evenhand
