// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/contract/providerfixture.h"

#include "tests/contract/anthropicfixture.h"
#include "tests/contract/azurefixture.h"
#include "tests/contract/bedrockfixture.h"
#include "tests/contract/geminifixture.h"
#include "tests/contract/ollamafixture.h"
#include "tests/contract/openaifixture.h"
#include "tests/contract/replayfixture.h"
#include "tests/contract/responsesfixture.h"
#include "tests/contract/signedclaudefixture.h"
#include "tests/paths.h"

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

using Maker = std::unique_ptr<ProviderFixture> (*)();

template<typename Fixture>
std::unique_ptr<ProviderFixture> makeOf()
{
    return std::make_unique<Fixture>();
}

const QMap<QString, Maker> &makers()
{
    static const QMap<QString, Maker> all{
        {u"anthropic"_s, makeOf<AnthropicFixture>},
        {u"anthropic at Foundry"_s, makeOf<FoundryClaudeFixture>},
        {u"anthropic on AWS"_s, makeOf<AwsClaudeFixture>},
        {u"anthropic on AWS, signed"_s, makeOf<SignedClaudeFixture>},
        {u"anthropic on Vertex"_s, makeOf<VertexClaudeFixture>},
        {u"bedrock"_s, makeOf<BedrockFixture>},
        {u"bedrock with a key"_s, makeOf<BedrockKeyFixture>},
        {u"gemini"_s, makeOf<GeminiFixture>},
        {u"gemini on Vertex"_s, makeOf<VertexGeminiFixture>},
        {u"ollama"_s, makeOf<OllamaFixture>},
        {u"openai"_s, makeOf<OpenAiFixture>},
        {u"openai at Azure"_s, makeOf<AzureFixture>},
        {u"openai at Azure, v1"_s, makeOf<AzureV1Fixture>},
        {u"openai, responses"_s, makeOf<ResponsesFixture>},
        {u"replay"_s, makeOf<ReplayFixture>},
    };
    return all;
}

} // namespace

ProviderFixture::ProviderFixture(const QString &plugin)
    : m_id(plugin)
    , m_loader(QStringLiteral(EVENHAND_PLUGIN_FOLDER "/") + plugin)
    , m_plugin(qobject_cast<ProviderPlugin *>(m_loader.instance()))
{
    if (!m_plugin)
        qFatal("The plugin cannot be loaded: %s", qPrintable(m_loader.errorString()));
    m_network.setAutoDeleteReplies(false);
}

ProviderFixture::~ProviderFixture() = default;

QStringList ProviderFixture::names()
{
    return makers().keys();
}

std::unique_ptr<ProviderFixture> ProviderFixture::make(const QString &name)
{
    return makers().value(name)();
}

ChatRequest ProviderFixture::request() const
{
    return {.model = u"contract"_s,
            .messages = {{.role = Role::System, .text = u"Be brief."_s}, {.role = Role::User, .text = u"Hello?"_s}}};
}

QByteArray ProviderFixture::secret(const QString &) const
{
    return canary;
}

std::unique_ptr<Provider> ProviderFixture::create(const QJsonObject &settings)
{
    const ProviderContext context{.network = &m_network,
                                  .secret = [this](const QString &field, const QUrl &origin) -> Result<QByteArray> {
                                      m_askedOrigins.append(origin);
                                      return secret(field);
                                  },
                                  .userAgent = "Contract/1",
                                  .log = QLoggingCategory::defaultCategory()};
    Result<std::unique_ptr<Provider>> provider = m_plugin->create(settings, context);
    if (!provider)
        qFatal("The provider cannot be made: %s", qPrintable(provider.error().message));
    return *std::move(provider);
}

std::unique_ptr<Provider> NetworkFixture::providerOf(const ChatEvents &answer, Pause pause)
{
    ServerAnswer served = streamed({});
    served.body.clear();
    for (const QByteArray &piece : stream(answer))
        served.body.append({.bytes = piece, .pause = pause});
    return providerOf(served);
}

std::unique_ptr<Provider> NetworkFixture::providerOf(const ServerAnswer &answer)
{
    server.setAnswer(answer);
    return providerAt(server.url());
}

ServerAnswer NetworkFixture::streamed(const QByteArray &bytes) const
{
    return {.headers = {{"Content-Type", contentType()}}, .body = {{.bytes = bytes}}};
}

std::unique_ptr<Provider> NetworkFixture::providerAt(const QUrl &url)
{
    return create(settings(url));
}

} // namespace evenhand
