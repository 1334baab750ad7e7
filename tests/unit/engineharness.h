// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/engine/credentials.h"
#include "app/engine/plugincatalog.h"
#include "app/engine/runengine.h"
#include "tests/unit/fakekeychain.h"
#include "tests/unit/lanelog.h"
#include "tests/unit/scriptedplugin.h"

namespace evenhand {

ChatEvents text(const QString &text);
ChatOutcome failure(ErrorCode code, const QString &message);
ChatOutcome retryableFailure(ErrorCode code, const QString &message,
                             std::optional<std::chrono::milliseconds> retryAfter = {});
// An answer that says "ok" after 200 ms.
Script goodScript();
Script failingScript(const ChatOutcome &outcome);

// A RunEngine on a scripted plugin, a keychain in memory and a clock that only the test moves.
class EngineHarness
{
public:
    explicit EngineHarness(const RetryPolicy &retry = {.first = std::chrono::milliseconds(20), .jitter = 0});

    // A channel on the scripted plugin that needs no key.
    static Channel channel(const QString &name = QStringLiteral("Test"));
    // Starts one lane for a new model that has these scripts.
    CellId start(const Channel &channel, const QList<Script> &scripts, int firstAttempt = 1);
    // The model of the lane that was started last.
    QString model() const { return QStringLiteral("m%1").arg(m_models); }

    // Moves the clock on as soon as a lane says how long it waits.
    void followWaits();

    std::shared_ptr<FakeClock> clock = std::make_shared<FakeClock>();
    PromptText prompt{.user = QStringLiteral("Hello")}; // of all lanes
    Redactor redactor;
    FakeKeychain::State keychain;
    CredentialStore credentials;
    PluginCatalog catalog{{}};
    ScriptedPlugin *plugin = nullptr;
    LaneLog log;
    std::unique_ptr<RunEngine> engine;

private:
    int m_models = 0;
};

} // namespace evenhand
