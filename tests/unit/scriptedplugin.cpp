// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/unit/scriptedplugin.h"

#include <QMutexLocker>

#include <stdexcept>

using namespace Qt::StringLiterals;

namespace evenhand {

class ScriptedReply final : public ChatReply
{
public:
    ScriptedReply(ScriptedPlugin &plugin, const QString &model, const QList<ScriptStep> &steps)
        : m_plugin(plugin)
        , m_model(model)
        , m_steps(steps)
    {
        const QMutexLocker lock(&m_plugin.m_mutex);
        m_plugin.m_seen.mostRunning = std::max(m_plugin.m_seen.mostRunning, ++m_plugin.m_seen.running);
        goOn();
    }
    ~ScriptedReply() override
    {
        const QMutexLocker lock(&m_plugin.m_mutex);
        --m_plugin.m_seen.running;
        if (m_plugin.m_hanging.value(m_model) == this)
            m_plugin.m_hanging.remove(m_model);
    }

    void goOn() { QMetaObject::invokeMethod(this, &ScriptedReply::run, Qt::QueuedConnection); }

    void operator()(const step::Advance &advance)
    {
        m_plugin.m_clock->advance(advance.time);
        run();
    }
    void operator()(step::Hang)
    {
        const QMutexLocker lock(&m_plugin.m_mutex);
        m_plugin.m_hanging.insert(m_model, this);
    }
    void operator()(step::Vanish) { deleteLater(); }
    void operator()(const ChatEvents &events)
    {
        deliver(events);
        goOn();
    }
    void operator()(const ChatOutcome &outcome) { finish(outcome); }

protected:
    void abort() override
    {
        m_steps.clear();
        const QMutexLocker lock(&m_plugin.m_mutex);
        ++m_plugin.m_seen.cancelled;
    }

private:
    void run()
    {
        if (!m_steps.isEmpty())
            std::visit(*this, m_steps.takeFirst());
    }

    ScriptedPlugin &m_plugin;
    QString m_model;
    QList<ScriptStep> m_steps;
};

class ScriptedModels final : public ModelsReply
{
public:
    explicit ScriptedModels(const ModelList &models) { finish(models); }

protected:
    void abort() override {}
};

class ScriptedProvider final : public Provider
{
public:
    ScriptedProvider(ScriptedPlugin &plugin, const QJsonObject &settings, const ProviderContext &context)
        : m_plugin(plugin)
        , m_settings(settings)
        , m_context(context)
    {
    }

    Capabilities capabilities() const override
    {
        const QMutexLocker lock(&m_plugin.m_mutex);
        return m_plugin.m_capabilities;
    }
    ModelsReply *listModels() override
    {
        const QMutexLocker lock(&m_plugin.m_mutex);
        return new ScriptedModels(m_plugin.m_models);
    }
    ChatReply *chat(const ChatRequest &request) override
    {
        const Script script = m_plugin.takeScript(request, askedSecret());
        switch (script.start) {
        case Script::Start::Throws:
            throw std::runtime_error("no such thing");
        case Script::Start::ReturnsNothing:
            return nullptr;
        case Script::Start::Normal:
            break;
        }
        return new ScriptedReply(m_plugin, request.model, script.steps);
    }

private:
    QString askedSecret() const
    {
        const QString ask = m_settings.value("ask"_L1).toString();
        if (ask.isEmpty())
            return {};
        const Result<QByteArray> secret = m_context.secret(u"key"_s, QUrl(ask));
        return secret ? QString::fromUtf8(*secret) : secret.error().message;
    }

    ScriptedPlugin &m_plugin;
    QJsonObject m_settings;
    ProviderContext m_context;
};

ScriptedPlugin::ScriptedPlugin(std::shared_ptr<FakeClock> clock)
    : m_clock(std::move(clock))
{
}

void ScriptedPlugin::setScripts(const QString &model, const QList<Script> &scripts)
{
    const QMutexLocker lock(&m_mutex);
    m_scripts.insert(model, scripts);
}

void ScriptedPlugin::setModels(const ModelList &models)
{
    const QMutexLocker lock(&m_mutex);
    m_models = models;
}

void ScriptedPlugin::setCapabilities(const Capabilities &capabilities)
{
    const QMutexLocker lock(&m_mutex);
    m_capabilities = capabilities;
}

void ScriptedPlugin::failCreate(const Error &error)
{
    const QMutexLocker lock(&m_mutex);
    m_createError = error;
}

void ScriptedPlugin::throwInCreate()
{
    const QMutexLocker lock(&m_mutex);
    m_createThrows = true;
}

void ScriptedPlugin::release(const QString &model)
{
    const QMutexLocker lock(&m_mutex);
    if (QObject *reply = m_hanging.take(model))
        static_cast<ScriptedReply *>(reply)->goOn();
}

ScriptedPlugin::Seen ScriptedPlugin::seen() const
{
    const QMutexLocker lock(&m_mutex);
    return m_seen;
}

Result<QUrl> ScriptedPlugin::origin(const QJsonObject &settings) const
{
    return QUrl(settings.value("url"_L1).toString());
}

Result<std::unique_ptr<Provider>> ScriptedPlugin::create(const QJsonObject &settings, const ProviderContext &context)
{
    const QMutexLocker lock(&m_mutex);
    if (m_createThrows)
        throw std::runtime_error("cannot create");
    if (m_createError)
        return std::unexpected(*m_createError);
    ++m_seen.providers;
    return std::make_unique<ScriptedProvider>(*this, settings, context);
}

Script ScriptedPlugin::takeScript(const ChatRequest &request, const QString &secret)
{
    const QMutexLocker lock(&m_mutex);
    m_seen.requests.append(request);
    m_seen.secrets.append(secret);
    QList<Script> &scripts = m_scripts[request.model];
    return scripts.size() > 1 ? scripts.takeFirst() : scripts.value(0);
}

} // namespace evenhand
