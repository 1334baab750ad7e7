// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/gemini/geminichannel.h"
#include "plugins/gemini/geminimodels.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;

// Lists of models, and what models and places are called in addresses.
class TestGeminiModels : public QObject
{
    Q_OBJECT

private slots:
    void geminiModels();
    void vertexModels();
    void emptyLists();
    void noList_data();
    void noList();
    void paths_data();
    void paths();
    void settings_data();
    void settings();
    void wrongSettings_data();
    void wrongSettings();
};

void TestGeminiModels::geminiModels()
{
    const Result<GeminiModels> page = parseGeminiModels(R"({"models":[
        {"name":"models/gemini-3-pro","displayName":"Gemini 3 Pro","inputTokenLimit":1048576,"outputTokenLimit":65536,
         "supportedGenerationMethods":["generateContent","countTokens"],"thinking":true},
        {"name":"models/embedding-001","supportedGenerationMethods":["embedContent"]},
        {"name":"tunedModels/mine","supportedGenerationMethods":["generateContent"]},null],"nextPageToken":"p2"})");
    QVERIFY(page);
    const QList<ModelInfo> expected{{.id = u"gemini-3-pro"_s,
                                     .name = u"Gemini 3 Pro"_s,
                                     .contextLength = 1048576,
                                     .maxOutput = 65536,
                                     .inputs = {},
                                     .features = {u"reasoning"_s},
                                     .note = {}},
                                    {.id = u"tunedModels/mine"_s}};
    QCOMPARE(page->models, expected);
    QCOMPARE(page->next, u"p2"_s);
}

void TestGeminiModels::vertexModels()
{
    const Result<GeminiModels> page = parseVertexModels(R"({"publisherModels":[
        {"name":"publishers/google/models/gemini-2.5-flash","versionId":"default","launchStage":"GA"},
        {"name":"publishers/google/models/gemini-3-pro-preview","launchStage":"PUBLIC_PREVIEW"},
        {"name":"publishers/google/models/gemini-embedding-001","launchStage":"GA"},
        {"name":"publishers/google/models/imagen-4"}],"nextPageToken":""})");
    QVERIFY(page);
    const QList<ModelInfo> expected{{.id = u"gemini-2.5-flash"_s},
                                    {.id = u"gemini-3-pro-preview"_s, .note = u"public preview"_s}};
    QCOMPARE(page->models, expected);
    QCOMPARE(page->next, QString());
}

void TestGeminiModels::emptyLists()
{
    QCOMPARE(parseGeminiModels("{}")->models, QList<ModelInfo>());
    QCOMPARE(parseVertexModels("{}")->models, QList<ModelInfo>());
}

void TestGeminiModels::noList_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("page") << QByteArray("<html><title>Log in</title></html>");
    QTest::newRow("error") << QByteArray(R"({"error":{"message":"Log in"}})");
    QTest::newRow("another list") << QByteArray(R"({"data":[],"message":"Log in"})");
}

void TestGeminiModels::noList()
{
    QFETCH(const QByteArray, body);
    const Result<GeminiModels> page = parseGeminiModels(body);
    QVERIFY(!page);
    QCOMPARE(toString(page.error().code), u"protocol"_s);
    QVERIFY(page.error().message.contains("Log in"_L1));
    QVERIFY(!parseVertexModels(body));
}

void TestGeminiModels::paths_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QByteArray>("gemini");
    QTest::addColumn<QByteArray>("vertex");
    const QByteArray place = "/v1/projects/p-1/locations/asia-south1/";
    QTest::newRow("short") << u"gemini-x"_s << QByteArray("/v1beta/models/gemini-x")
                           << place + "publishers/google/models/gemini-x";
    QTest::newRow("as listed") << u"models/gemini-x"_s << QByteArray("/v1beta/models/gemini-x")
                               << place + "models/gemini-x";
    QTest::newRow("tuned") << u"tunedModels/mine"_s << QByteArray("/v1beta/tunedModels/mine")
                           << place + "tunedModels/mine";
    QTest::newRow("with its publisher") << u"publishers/google/models/g"_s
                                        << QByteArray("/v1beta/publishers/google/models/g")
                                        << place + "publishers/google/models/g";
    QTest::newRow("endpoint") << u"projects/7/locations/eu/endpoints/9"_s
                              << QByteArray("/v1beta/projects/7/locations/eu/endpoints/9")
                              << QByteArray("/v1/projects/7/locations/eu/endpoints/9");
    QTest::newRow("odd") << u"a:b?c#d"_s << QByteArray("/v1beta/models/a%3Ab%3Fc%23d")
                         << place + "publishers/google/models/a%3Ab%3Fc%23d";
}

void TestGeminiModels::paths()
{
    QFETCH(const QString, model);
    QFETCH(const QByteArray, gemini);
    QFETCH(const QByteArray, vertex);
    QCOMPARE(modelPath(model, std::nullopt), gemini);
    QCOMPARE(modelPath(model, VertexPlace{.project = u"p-1"_s, .location = u"asia-south1"_s}), vertex);
}

void TestGeminiModels::settings_data()
{
    QTest::addColumn<QJsonObject>("settings");
    QTest::addColumn<QString>("base");
    const QString gemini = u"https://generativelanguage.googleapis.com"_s;
    QTest::newRow("nothing") << QJsonObject() << gemini;
    for (const QString &ending : {u"/"_s, u"/v1beta"_s, u"/v1beta/"_s, u"/v1beta/models"_s, u"/v1beta/openai/"_s})
        QTest::newRow(qPrintable(ending)) << QJsonObject{{u"base_url"_s, QString(gemini + ending)}} << gemini;
    const auto vertex = [](const QString &location, const QString &base, const QString &address = {}) {
        QTest::newRow(qPrintable(u"vertex "_s + location + address))
            << QJsonObject{{u"platform"_s, u"vertex"_s},
                           {u"project"_s, u"example.com:p-1"_s},
                           {u"location"_s, location},
                           {u"base_url"_s, address}}
            << base;
    };
    vertex({}, u"https://aiplatform.googleapis.com"_s);
    vertex(u"global"_s, u"https://aiplatform.googleapis.com"_s);
    vertex(u"us"_s, u"https://aiplatform.us.rep.googleapis.com"_s);
    vertex(u"eu"_s, u"https://aiplatform.eu.rep.googleapis.com"_s);
    vertex(u" asia-south1 "_s, u"https://asia-south1-aiplatform.googleapis.com"_s);
    vertex(u"eu"_s, u"https://aiplatform-mine.p.googleapis.com"_s, u"https://aiplatform-mine.p.googleapis.com/v1/"_s);
}

void TestGeminiModels::settings()
{
    QFETCH(const QJsonObject, settings);
    QFETCH(const QString, base);
    const Result<GeminiSettings> read = readGeminiSettings(settings);
    QVERIFY(read);
    QCOMPARE(read->base, QUrl(base));
    QCOMPARE(read->place.has_value(), settings["platform"_L1].toString() == "vertex"_L1);
}

void TestGeminiModels::wrongSettings_data()
{
    QTest::addColumn<QJsonObject>("settings");
    const auto vertex = [](const QString &project, const QString &location) {
        return QJsonObject{{u"platform"_s, u"vertex"_s}, {u"project"_s, project}, {u"location"_s, location}};
    };
    QTest::newRow("not encrypted") << QJsonObject{{u"base_url"_s, u"http://example.org"_s}};
    QTest::newRow("no project") << vertex({}, u"eu"_s);
    QTest::newRow("odd project") << vertex(u"a/b"_s, u"eu"_s);
    QTest::newRow("a host for a location") << vertex(u"p"_s, u"evil.example/"_s);
    QTest::newRow("a line break") << vertex(u"p"_s, u"eu\nx"_s);
}

void TestGeminiModels::wrongSettings()
{
    QFETCH(const QJsonObject, settings);
    const Result<GeminiSettings> read = readGeminiSettings(settings);
    QVERIFY(!read);
    QCOMPARE(toString(read.error().code), u"invalid_input"_s);
}

QTEST_GUILESS_MAIN(TestGeminiModels)
#include "tst_geminimodels.moc"
