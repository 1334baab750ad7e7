// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/bedrock/bedrockmodels.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;

static const QByteArray modelsBody = R"({"modelSummaries":[
    {"modelId":"amazon.nova-lite-v1:0","modelName":"Nova Lite","inputModalities":["TEXT","IMAGE"],"outputModalities":["TEXT"],
     "responseStreamingSupported":true,"inferenceTypesSupported":["ON_DEMAND"],"modelLifecycle":{"status":"ACTIVE"}},
    {"modelId":"amazon.nova-lite-v1:0:24k","modelName":"Nova Lite","inputModalities":["TEXT"],"outputModalities":["TEXT"],
     "responseStreamingSupported":true,"inferenceTypesSupported":["PROVISIONED"]},
    {"modelId":"anthropic.claude-haiku-4-5-20251001-v1:0","modelName":"Claude Haiku 4.5","inputModalities":["TEXT"],
     "outputModalities":["TEXT"],"responseStreamingSupported":true,"inferenceTypesSupported":["INFERENCE_PROFILE"],
     "modelLifecycle":{"status":"LEGACY"}},
    {"modelId":"stability.image-v1:0","outputModalities":["IMAGE"],"inferenceTypesSupported":["ON_DEMAND"]},
    {"modelId":"maker.slow-v1","outputModalities":["TEXT"],"responseStreamingSupported":false,"inferenceTypesSupported":["ON_DEMAND"]},
    {"modelName":"no id"}]})";

static const QByteArray profilesBody = R"({"inferenceProfileSummaries":[
    {"inferenceProfileId":"apac.anthropic.claude-haiku-4-5-20251001-v1:0","inferenceProfileName":"APAC Claude Haiku 4.5",
     "inferenceProfileArn":"arn:aws:bedrock:ap-south-1:1:inference-profile/apac.anthropic.claude-haiku-4-5-20251001-v1:0",
     "models":[{"modelArn":"arn:aws:bedrock:ap-south-1::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0"},
               {"modelArn":"arn:aws:bedrock:ap-northeast-1::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0"}],
     "status":"ACTIVE","type":"SYSTEM_DEFINED"},
    {"inferenceProfileId":"abc123","inferenceProfileName":"Team A",
     "inferenceProfileArn":"arn:aws:bedrock:ap-south-1:1:application-inference-profile/abc123",
     "models":[{"modelArn":"arn:aws:bedrock:ap-south-1::foundation-model/amazon.nova-lite-v1:0"}],
     "status":"ACTIVE","type":"APPLICATION"},
    {"inferenceProfileId":"us.stability.image-v1:0","models":[{"modelArn":"arn:aws:bedrock:us-east-1::foundation-model/stability.image-v1:0"}],
     "status":"ACTIVE","type":"SYSTEM_DEFINED"},
    {"inferenceProfileId":"gone","models":[],"status":"DELETED","type":"SYSTEM_DEFINED"}],"nextToken":"a+/b=="})";

class TestBedrockModels : public QObject
{
    Q_OBJECT

private slots:
    void joinsModelsAndProfiles();
    void readsPages();
    void namesNothingTwice();
    void refusesOtherAnswers_data();
    void refusesOtherAnswers();
};

void TestBedrockModels::joinsModelsAndProfiles()
{
    const auto models = parseFoundationModels(modelsBody);
    const auto page = parseProfiles(profilesBody);
    QVERIFY(models && page);
    QCOMPARE(
        joinModels(*models, page->profiles),
        QList<ModelInfo>(
            {{.id = u"amazon.nova-lite-v1:0"_s, .name = u"Nova Lite"_s, .inputs = {u"text"_s, u"image"_s}},
             {.id = u"apac.anthropic.claude-haiku-4-5-20251001-v1:0"_s,
              .name = u"APAC Claude Haiku 4.5"_s,
              .inputs = {u"text"_s},
              .lacks = {u"image"_s},
              .note = u"inference profile, runs in ap-northeast-1, ap-south-1; legacy: AWS is going to remove it"_s},
             {.id = u"arn:aws:bedrock:ap-south-1:1:application-inference-profile/abc123"_s,
              .name = u"Team A"_s,
              .inputs = {u"text"_s, u"image"_s},
              .note = u"inference profile, runs in ap-south-1"_s}}));
}

void TestBedrockModels::readsPages()
{
    QCOMPARE(parseProfiles(profilesBody)->next, u"a+/b=="_s);
    QCOMPARE(parseProfiles(R"({"inferenceProfileSummaries":[]})")->next, QString());
    QCOMPARE(parseProfiles(R"({"inferenceProfileSummaries":[],"nextToken":null})")->next, QString());
}

void TestBedrockModels::namesNothingTwice()
{
    const auto models = parseFoundationModels(modelsBody);
    const auto page = parseProfiles(profilesBody);
    QVERIFY(models && page);
    QCOMPARE(joinModels(*models, page->profiles + page->profiles), joinModels(*models, page->profiles));
}

void TestBedrockModels::refusesOtherAnswers_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("page") << QByteArray("<html><title>Sign in</title></html>");
    QTest::newRow("another list") << QByteArray(R"({"data":[]})");
}

void TestBedrockModels::refusesOtherAnswers()
{
    QFETCH(const QByteArray, body);
    QCOMPARE(toString(parseFoundationModels(body).error().code), u"protocol"_s);
    QCOMPARE(toString(parseProfiles(body).error().code), u"protocol"_s);
}

QTEST_GUILESS_MAIN(TestBedrockModels)
#include "tst_bedrockmodels.moc"
