// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/anthropic/anthropicsettings.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;

class TestAnthropicSettings : public QObject
{
    Q_OBJECT

private slots:
    void addresses_data();
    void addresses();
    void credentialsOfThisComputer_data();
    void credentialsOfThisComputer();
    void mistakes_data();
    void mistakes();
};

static QJsonObject onAws()
{
    return {{u"platform"_s, u"aws"_s}, {u"region"_s, u"us-west-2"_s}, {u"workspace"_s, u"wrkspc_1"_s}};
}

void TestAnthropicSettings::addresses_data()
{
    QTest::addColumn<QJsonObject>("settings");
    QTest::addColumn<QString>("base");
    QTest::addColumn<bool>("lists");
    const auto row = [](const QString &address, const QString &base, bool lists = true) {
        QTest::newRow(qPrintable(address)) << QJsonObject{{u"base_url"_s, address}} << base << lists;
    };
    row(u"https://api.anthropic.com"_s, u"https://api.anthropic.com"_s);
    row(u"https://api.anthropic.com/v1/"_s, u"https://api.anthropic.com"_s);
    row(u" https://api.anthropic.com/v1/messages "_s, u"https://api.anthropic.com"_s);
    row(u"https://api.anthropic.com/v1/models"_s, u"https://api.anthropic.com"_s);
    row(u"http://127.0.0.1:8080/v1"_s, u"http://127.0.0.1:8080"_s);
    row(u"https://r.services.ai.azure.com/anthropic/v1/messages"_s, u"https://r.services.ai.azure.com/anthropic"_s,
        false);
    const auto vertex = [](const QString &location, const QString &base) {
        QTest::newRow(qPrintable(u"vertex "_s + location))
            << QJsonObject{{u"platform"_s, u"vertex"_s}, {u"project"_s, u"p-1"_s}, {u"location"_s, location}} << base
            << false;
    };
    vertex({}, u"https://aiplatform.googleapis.com"_s);
    vertex(u"global"_s, u"https://aiplatform.googleapis.com"_s);
    vertex(u"us"_s, u"https://aiplatform.us.rep.googleapis.com"_s);
    vertex(u"eu"_s, u"https://aiplatform.eu.rep.googleapis.com"_s);
    vertex(u"europe-west1"_s, u"https://europe-west1-aiplatform.googleapis.com"_s);
    QTest::newRow("aws") << onAws() << u"https://aws-external-anthropic.us-west-2.api.aws"_s << true;
}

void TestAnthropicSettings::addresses()
{
    QFETCH(const QJsonObject, settings);
    QFETCH(const QString, base);
    QFETCH(const bool, lists);
    const Result<AnthropicSettings> read = readAnthropicSettings(settings);
    QVERIFY(read);
    QCOMPARE(read->base, QUrl(base));
    QCOMPARE(read->version, u"2023-06-01"_s);
    QCOMPARE(read->listsModels(), lists);
}

void TestAnthropicSettings::credentialsOfThisComputer_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("used");
    const auto row = [](const char *address, bool used) {
        QTest::newRow(address) << QString(QLatin1StringView(address)) << used;
    };
    row("", true);
    row("https://aws-external-anthropic.us-west-2.api.aws/v1", true);
    row("http://127.0.0.1:8080", true);
    row("https://aws-external-anthropic.us-east-1.api.aws", false);
    row("https://aws-external-anthropic.us-west-2.api.aws:8443", false);
    row("https://aws-external-anthropic.us-west-2.api.aws.example.org", false);
    row("https://gateway.example.org", false);
}

void TestAnthropicSettings::credentialsOfThisComputer()
{
    QFETCH(const QString, address);
    QFETCH(const bool, used);
    QJsonObject settings = onAws();
    settings[u"base_url"_s] = address;
    const Result<AnthropicSettings> read = readAnthropicSettings(settings);
    QVERIFY(read && read->aws);
    QCOMPARE(read->aws->ambient, used);
}

void TestAnthropicSettings::mistakes_data()
{
    QTest::addColumn<QJsonObject>("settings");
    QTest::newRow("no address") << QJsonObject();
    QTest::newRow("not encrypted") << QJsonObject{{u"base_url"_s, u"http://example.org"_s}};
    QTest::newRow("no project") << QJsonObject{{u"platform"_s, u"vertex"_s}};
    QTest::newRow("no workspace") << QJsonObject{{u"platform"_s, u"aws"_s}, {u"region"_s, u"us-west-2"_s}};
    QTest::newRow("a host for a region") << QJsonObject{
        {u"platform"_s, u"aws"_s}, {u"region"_s, u"evil.example/"_s}, {u"workspace"_s, u"w"_s}};
    QTest::newRow("odd project") << QJsonObject{{u"platform"_s, u"vertex"_s}, {u"project"_s, u"a/b"_s}};
    QTest::newRow("a host for a location")
        << QJsonObject{{u"platform"_s, u"vertex"_s}, {u"project"_s, u"p"_s}, {u"location"_s, u"evil.example/"_s}};
}

void TestAnthropicSettings::mistakes()
{
    QFETCH(const QJsonObject, settings);
    const Result<AnthropicSettings> read = readAnthropicSettings(settings);
    QVERIFY(!read);
    QCOMPARE(toString(read.error().code), u"invalid_input"_s);
}

QTEST_GUILESS_MAIN(TestAnthropicSettings)
#include "tst_anthropicsettings.moc"
