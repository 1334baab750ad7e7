// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/bedrock/bedrockmodelsreply.h"
#include "tests/unit/bedrockharness.h"

#include <QLocale>
#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace evenhand;

// Lists of models: what is asked for, what AWS allows of it, and with which credentials.
class TestBedrockLists : public QObject, private BedrockHarness
{
    Q_OBJECT

private slots:
    void init() { begin(); }
    void listsModelsInPages();
    void listsWhatIsAllowed_data();
    void listsWhatIsAllowed();
    void saysThatNoListIsAllowed();
    void readsExpiredCredentialsAgainForAList();
    void signsAListAgainWithAwssTime();
    void saysWhichCredentialsWereUsed_data();
    void saysWhichCredentialsWereUsed();
    void readsTheEndOfAShortTermKey();
    void cancelsLists();
};

static ServerAnswer profilePage(const QByteArray &id, const QByteArray &next = {})
{
    const QByteArray token = next.isEmpty() ? QByteArray() : R"(,"nextToken":")" + next + '"';
    return jsonAnswer(200, R"({"inferenceProfileSummaries":[{"inferenceProfileId":")" + id
                               + R"(","models":[{"modelArn":"arn:aws:bedrock:ap-south-1::foundation-model/m"}]}])"
                               + token + '}');
}

static const ServerAnswer models = jsonAnswer(200, R"({"modelSummaries":[{"modelId":"m"}]})");

void TestBedrockLists::listsModelsInPages()
{
    m_server->setAnswers({models, profilePage("b", "a+/b=="), profilePage("c"), profilePage("a")});
    BedrockModelsReply reply(m_channel);
    QSignalSpy spy(&reply, &ModelsReply::finished);
    reply.start();
    QTRY_COMPARE(spy.size(), 1);
    const auto list = spy.first().first().value<ModelList>();
    QVERIFY2(list, qPrintable(list ? QString() : list.error().message));
    QStringList ids;
    for (const ModelInfo &model : *list)
        ids << model.id;
    QCOMPARE(ids, QStringList({u"a"_s, u"b"_s, u"c"_s}));
    QByteArrayList targets;
    for (const SeenRequest &request : m_server->requests()) {
        targets << request.method + ' ' + request.target;
        QCOMPARE(complaint(request, "AKIDFILE"), QString());
    }
    QCOMPARE(targets,
             QByteArrayList({"GET /foundation-models?byOutputModality=TEXT",
                             "GET /inference-profiles?maxResults=1000&type=SYSTEM_DEFINED",
                             "GET /inference-profiles?maxResults=1000&nextToken=a%2B%2Fb%3D%3D&type=SYSTEM_DEFINED",
                             "GET /inference-profiles?maxResults=1000&type=APPLICATION"}));
}

namespace {

struct Listed
{
    explicit Listed(const std::shared_ptr<BedrockChannel> &channel)
    {
        BedrockModelsReply reply(channel);
        QSignalSpy noted(&reply, &ModelsReply::noted);
        QSignalSpy finished(&reply, &ModelsReply::finished);
        reply.start();
        if (!finished.isEmpty() || !finished.wait())
            return;
        models = finished.first().first().value<ModelList>();
        notes = noted.value(0).value(0).value<ModelsNotes>();
        for (const ModelInfo &model : models.value_or(QList<ModelInfo>()))
            ids << model.id;
    }

    ModelList models;
    ModelsNotes notes;
    QStringList ids;
};

ServerAnswer denied(const QByteArray &action)
{
    return bedrockRefusal(403, "AccessDeniedException", "User is not authorized to perform: " + action);
}

} // namespace

void TestBedrockLists::listsWhatIsAllowed_data()
{
    QTest::addColumn<QList<ServerAnswer>>("answers");
    QTest::addColumn<QStringList>("ids");
    QTest::addColumn<QString>("permission");
    const ServerAnswer own =
        jsonAnswer(200, R"({"modelSummaries":[{"modelId":"m","inferenceTypesSupported":["ON_DEMAND"]}]})");
    const QString ofProfiles = u"bedrock:ListInferenceProfiles"_s;
    QTest::newRow("no profiles") << QList{own, denied("bedrock:ListInferenceProfiles")} << QStringList{u"m"_s}
                                 << ofProfiles;
    QTest::newRow("no profiles of the account") << QList{own, profilePage("a"), denied("bedrock:ListInferenceProfiles")}
                                                << QStringList{u"a"_s, u"m"_s} << ofProfiles;
    QTest::newRow("no models") << QList{denied("bedrock:ListFoundationModels"), profilePage("a"), profilePage("b")}
                               << QStringList{u"a"_s, u"b"_s} << u"bedrock:ListFoundationModels"_s;
}

void TestBedrockLists::listsWhatIsAllowed()
{
    QFETCH(const QList<ServerAnswer>, answers);
    QFETCH(const QStringList, ids);
    QFETCH(const QString, permission);
    m_server->setAnswers(answers);
    const Listed listed(m_channel);
    QVERIFY2(listed.models, qPrintable(listed.models ? QString() : listed.models.error().message));
    QCOMPARE(listed.ids, ids);
    QCOMPARE(listed.notes.notices.size(), 1);
    QVERIFY2(listed.notes.notices.first().contains(u"needs the permission "_s + permission),
             qPrintable(listed.notes.notices.first()));
    QCOMPARE(m_server->requests().size(), answers.size());
}

void TestBedrockLists::saysThatNoListIsAllowed()
{
    m_server->setAnswers({denied("bedrock:ListFoundationModels"), denied("bedrock:ListInferenceProfiles")});
    const Listed listed(m_channel);
    QVERIFY(!listed.models);
    QCOMPARE(toString(*listed.models.error().step), u"permission"_s);
    QVERIFY(listed.models.error().message.contains("bedrock:ListInferenceProfiles"_L1));
    QCOMPARE(listed.notes.notices, QStringList());
    QCOMPARE(listed.notes.credential,
             CredentialInfo({.origin = u"profile “default”"_s, .renewal = listed.notes.credential->renewal}));
}

void TestBedrockLists::readsExpiredCredentialsAgainForAList()
{
    m_server->setAnswers({expiredCredentials(), models, profilePage("a"), profilePage("b")});
    QVERIFY(Listed(m_channel).models);
    m_server->setAnswers({expiredCredentials(), expiredCredentials()});
    const Listed still(m_channel);
    QVERIFY(!still.models);
    QCOMPARE(toString(*still.models.error().step), u"sign_in"_s);
    QCOMPARE(m_server->requests().size(), 6);
}

void TestBedrockLists::signsAListAgainWithAwssTime()
{
    ServerAnswer skewed = bedrockRefusal(403, "InvalidSignatureException", "Signature expired");
    const QDateTime there = QDateTime::currentDateTimeUtc().addSecs(3600);
    skewed.headers.append({"Date", QLocale::c().toString(there, u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s).toLatin1()});
    m_server->setAnswers({skewed, models, profilePage("a"), profilePage("b")});
    QVERIFY(Listed(m_channel).models);
    const QByteArray hour = there.toString(u"yyyyMMdd'T'HH"_s).toLatin1();
    QVERIFY(m_server->requests().at(1).header("x-amz-date").startsWith(hour)
            || m_server->requests().at(1).header("x-amz-date") > hour);
}

void TestBedrockLists::saysWhichCredentialsWereUsed_data()
{
    QTest::addColumn<QStringList>("variables"); // name, value, …
    QTest::addColumn<QJsonObject>("settings");
    QTest::addColumn<bool>("ownKey");
    QTest::addColumn<QString>("origin");
    const QStringList bearer{u"AWS_BEARER_TOKEN_BEDROCK"_s, u"bearer-of-environment"_s};
    const QStringList keys{u"AWS_ACCESS_KEY_ID"_s, u"AKIDENV"_s, u"AWS_SECRET_ACCESS_KEY"_s, u"secret-of-env"_s};
    const QJsonObject named{{u"profile"_s, u"default"_s}};
    QTest::newRow("the channel's key") << bearer + keys << QJsonObject() << true << u"the channel's Bedrock API key"_s;
    QTest::newRow("the channel's access key")
        << bearer + keys << QJsonObject{{u"access_key_id"_s, u"AKIDOWN"_s}} << false << u"the channel's access key"_s;
    QTest::newRow("bearer before keys") << bearer + keys << QJsonObject() << false
                                        << u"the key in AWS_BEARER_TOKEN_BEDROCK"_s;
    QTest::newRow("bearer before profile") << bearer << named << false << u"the key in AWS_BEARER_TOKEN_BEDROCK"_s;
    QTest::newRow("profile before keys") << keys << named << false << u"profile “default”"_s;
    QTest::newRow("keys") << keys << QJsonObject() << false << u"the environment"_s;
    QTest::newRow("the usual profile") << QStringList() << QJsonObject() << false << u"profile “default”"_s;
}

void TestBedrockLists::saysWhichCredentialsWereUsed()
{
    QFETCH(const QStringList, variables);
    QFETCH(const QJsonObject, settings);
    QFETCH(const bool, ownKey);
    QFETCH(const QString, origin);
    for (qsizetype i = 0; i < variables.size(); i += 2)
        m_environment.variables.insert(variables.at(i), variables.at(i + 1));
    m_secrets = {{u"secret_access_key"_s, "own-secret"}};
    if (ownKey)
        m_secrets.insert(u"api_key"_s, "own-bearer-key");
    makeChannel(settings);
    m_server->setAnswers({models, profilePage("a"), profilePage("b")});
    const Listed listed(m_channel);
    QVERIFY(listed.models);
    QVERIFY(listed.notes.credential);
    QCOMPARE(listed.notes.credential->origin, origin);
    QCOMPARE(m_server->requests().first().header("authorization").startsWith("Bearer "),
             origin.contains(u"key in") || ownKey);
}

void TestBedrockLists::readsTheEndOfAShortTermKey()
{
    const QByteArray address = "bedrock.amazonaws.com/?Action=CallWithBearerToken&X-Amz-Date=20260102T030405Z"
                               "&X-Amz-Expires=43200&Version=1";
    const QByteArray key = "bedrock-api-key-" + address.toBase64();
    QCOMPARE(bedrockKeyExpiry(key), QDateTime(QDate(2026, 1, 2), QTime(15, 4, 5), QTimeZone::UTC));
    for (const char *none : {"", "long-term", "bedrock-api-key-", "bedrock-api-key-YWJj", "bedrock-api-key-!"})
        QVERIFY2(!bedrockKeyExpiry(none), none);
    m_secrets = {{u"api_key"_s, key}};
    m_server->setAnswers({models, profilePage("a"), profilePage("b")});
    const Listed listed(m_channel);
    QCOMPARE(listed.notes.credential->expires, bedrockKeyExpiry(key));
    QVERIFY(!listed.notes.credential->renewal.isEmpty());
}

void TestBedrockLists::cancelsLists()
{
    m_server->setAnswer({.status = 0, .end = ServerAnswer::End::Stall});
    BedrockModelsReply reply(m_channel);
    QSignalSpy spy(&reply, &ModelsReply::finished);
    reply.start();
    QTRY_COMPARE(m_server->requests().size(), 1);
    reply.cancel();
    QTRY_COMPARE(spy.size(), 1);
    QCOMPARE(toString(spy.first().first().value<ModelList>().error().code), u"cancelled"_s);
    QTRY_COMPARE(m_server->openConnections(), 0);
}

QTEST_GUILESS_MAIN(TestBedrockLists)
#include "tst_bedrocklists.moc"
