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
    const auto request = [channel = m_channel](const QByteArray &token, const QString &page) {
        return channel->modelsRequest(token, page);
    };
    const auto parse = [channel = m_channel](const QByteArray &body) {
        const bool vertex = channel->settings().place.has_value();
        return (vertex ? parseVertexModels(body) : parseAnthropicModels(body))
            .transform([&](const AnthropicModels &page) {
                channel->learn(page.traits);
                return HttpModelsReply::Page{.models = page.models, .next = page.after};
            });
    };
    const std::shared_ptr<TokenSource> tokens(m_channel, &m_channel->tokens());
    HttpModelsReply::Listing listing = HttpModelsReply::withTokens(tokens, request, parse);
    listing.missingIsEmpty = !m_channel->settings().listsModels();
    return new HttpModelsReply(m_channel->network(), std::move(listing));
}

ChatReply *AnthropicProvider::chat(const ChatRequest &request)
{
    auto *reply = new AnthropicReply(m_channel, request);
    reply->start();
    return reply;
}

} // namespace evenhand
