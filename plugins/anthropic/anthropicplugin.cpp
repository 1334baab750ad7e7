// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/anthropic/anthropicprovider.h"
#include "plugins/http/endpointcheck.h"

namespace evenhand {

class AnthropicPlugin final : public QObject, public ProviderPlugin
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID EvenhandProviderPlugin_iid FILE "anthropic.json")
    Q_INTERFACES(evenhand::ProviderPlugin)

public:
    Result<QUrl> origin(const QJsonObject &settings) const override
    {
        return readAnthropicSettings(settings).transform(
            [](const AnthropicSettings &read) { return originOf(read.base); });
    }

    Result<std::unique_ptr<Provider>> create(const QJsonObject &settings, const ProviderContext &context) override
    {
        return readAnthropicSettings(settings).transform(
            [&context](const AnthropicSettings &read) -> std::unique_ptr<Provider> {
                return std::make_unique<AnthropicProvider>(std::make_shared<AnthropicChannel>(read, context));
            });
    }
};

} // namespace evenhand

#include "anthropicplugin.moc"
