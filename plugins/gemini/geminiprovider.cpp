// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/gemini/geminiprovider.h"

#include "plugins/gemini/geminimodels.h"
#include "plugins/gemini/geminireply.h"
#include "plugins/http/httpmodelsreply.h"

namespace evenhand {

GeminiProvider::GeminiProvider(std::shared_ptr<GeminiChannel> channel)
    : m_channel(std::move(channel))
{
}

GeminiProvider::~GeminiProvider() = default;

Capabilities GeminiProvider::capabilities() const
{
    return {.listsModels = true,
            .streams = true,
            .reasoningText = true,
            .toolCalls = true,
            .images = true,
            .documents = true,
            .structuredOutput = true};
}

ModelsReply *GeminiProvider::listModels()
{
    const auto request = [channel = m_channel](const QByteArray &token, const QString &page) {
        return channel->modelsRequest(token, page);
    };
    const auto parse = [vertex = m_channel->settings().place.has_value()](const QByteArray &body) {
        return (vertex ? parseVertexModels(body) : parseGeminiModels(body)).transform([](const GeminiModels &page) {
            return HttpModelsReply::Page{.models = page.models, .next = page.next};
        });
    };
    const std::shared_ptr<TokenSource> tokens(m_channel, &m_channel->tokens());
    return new HttpModelsReply(m_channel->network(), HttpModelsReply::withTokens(tokens, request, parse));
}

ChatReply *GeminiProvider::chat(const ChatRequest &request)
{
    auto *reply = new GeminiReply(m_channel, request);
    reply->start();
    return reply;
}

} // namespace evenhand
