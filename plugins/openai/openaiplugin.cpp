// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/http/endpointcheck.h"
#include "plugins/http/httpmodelsreply.h"
#include "plugins/openai/models.h"
#include "plugins/openai/openaireply.h"

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

class OpenAiProvider final : public Provider
{
public:
    explicit OpenAiProvider(std::shared_ptr<OpenAiChannel> channel)
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
        const auto parse = [dialect = m_channel->dialect()](const QByteArray &body) {
            return parseModels(body, dialect);
        };
        return new HttpModelsReply(m_channel->network(), m_channel->request("GET", "/models"_L1), parse);
    }

    ChatReply *chat(const ChatRequest &request) override
    {
        auto *reply = new OpenAiReply(m_channel, request);
        reply->start();
        return reply;
    }

private:
    std::shared_ptr<OpenAiChannel> m_channel;
};

} // namespace

class OpenAiPlugin final : public QObject, public ProviderPlugin
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID EvenhandProviderPlugin_iid FILE "openai.json")
    Q_INTERFACES(evenhand::ProviderPlugin)

public:
    Result<QUrl> origin(const QJsonObject &settings) const override
    {
        return readSettings(settings).transform([](const OpenAiSettings &read) { return originOf(read.base); });
    }

    Result<std::unique_ptr<Provider>> create(const QJsonObject &settings, const ProviderContext &context) override
    {
        return readSettings(settings).transform([&context](const OpenAiSettings &read) -> std::unique_ptr<Provider> {
            return std::make_unique<OpenAiProvider>(std::make_shared<OpenAiChannel>(read, context));
        });
    }
};

} // namespace evenhand

#include "openaiplugin.moc"
