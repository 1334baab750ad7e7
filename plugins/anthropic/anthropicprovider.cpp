// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/anthropic/anthropicprovider.h"

#include "plugins/anthropic/anthropicreply.h"
#include "plugins/anthropic/models.h"
#include "plugins/http/httpmodelsreply.h"

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

// Where there is no list, asking for it still tells whether the server is there and takes the key.
ModelsReply *AnthropicProvider::listModels()
{
    const auto token = std::make_shared<QByteArray>();
    const auto make = [channel = m_channel, token](const HttpModelsReply::Made &made) {
        channel->tokens().fetch([channel, token, made](const Result<QByteArray> &fetched) {
            *token = fetched.value_or(QByteArray());
            made(fetched.transform([&](const QByteArray &key) { return channel->modelsRequest(key); }));
        });
    };
    const auto parse = [channel = m_channel, token](const QByteArray &body) {
        const bool vertex = channel->settings().place.has_value();
        return (vertex ? parseVertexModels(body) : parseAnthropicModels(body))
            .transform([&](const AnthropicModels &page) {
                channel->learn(page.traits);
                HttpModelsReply::Page result{.models = page.models, .next = {}};
                if (!page.after.isEmpty())
                    result.next = channel->modelsRequest(*token, page.after);
                return result;
            });
    };
    auto *reply = new HttpModelsReply(m_channel->network(), make, parse);
    if (!m_channel->settings().listsModels())
        reply->takeMissingForEmpty();
    return reply;
}

ChatReply *AnthropicProvider::chat(const ChatRequest &request)
{
    auto *reply = new AnthropicReply(m_channel, request);
    reply->start();
    return reply;
}

} // namespace evenhand
