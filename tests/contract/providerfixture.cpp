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
#include "tests/paths.h"

using namespace Qt::StringLiterals;

namespace evenhand {

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
    return {u"anthropic"_s,       u"bedrock"_s,           u"gemini"_s, u"ollama"_s, u"openai"_s,
            u"openai at Azure"_s, u"openai, responses"_s, u"replay"_s};
}

std::unique_ptr<ProviderFixture> ProviderFixture::make(const QString &name)
{
    if (name == "anthropic"_L1)
        return std::make_unique<AnthropicFixture>();
    if (name == "bedrock"_L1)
        return std::make_unique<BedrockFixture>();
    if (name == "gemini"_L1)
        return std::make_unique<GeminiFixture>();
    if (name == "ollama"_L1)
        return std::make_unique<OllamaFixture>();
    if (name == "openai"_L1)
        return std::make_unique<OpenAiFixture>();
    if (name == "openai at Azure"_L1)
        return std::make_unique<AzureFixture>();
    if (name == "openai, responses"_L1)
        return std::make_unique<ResponsesFixture>();
    return std::make_unique<ReplayFixture>();
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
