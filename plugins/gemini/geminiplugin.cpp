// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/gemini/geminiprovider.h"
#include "plugins/http/endpointcheck.h"

namespace evenhand {

class GeminiPlugin final : public QObject, public ProviderPlugin
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID EvenhandProviderPlugin_iid FILE "gemini.json")
    Q_INTERFACES(evenhand::ProviderPlugin)

public:
    Result<QUrl> origin(const QJsonObject &settings) const override
    {
        return readGeminiSettings(settings).transform([](const GeminiSettings &read) { return originOf(read.base); });
    }

    Result<std::unique_ptr<Provider>> create(const QJsonObject &settings, const ProviderContext &context) override
    {
        return readGeminiSettings(settings).transform(
            [&context](const GeminiSettings &read) -> std::unique_ptr<Provider> {
                return std::make_unique<GeminiProvider>(
                    std::make_shared<GeminiChannel>(read, context, GoogleEnvironment::ofThisProcess()));
            });
    }
};

} // namespace evenhand

#include "geminiplugin.moc"
