// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/gui/formplugin.h"

#include <QMutexLocker>

using namespace Qt::StringLiterals;

namespace evenhand {

class FormReply final : public ModelsReply
{
    Q_OBJECT
public:
    FormReply(const std::optional<ModelList> &models, const ModelsNotes &notes)
    {
        note(notes);
        if (models)
            finish(*models);
    }

protected:
    void abort() override {}
};

class FormProvider final : public Provider
{
    Q_OBJECT
public:
    FormProvider(FormPlugin &plugin, QUrl origin, ProviderContext context)
        : m_plugin(plugin)
        , m_origin(std::move(origin))
        , m_context(std::move(context))
    {
    }

    Capabilities capabilities() const override { return {.listsModels = true}; }

    ModelsReply *listModels() override
    {
        const Result<QByteArray> key = m_context.secret(u"key"_s, m_origin);
        const QMutexLocker lock(&m_plugin.m_mutex);
        m_plugin.m_keys.append(key.value_or("none"));
        return new FormReply(m_plugin.m_models, m_plugin.m_notes);
    }

    ChatReply *chat(const ChatRequest &) override { return nullptr; }

private:
    FormPlugin &m_plugin;
    QUrl m_origin;
    ProviderContext m_context;
};

PluginInfo FormPlugin::info()
{
    using Type = PluginField::Type;
    const auto field = [](const QString &key, const QString &label, Type type) {
        return PluginField{.key = key, .label = label, .type = type, .defaultValue = QJsonValue::Undefined};
    };
    PluginField address = field(u"base_url"_s, u"Address"_s, Type::Url);
    address.required = true;
    address.help = u"Up to and including /v1."_s;
    PluginField key = field(u"key"_s, u"Key"_s, Type::Secret);
    key.environment = u"EVENHAND_TEST_FORM_KEY"_s;
    PluginField dialect = field(u"dialect"_s, u"Dialect"_s, Type::Choice);
    dialect.choices = QStringList{u"plain"_s, u"fancy"_s};
    dialect.defaultValue = u"plain"_s;
    PluginField retries = field(u"depth"_s, u"Depth"_s, Type::Integer);
    retries.defaultValue = 3;
    return {
        .path = u"/opt/form.so"_s,
        .id = u"form"_s,
        .name = u"Form"_s,
        .version = u"1.2"_s,
        .vendor = u"The Evenhand authors"_s,
        .description = u"Has a field of every type."_s,
        .fields = {address, key, field(u"organisation"_s, u"Organisation"_s, Type::Text), dialect,
                   field(u"verbose"_s, u"Verbose"_s, Type::Flag), retries,
                   field(u"folder"_s, u"Folder"_s, Type::Folder)},
        .presets = {{.name = u"Zeta cloud"_s,
                     .settings = {{u"base_url"_s, u"https://zeta.example/v1"_s}},
                     .operatorName = u"Zeta Ltd"_s,
                     .jurisdiction = u"Norway"_s,
                     .environment = u"EVENHAND_TEST_ZETA_KEY"_s},
                    {.name = u"Alpha cloud"_s, .settings = {{u"base_url"_s, u"https://alpha.example/v1"_s}}},
                    {.name = u"Workshop"_s,
                     .settings = {{u"base_url"_s, u"http://127.0.0.1:8099/v1"_s}},
                     .local = true}},
    };
}

QJsonObject FormPlugin::settings()
{
    return {{u"base_url"_s, u"https://one.example/v1"_s}};
}

void FormPlugin::setModels(const ModelList &models)
{
    const QMutexLocker lock(&m_mutex);
    m_models = models;
}

void FormPlugin::setNotes(const ModelsNotes &notes)
{
    const QMutexLocker lock(&m_mutex);
    m_notes = notes;
}

void FormPlugin::hang()
{
    const QMutexLocker lock(&m_mutex);
    m_models.reset();
}

QList<QByteArray> FormPlugin::keysSeen() const
{
    const QMutexLocker lock(&m_mutex);
    return m_keys;
}

Result<QUrl> FormPlugin::origin(const QJsonObject &settings) const
{
    const QUrl address(settings.value("base_url"_L1).toString());
    if (!address.scheme().startsWith("http"_L1) || address.host().isEmpty())
        return std::unexpected(Error{.code = ErrorCode::InvalidInput,
                                     .message = u"“%1” is not an address."_s.arg(address.toString()),
                                     .detail = {}});
    return address.adjusted(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment);
}

Result<std::unique_ptr<Provider>> FormPlugin::create(const QJsonObject &settings, const ProviderContext &context)
{
    return origin(settings).transform([&](const QUrl &address) -> std::unique_ptr<Provider> {
        return std::make_unique<FormProvider>(*this, address, context);
    });
}

} // namespace evenhand

#include "formplugin.moc"
