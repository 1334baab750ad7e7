// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/anthropic/models.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;

// What is known of a model, by its name and by its entry in a list.
class TestAnthropicModels : public QObject
{
    Q_OBJECT

private slots:
    void names_data();
    void names();
    void listed();
    void listedByOtherServers();
    void noList();
    void listedByVertex();
};

void TestAnthropicModels::names_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("traits"); // what it takes, in short
    QTest::addColumn<int>("maxOutput");
    const auto row = [](const QString &model, const QString &traits, int maxOutput) {
        QTest::newRow(qPrintable(model)) << model << traits << maxOutput;
    };
    row(u"claude-instant-1.2"_s, u"claude samples"_s, 4096);
    row(u"claude-3-opus-20240229"_s, u"claude samples"_s, 4096);
    row(u"claude-3-5-haiku-latest"_s, u"claude samples"_s, 8192);
    row(u"claude-3-7-sonnet-20250219"_s, u"claude budget disabled samples"_s, 64'000);
    row(u"claude-opus-4-20250514"_s, u"claude budget disabled samples one"_s, 32'000);
    row(u"claude-opus-4-1@20250805"_s, u"claude budget disabled samples one"_s, 32'000);
    row(u"claude-sonnet-4-20250514"_s, u"claude budget disabled samples one"_s, 64'000);
    row(u"anthropic/claude-sonnet-4.5"_s, u"claude budget disabled samples one"_s, 64'000);
    row(u"claude-opus-4-6"_s, u"claude budget adaptive disabled samples one"_s, 128'000);
    row(u"claude-opus-4-7"_s, u"claude adaptive disabled one"_s, 128'000);
    row(u"claude-sonnet-5"_s, u"claude adaptive disabled one"_s, 128'000);
    row(u"claude-opus-5-5"_s, u"claude adaptive one"_s, 128'000);
    row(u"claude-sonnet-5-5-20260901"_s, u"claude adaptive one"_s, 128'000);
    row(u"claude-haiku-5-5"_s, u"claude adaptive disabled one"_s, 128'000);
    row(u"claude-fable"_s, u"claude adaptive one"_s, 128'000);
    row(u"claude-fable-5-1"_s, u"claude adaptive one"_s, 128'000);
    row(u"qwen/qwen3-8b"_s, u"budget disabled samples"_s, 8192);
    row(u"my-claude-like-model"_s, u"budget disabled samples"_s, 8192);
}

void TestAnthropicModels::names()
{
    QFETCH(const QString, model);
    QFETCH(const QString, traits);
    QFETCH(const int, maxOutput);
    const ModelTraits read = traitsOfName(model);
    QStringList words;
    for (const auto &[set, word] : {std::pair(read.claude, u"claude"_s), std::pair(read.budget, u"budget"_s),
                                    std::pair(read.adaptive, u"adaptive"_s), std::pair(read.disabled, u"disabled"_s),
                                    std::pair(read.samples, u"samples"_s), std::pair(read.oneSampler, u"one"_s)}) {
        if (set)
            words << word;
    }
    QCOMPARE(words.join(u' '), traits);
    QCOMPARE(read.maxOutput, maxOutput);
}

void TestAnthropicModels::listed()
{
    const Result<AnthropicModels> page = parseAnthropicModels(R"({"data":[
        {"id":"claude-sonnet-5","type":"model","display_name":"Claude Sonnet 5","lifecycle":"active",
         "max_input_tokens":1000000,"max_tokens":64000,
         "capabilities":{"image_input":{"supported":true},"pdf_input":{"supported":false},
                         "structured_outputs":{"supported":true},
                         "effort":{"supported":true,"low":{"supported":true},"max":{"supported":false},
                                   "high":{"supported":true}},
                         "thinking":{"supported":true,"types":{"adaptive":{"supported":true},
                                     "enabled":{"supported":false},"disabled":{"supported":true}}}}},
        {"id":"claude-3-haiku-20240307","lifecycle":"deprecated","retires_at":"2027-01-31T00:00:00Z"},
        {"id":"old","lifecycle":"retired"},{"no":"id"}],
        "has_more":true,"first_id":"claude-sonnet-5","last_id":"old"})");
    QVERIFY(page);
    const QList<ModelInfo> expected{
        {.id = u"claude-sonnet-5"_s,
         .name = u"Claude Sonnet 5"_s,
         .contextLength = 1'000'000,
         .maxOutput = 64'000,
         .inputs = {u"text"_s, u"image"_s},
         .features = {u"tools"_s, u"reasoning"_s, u"structured output"_s},
         .lacks = {u"file"_s},
         .note = {}},
        {.id = u"claude-3-haiku-20240307"_s, .note = u"shuts down on 2027-01-31"_s},
        {.id = u"old"_s, .note = u"retired"_s},
    };
    QCOMPARE(page->models, expected);
    QCOMPARE(page->after, u"old"_s);
    const ModelTraits traits{.claude = true,
                             .budget = false,
                             .adaptive = true,
                             .disabled = true,
                             .samples = false,
                             .oneSampler = true,
                             .maxOutput = 64'000,
                             .efforts = {u"low"_s, u"high"_s}};
    QCOMPARE(page->traits.value(u"claude-sonnet-5"_s), traits);
}

void TestAnthropicModels::listedByOtherServers()
{
    const Result<AnthropicModels> page = parseAnthropicModels(R"({"object":"list","data":[
        {"id":"tiny.gguf","status":{"value":"unloaded"},"architecture":{"input_modalities":["text"]},
         "meta":{"n_ctx_train":256}},
        {"id":"maker/model","name":"Maker's Model","context_length":8192}]})");
    QVERIFY(page);
    const QList<ModelInfo> expected{{.id = u"tiny.gguf"_s,
                                     .contextLength = 256,
                                     .inputs = {u"text"_s},
                                     .lacks = {u"image"_s},
                                     .note = u"not loaded"_s},
                                    {.id = u"maker/model"_s, .name = u"Maker's Model"_s, .contextLength = 8192}};
    QCOMPARE(page->models, expected);
    QCOMPARE(page->after, QString());
    QCOMPARE(page->traits.value(u"tiny.gguf"_s), ModelTraits());
}

void TestAnthropicModels::noList()
{
    const Result<AnthropicModels> page = parseAnthropicModels("<html><title>Welcome</title></html>");
    QVERIFY(!page);
    QCOMPARE(toString(page.error().code), u"protocol"_s);
    QVERIFY(page.error().message.contains("Welcome"_L1));
}

void TestAnthropicModels::listedByVertex()
{
    const Result<AnthropicModels> page = parseVertexModels(R"({"publisherModels":[
        {"name":"publishers/anthropic/models/claude-sonnet-4-5","versionId":"20250929","launchStage":"GA"},
        {"name":"publishers/anthropic/models/claude-opus-4-6","versionId":"default"},
        {"name":"publishers/anthropic/models/claude-opus-4-7"},{}],"nextPageToken":"t"})");
    QVERIFY(page);
    QCOMPARE(page->models, QList<ModelInfo>({{.id = u"claude-sonnet-4-5@20250929"_s},
                                             {.id = u"claude-opus-4-6"_s},
                                             {.id = u"claude-opus-4-7"_s}}));
    QCOMPARE(page->after, u"t"_s);
    QCOMPARE(parseVertexModels(R"({"nextPageToken":""})")->models, QList<ModelInfo>());
    QVERIFY(!parseVertexModels(R"([{"error":{"message":"no"}}])"));
}

QTEST_GUILESS_MAIN(TestAnthropicModels)
#include "tst_anthropicmodels.moc"
