// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/gui/finders.h"
#include "tests/gui/shots/shots.h"
#include "tests/support/scriptedserver.h"
#include "ui/settings/presetview.h"
#include "ui/settings/settingspage.h"
#include "ui/shell/mainwindow.h"

#include <QComboBox>
#include <QLineEdit>
#include <QTest>

using namespace Qt::StringLiterals;

namespace evenhand::shots {
namespace {

// A step on the page, by the names that a person reads there.
using Step = std::function<void(SettingsPage &)>;

struct Staged
{
    QString name;
    QList<Step> steps;
};

Step section(SettingsPage::Section section)
{
    return [section](SettingsPage &page) { page.showSection(section); };
}

Step presets(const QString &filter = {})
{
    return [filter](SettingsPage &page) {
        page.addChannel();
        visible<QLineEdit>(page, u"Filter what a channel can start from"_s)->setText(filter);
    };
}

Step form(const QString &preset)
{
    return [preset](SettingsPage &page) {
        presets(preset)(page);
        QTest::keyClick(visible<QLineEdit>(page, u"Filter what a channel can start from"_s), Qt::Key_Return);
    };
}

Step press(const QString &button)
{
    return [button](SettingsPage &page) { visibleButton(page, button)->click(); };
}

Step type(const QString &field, const QString &text)
{
    return [field, text](SettingsPage &page) { visible<QLineEdit>(page, field)->setText(text); };
}

Step choose(const QString &field, const QString &text)
{
    return [field, text](SettingsPage &page) { visible<QComboBox>(page, field)->setCurrentText(text); };
}

QList<Staged> formScenes()
{
    const Step more = press(u"More settings"_s);
    return {
        {u"presets"_s, {presets()}},
        {u"presets-filter"_s, {presets(u"china"_s)}},
        {u"presets-nothing"_s, {presets(u"qwertz"_s)}},
        {u"form-openai"_s, {form(u"OpenAI, responses"_s)}},
        {u"form-openai-more"_s, {form(u"OpenAI, responses"_s), more}},
        {u"form-azure"_s, {form(u"Azure OpenAI, Sweden"_s), more, type(u"Tenant"_s, u"example.com"_s)}},
        {u"form-anthropic"_s, {form(u"Anthropic"_s), more}},
        {u"form-vertex"_s, {form(u"Claude on Vertex"_s)}},
        {u"form-foundry"_s, {form(u"Claude on Azure"_s)}},
        {u"form-claude-aws"_s, {form(u"Claude Platform"_s)}},
        {u"form-bedrock"_s, {form(u"Bedrock, Mumbai"_s)}},
        {u"form-bedrock-keys"_s, {form(u"Bedrock, Mumbai"_s), type(u"Access key id"_s, u"AKIAEXAMPLE"_s), more}},
        {u"form-gemini"_s, {form(u"Gemini API"_s)}},
        {u"form-gemini-vertex"_s, {form(u"Gemini on Vertex AI, Mumbai"_s), press(u"Save"_s)}},
        {u"form-ollama"_s, {form(u"Ollama Cloud"_s)}},
        {u"form-local"_s, {form(u"llama.cpp, responses"_s), press(u"Pace and limits"_s)}},
        {u"network"_s, {section(SettingsPage::Network)}},
        {u"network-own"_s,
         {section(SettingsPage::Network), choose(u"Proxy"_s, u"This one"_s), type(u"User"_s, u"kim"_s)}},
        {u"plugins"_s, {section(SettingsPage::Plugins)}},
        {u"workspace"_s, {section(SettingsPage::Workspace)}},
    };
}

QList<Staged> testScenes(const ScriptedServer &server)
{
    const auto tested = [](const QString &address) {
        return QList<Step>{form(u"llama.cpp, responses"_s), type(u"Address"_s, address), press(u"Test"_s),
                           [](SettingsPage &) { QTest::qWait(1'500); }};
    };
    return {
        {u"test-passed"_s, tested(server.url(u"/v1"_s).toString())},
        {u"test-sign-in"_s, tested(server.url(u"/refuses/v1"_s).toString())},
        {u"test-connection"_s, tested(u"http://127.0.0.1:9/v1"_s)},
        {u"test-name"_s, tested(u"https://nowhere.invalid/v1"_s)},
    };
}

ServerAnswer answer(const SeenRequest &request)
{
    if (request.target.startsWith("/refuses"))
        return jsonAnswer(401, R"({"error":{"message":"Incorrect API key provided.","code":"invalid_api_key"}})");
    return jsonAnswer(200, R"({"data":[{"id":"small","meta":{"n_ctx_train":8192}},{"id":"large-instruct-q4"}]})");
}

} // namespace

QList<Scene> settingsScenes()
{
    const auto server = std::make_shared<ScriptedServer>();
    server->setHandler(answer);
    QList<Scene> scenes;
    for (const Staged &staged : formScenes() + testScenes(*server)) {
        const auto stage = [steps = staged.steps, server](GuiHarness &gui) {
            gui.window().showSettingsPage();
            for (const Step &step : steps) {
                settle(50);
                step(*gui.window().settingsPage());
            }
            settle();
        };
        scenes.append({staged.name + u"-light"_s, small, Theme::Scheme::Light, stage});
        scenes.append({staged.name + u"-dark-large"_s, large, Theme::Scheme::Dark, stage});
    }
    return scenes;
}

} // namespace evenhand::shots
