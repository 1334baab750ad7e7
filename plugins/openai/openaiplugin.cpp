// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/http/endpointcheck.h"
#include "plugins/http/httpmodelsreply.h"
#include "plugins/openai/models.h"
#include "plugins/openai/openaireply.h"

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

Error noList()
{
    return {.code = ErrorCode::BadRequest,
            .message = u"There is no list of models at this address. Enter the model's name."_s,
            .detail = {}};
}

class OpenAiProvider final : public Provider
{
public:
    explicit OpenAiProvider(std::shared_ptr<OpenAiChannel> channel)
        : m_channel(std::move(channel))
    {
    }

    Capabilities capabilities() const override
    {
        return {.listsModels = m_channel->settings().listsModels(),
                .streams = true,
                .reasoningText = true,
                .toolCalls = true,
                .images = true,
                .documents = true,
                .structuredOutput = true};
    }

    ModelsReply *listModels() override
    {
        const auto request = [channel = m_channel](const QByteArray &token, const QString &) {
            return channel->modelsRequest(token);
        };
        const auto parse = [channel = m_channel](const QByteArray &body) {
            const OpenAiSettings &settings = channel->settings();
            return (settings.azure ? parseCatalogue(body, settings.deployment) : parseModels(body, channel->dialect()))
                .transform(
                    [](const QList<ModelInfo> &models) { return HttpModelsReply::Page{.models = models, .next = {}}; });
        };
        const std::shared_ptr<TokenSource> tokens(m_channel, &m_channel->tokens());
        HttpModelsReply::Listing listing = HttpModelsReply::withTokens(tokens, request, parse);
        if (!m_channel->settings().listsModels())
            listing.make = [](const QString &, const HttpModelsReply::Made &made) { made(std::unexpected(noList())); };
        return new HttpModelsReply(m_channel->network(), std::move(listing));
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
