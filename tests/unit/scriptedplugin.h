// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/unit/fakeclock.h"

#include <evenhand/provider.h>

#include <QMutex>

namespace evenhand {

// What a scripted request does, one step for each turn of the event loop.
namespace step {
struct Advance // the clock, at once
{
    std::chrono::milliseconds time;
};
struct Hang // until it is cancelled or released
{};
struct Vanish // the reply deletes itself
{};
} // namespace step

using ScriptStep = std::variant<step::Advance, step::Hang, step::Vanish, ChatEvents, ChatOutcome>;

struct Script
{
    enum class Start { Normal, Throws, ReturnsNothing };

    QList<ScriptStep> steps;
    Start start = Start::Normal;
};

// A provider plugin that does what a test wrote down, by model: the first request for a model gets its first script and
// so on; the last one is used again. Thread-safe for what the test calls.
class ScriptedPlugin final : public ProviderPlugin
{
public:
    explicit ScriptedPlugin(std::shared_ptr<FakeClock> clock);

    // What the plugin saw.
    struct Seen
    {
        QList<ChatRequest> requests;
        QStringList secrets; // asked for at each request, for the settings' "ask" origin
        int providers = 0;   // made so far
        int cancelled = 0;
        int running = 0;
        int mostRunning = 0;
    };

    void setScripts(const QString &model, const QList<Script> &scripts);
    void setModels(const ModelList &models);
    void setCapabilities(const Capabilities &capabilities); // none, until it is said
    void failCreate(const Error &error);
    void throwInCreate();
    // Lets what hangs go on.
    void release(const QString &model);
    Seen seen() const;

    Result<QUrl> origin(const QJsonObject &settings) const override;
    Result<std::unique_ptr<Provider>> create(const QJsonObject &settings, const ProviderContext &context) override;

private:
    friend class ScriptedProvider;
    friend class ScriptedReply;

    Script takeScript(const ChatRequest &request, const QString &secret);

    std::shared_ptr<FakeClock> m_clock;
    mutable QMutex m_mutex;
    QHash<QString, QList<Script>> m_scripts;
    QHash<QString, QObject *> m_hanging;
    ModelList m_models;
    Capabilities m_capabilities;
    std::optional<Error> m_createError;
    bool m_createThrows = false;
    Seen m_seen;
};

} // namespace evenhand
