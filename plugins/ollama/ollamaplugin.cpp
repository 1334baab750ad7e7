// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/http/endpointcheck.h"
#include "plugins/ollama/ollamamodelsreply.h"
#include "plugins/ollama/ollamareply.h"

namespace evenhand {

namespace {

class OllamaProvider final : public Provider
{
public:
    explicit OllamaProvider(std::shared_ptr<OllamaChannel> channel)
        : m_channel(std::move(channel))
    {
    }

    Capabilities capabilities() const override
    {
        return {.listsModels = true,
                .streams = true,
                .reasoningText = true,
                .toolCalls = true,
                .images = true,
                .documents = true, // those that are text
                .structuredOutput = true};
    }

    ModelsReply *listModels() override { return new OllamaModelsReply(m_channel); }

    ChatReply *chat(const ChatRequest &request) override
    {
        auto *reply = new OllamaReply(m_channel, request);
        reply->start();
        return reply;
    }

private:
    std::shared_ptr<OllamaChannel> m_channel;
};

} // namespace

class OllamaPlugin final : public QObject, public ProviderPlugin
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID EvenhandProviderPlugin_iid FILE "ollama.json")
    Q_INTERFACES(evenhand::ProviderPlugin)

public:
    Result<QUrl> origin(const QJsonObject &settings) const override
    {
        return readOllamaSettings(settings).transform([](const OllamaSettings &read) { return originOf(read.base); });
    }

    Result<std::unique_ptr<Provider>> create(const QJsonObject &settings, const ProviderContext &context) override
    {
        return readOllamaSettings(settings).transform(
            [&context](const OllamaSettings &read) -> std::unique_ptr<Provider> {
                return std::make_unique<OllamaProvider>(std::make_shared<OllamaChannel>(read, context));
            });
    }
};

} // namespace evenhand

#include "ollamaplugin.moc"
