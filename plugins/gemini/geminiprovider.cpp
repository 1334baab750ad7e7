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
    const auto token = std::make_shared<QByteArray>();
    const auto make = [channel = m_channel, token](const HttpModelsReply::Made &made) {
        channel->tokens().fetch([channel, token, made](const Result<QByteArray> &fetched) {
            *token = fetched.value_or(QByteArray());
            made(fetched.transform([&](const QByteArray &key) { return channel->modelsRequest(key); }));
        });
    };
    const auto parse = [channel = m_channel, token](const QByteArray &body) {
        return (channel->settings().place ? parseVertexModels(body) : parseGeminiModels(body))
            .transform([&](const GeminiModels &page) {
                HttpModelsReply::Page result{.models = page.models, .next = {}};
                if (!page.next.isEmpty())
                    result.next = channel->modelsRequest(*token, page.next);
                return result;
            });
    };
    return new HttpModelsReply(m_channel->network(), make, parse);
}

ChatReply *GeminiProvider::chat(const ChatRequest &request)
{
    auto *reply = new GeminiReply(m_channel, request);
    reply->start();
    return reply;
}

} // namespace evenhand
