// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/bedrock/bedrockmodelsreply.h"
#include "plugins/bedrock/bedrockreply.h"
#include "plugins/http/endpointcheck.h"

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

class BedrockProvider final : public Provider
{
public:
    explicit BedrockProvider(std::shared_ptr<BedrockChannel> channel)
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
                .documents = true,
                .structuredOutput = true};
    }

    ModelsReply *listModels() override
    {
        auto *reply = new BedrockModelsReply(m_channel);
        reply->start();
        return reply;
    }

    ChatReply *chat(const ChatRequest &request) override
    {
        auto *reply = new BedrockReply(m_channel, request);
        reply->start();
        return reply;
    }

private:
    std::shared_ptr<BedrockChannel> m_channel;
};

} // namespace

class BedrockPlugin final : public QObject, public ProviderPlugin
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID EvenhandProviderPlugin_iid FILE "bedrock.json")
    Q_INTERFACES(evenhand::ProviderPlugin)

public:
    Result<QUrl> origin(const QJsonObject &settings) const override
    {
        return readSettings(settings, AwsEnvironment::ofThisProcess()).transform([](const BedrockSettings &read) {
            return originOf(read.runtime);
        });
    }

    Result<std::unique_ptr<Provider>> create(const QJsonObject &settings, const ProviderContext &context) override
    {
        const AwsEnvironment environment = AwsEnvironment::ofThisProcess();
        return readSettings(settings, environment)
            .transform([&](const BedrockSettings &read) -> std::unique_ptr<Provider> {
                return std::make_unique<BedrockProvider>(std::make_shared<BedrockChannel>(read, context, environment));
            });
    }
};

} // namespace evenhand

#include "bedrockplugin.moc"
