// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/anthropic/anthropicprovider.h"

#include "plugins/anthropic/anthropicreply.h"
#include "plugins/anthropic/models.h"
#include "plugins/http/httpmodelsreply.h"

using namespace Qt::StringLiterals;

namespace evenhand {

AnthropicProvider::AnthropicProvider(std::shared_ptr<AnthropicChannel> channel)
    : m_channel(std::move(channel))
{
}

AnthropicProvider::~AnthropicProvider() = default;

Capabilities AnthropicProvider::capabilities() const
{
    return {.listsModels = m_channel->settings().listsModels(),
            .streams = true,
            .reasoningText = true,
            .toolCalls = true,
            .images = true,
            .documents = true,
            .structuredOutput = true};
}

ModelsReply *AnthropicProvider::listModels()
{
    Result<QByteArray> token =
        std::unexpected(Error{.code = ErrorCode::BadRequest,
                              .message = u"This platform has no list of models. Enter the model's name."_s,
                              .detail = {}});
    // Where there is a list, the token is the person's key, which is there at once.
    if (m_channel->settings().listsModels())
        m_channel->tokens().fetch([&token](const Result<QByteArray> &fetched) { token = fetched; });
    const auto parse = [channel = m_channel, token](const QByteArray &body) {
        return parseAnthropicModels(body).transform([&](const AnthropicModels &page) {
            channel->learn(page.traits);
            HttpModelsReply::Page result{.models = page.models, .next = {}};
            if (!page.after.isEmpty())
                result.next = channel->modelsRequest(*token, page.after);
            return result;
        });
    };
    const Result<HttpRequest> request =
        token.transform([this](const QByteArray &key) { return m_channel->modelsRequest(key); });
    return new HttpModelsReply(m_channel->network(), request, parse);
}

ChatReply *AnthropicProvider::chat(const ChatRequest &request)
{
    auto *reply = new AnthropicReply(m_channel, request);
    reply->start();
    return reply;
}

} // namespace evenhand
