// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/plugininfo.h"

#include <QJsonDocument>
#include <QtTest>

using namespace evenhand;
using namespace Qt::StringLiterals;

// Metadata and settings as values; no file and no plugin is needed.
class TestPluginInfo : public QObject
{
    Q_OBJECT

private slots:
    void readsAll();
    void readsEvaluators();
    void refuses_data();
    void refuses();
    void appliesAsItsConditionsSay_data();
    void appliesAsItsConditionsSay();
    void whatDoesNotApplyIsNotNeeded();
    void completesSettings();
    void refusesSettings_data();
    void refusesSettings();

private:
    static QJsonObject object(QByteArray json); // with ' for "
    // As QPluginLoader::metaData() gives it: a good plugin, with `changes` in place of its own members.
    static QJsonObject metaData(const QByteArray &changes = "{}");
    // Four settings, of which each but the first depends on those before it.
    static PluginInfo dependent();
};

QJsonObject TestPluginInfo::object(QByteArray json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json.replace('\'', '"'));
    if (!document.isObject())
        qFatal("Not JSON: %s", json.constData());
    return document.object();
}

QJsonObject TestPluginInfo::metaData(const QByteArray &changes)
{
    QJsonObject own = object(
        "{"
        "'id': 'some-plugin', 'name': 'Some plugin', 'version': '1.2', 'vendor': 'Somebody', 'sdk': '1.0',"
        "'kind': 'provider', 'description': 'For tests.',"
        "'settings': ["
        "{'key': 'base_url', 'label': 'Address', 'type': 'url', 'required': true, 'default': 'https://a',"
        "'help': 'Where it is.', 'placeholder': 'https://…'},"
        "{'key': 'key', 'label': 'Key', 'type': 'secret', 'environment': 'SOME_KEY'},"
        "{'key': 'mode', 'label': 'Mode', 'type': 'choice', 'choices': ['fast', 'slow']},"
        "{'key': 'strict', 'label': 'Strict', 'type': 'flag'},"
        "{'key': 'count', 'label': 'Count', 'type': 'integer', 'default': 3},"
        "{'key': 'project', 'label': 'Project', 'type': 'text', 'required': true}"
        "],"
        "'prices': ["
        "{'kind': 'cloud', 'host': '*.cloud.example', 'region': '*'},"
        "{'kind': 'here', 'settings': {'mode': 'fast'}, 'region': 'project', 'tier': 'mode',"
        " 'tiers': {'QUICK': 'fast'}}"
        "],"
        "'presets': ["
        "{'name': 'Here', 'settings': {'base_url': 'http://127.0.0.1:8080/v1', 'mode': 'fast'}, 'operator': 'You',"
        "'jurisdiction': 'none', 'region': 'here', 'environment': 'HERE_KEY', 'local': true}"
        "]"
        "}");
    const QJsonObject changed = object(changes);
    for (const QString &member : changed.keys())
        own.insert(member, changed.value(member));
    return {{u"IID"_s, u"org.evenhand.ProviderPlugin/1"_s}, {u"MetaData"_s, own}};
}

void TestPluginInfo::readsAll()
{
    const PluginInfo info = judgeMetaData(metaData());
    QCOMPARE(info.reason, QString());
    QVERIFY(info.state == PluginInfo::State::Available && info.kind == PluginInfo::Kind::Provider);
    const QStringList texts = {info.id, info.name, info.version, info.vendor, info.description};
    const QStringList expected = {u"some-plugin"_s, u"Some plugin"_s, u"1.2"_s, u"Somebody"_s, u"For tests."_s};
    QCOMPARE(texts, expected);

    QCOMPARE(info.fields.size(), 6);
    const PluginField address{.key = u"base_url"_s,
                              .label = u"Address"_s,
                              .help = u"Where it is."_s,
                              .placeholder = u"https://…"_s,
                              .type = PluginField::Type::Url,
                              .required = true,
                              .defaultValue = u"https://a"_s};
    QVERIFY(info.fields.first() == address);
    QCOMPARE(info.secretField()->environment, u"SOME_KEY"_s);
    QCOMPARE(info.field(u"mode"_s)->choices, (QStringList{u"fast"_s, u"slow"_s}));

    const PluginPreset preset{.name = u"Here"_s,
                              .settings = object("{'base_url': 'http://127.0.0.1:8080/v1', 'mode': 'fast'}"),
                              .operatorName = u"You"_s,
                              .jurisdiction = u"none"_s,
                              .region = u"here"_s,
                              .environment = u"HERE_KEY"_s,
                              .local = true};
    QVERIFY(info.presets == QList<PluginPreset>{preset});
    const PluginPriceRule cloud{.kind = u"cloud"_s, .host = u"*.cloud.example"_s, .region = u"*"_s};
    const PluginPriceRule here{.kind = u"here"_s,
                               .settings = object("{'mode': 'fast'}"),
                               .region = u"project"_s,
                               .tier = u"mode"_s,
                               .tiers = {{u"quick"_s, u"fast"_s}}};
    QVERIFY(info.prices == (QList<PluginPriceRule>{cloud, here}));
}

void TestPluginInfo::readsEvaluators()
{
    QJsonObject data = metaData("{'kind': 'evaluator'}");
    data.insert(u"IID"_s, u"org.evenhand.EvaluatorPlugin/1"_s);
    const PluginInfo info = judgeMetaData(data);
    QCOMPARE(info.reason, QString());
    QVERIFY(info.kind == PluginInfo::Kind::Evaluator);
}

void TestPluginInfo::refuses_data()
{
    QTest::addColumn<QByteArray>("changes");
    QTest::addColumn<QString>("reason");

    const QString id = u"Its metadata has no usable \"id\": a lower-case letter, then lower-case letters, digits and "
                       "hyphens."_s;
    QTest::newRow("no id") << QByteArray("{'id': ''}") << id;
    QTest::newRow("bad id") << QByteArray("{'id': '../Evil'}") << id;
    QTest::newRow("id with a line end") << QByteArray("{'id': 'evil\\n'}") << id;
    QTest::newRow("no name") << QByteArray("{'name': ''}") << u"Its metadata lacks \"name\" or \"version\"."_s;
    QTest::newRow("other kind")
        << QByteArray("{'kind': 'evaluator'}")
        << u"Its metadata says kind \"evaluator\", but its interface is that of kind \"provider\"."_s;
    QTest::newRow("no SDK")
        << QByteArray("{'sdk': null}")
        << u"Its metadata does not say for which version of the SDK it was built (\"sdk\": \"1.0\")."_s;
    QTest::newRow("major") << QByteArray("{'sdk': '2.0'}")
                           << u"It was built for version 2.0 of the SDK; this program has 1.0."_s;
    QTest::newRow("older major") << QByteArray("{'sdk': '0.9'}")
                                 << u"It was built for version 0.9 of the SDK; this program has 1.0."_s;
    QTest::newRow("field without label") << QByteArray("{'settings': [{'key': 'a', 'type': 'text'}]}")
                                         << u"One of its settings lacks \"key\" or \"label\"."_s;
    QTest::newRow("field type") << QByteArray("{'settings': [{'key': 'a', 'label': 'A', 'type': 'colour'}]}")
                                << u"The type of its setting \"a\" is not one that this program knows."_s;
    QTest::newRow("field twice") << QByteArray(
        "{'settings': [{'key': 'a', 'label': 'A', 'type': 'text'}, {'key': 'a', 'label': 'B', 'type': 'text'}]}")
                                 << u"It has two settings named \"a\"."_s;
    QTest::newRow("default") << QByteArray(
        "{'settings': [{'key': 'a', 'label': 'A', 'type': 'integer', 'default': 1.5}], 'presets': []}")
                             << u"The default of its setting \"a\" is not a value of its type."_s;
    const QByteArray mode = "{'key': 'm', 'label': 'M', 'type': 'choice', 'choices': ['x', 'y']}";
    const auto depending = [&](const QByteArray &when) {
        return "{'settings': [" + mode + ", {'key': 'a', 'label': 'A', 'type': 'text', 'when': " + when
               + "}, {'key': 'f', 'label': 'F', 'type': 'flag'}], 'presets': []}";
    };
    const QString depends = u"Its setting \"a\" depends on \"%1\" in a way that cannot be."_s;
    QTest::newRow("depends on no choice") << depending("{'m': ['z']}") << depends.arg("m"_L1);
    QTest::newRow("depends on a later setting") << depending("{'f': []}") << depends.arg("f"_L1);
    QTest::newRow("depends on itself") << depending("{'a': []}") << depends.arg("a"_L1);
    QTest::newRow("preset name") << QByteArray("{'presets': [{'settings': {}}]}")
                                 << u"One of its presets has no \"name\"."_s;
    QTest::newRow("preset value") << QByteArray("{'presets': [{'name': 'P', 'settings': {'mode': 'warp'}}]}")
                                  << u"Its preset \"P\" has no usable value for \"mode\"."_s;
    QTest::newRow("price kind") << QByteArray("{'prices': [{'host': 'here'}]}")
                                << u"One of its rules for prices has no \"kind\"."_s;
    QTest::newRow("price setting")
        << QByteArray("{'prices': [{'kind': 'here', 'tier': 'speed'}]}")
        << u"Its rule for prices \"here\" names the setting \"speed\", which it does not have."_s;
    QTest::newRow("price tier") << QByteArray("{'prices': [{'kind': 'here', 'tiers': {'quick': 1}}]}")
                                << u"Its rule for prices \"here\" has no text for the tier \"quick\"."_s;
    QTest::newRow("preset key") << QByteArray("{'presets': [{'name': 'P', 'settings': {'key': 'sk-1'}}]}")
                                << u"Its preset \"P\" has no usable value for \"key\"."_s;
}

void TestPluginInfo::refuses()
{
    QFETCH(QByteArray, changes);
    QFETCH(QString, reason);
    const PluginInfo info = judgeMetaData(metaData(changes));
    QVERIFY(info.state == PluginInfo::State::Refused);
    QCOMPARE(info.reason, reason);
}

PluginInfo TestPluginInfo::dependent()
{
    return judgeMetaData(
        metaData("{'settings': [{'key': 'where', 'label': 'W', 'type': 'choice', 'choices': ['here', 'there'], "
                 "'default': 'here'},"
                 "{'key': 'address', 'label': 'A', 'type': 'url', 'when': {'where': ['there']}},"
                 "{'key': 'plain', 'label': 'P', 'type': 'flag', 'more': true, 'when': {'address': ['http://']}},"
                 "{'key': 'user', 'label': 'U', 'type': 'text', 'required': true, 'when': {'address': []}}],"
                 "'presets': [], 'prices': []}"));
}

void TestPluginInfo::appliesAsItsConditionsSay_data()
{
    QTest::addColumn<QByteArray>("settings");
    QTest::addColumn<QStringList>("applying");
    QTest::newRow("a default counts") << QByteArray("{}") << QStringList{u"where"_s};
    QTest::newRow("a choice") << QByteArray("{'where': 'there'}") << QStringList{u"where"_s, u"address"_s};
    QTest::newRow("the beginning of a text") << QByteArray("{'where': 'there', 'address': ' HTTP://a'}")
                                             << QStringList{u"where"_s, u"address"_s, u"plain"_s, u"user"_s};
    QTest::newRow("any text") << QByteArray("{'where': 'there', 'address': 'https://a'}")
                              << QStringList{u"where"_s, u"address"_s, u"user"_s};
    QTest::newRow("what it depends on does not apply")
        << QByteArray("{'where': 'here', 'address': 'http://a'}") << QStringList{u"where"_s};
}

void TestPluginInfo::appliesAsItsConditionsSay()
{
    QFETCH(const QByteArray, settings);
    QFETCH(const QStringList, applying);
    const PluginInfo info = dependent();
    QCOMPARE(info.reason, QString());
    QVERIFY(info.field(u"plain"_s)->more && !info.field(u"user"_s)->more);
    QStringList found;
    for (const PluginField &field : info.fields) {
        if (applies(info, field, object(settings)))
            found.append(field.key);
    }
    QCOMPARE(found, applying);
}

void TestPluginInfo::whatDoesNotApplyIsNotNeeded()
{
    QVERIFY(completeSettings(dependent(), {}));
    const Result<QJsonObject> needed = completeSettings(dependent(), object("{'where': 'there', 'address': 'x'}"));
    QVERIFY(!needed);
    QCOMPARE(needed.error().message, u"The plugin \"some-plugin\" needs the setting \"user\" (U)."_s);
}

void TestPluginInfo::completesSettings()
{
    const PluginInfo info = judgeMetaData(metaData());
    const QJsonObject given = object("{'project': 'p', 'mode': '', 'strict': false}");
    QCOMPARE(completeSettings(info, given),
             object("{'project': 'p', 'strict': false, 'base_url': 'https://a', 'count': 3}"));
    const QJsonObject other = object("{'project': 'p', 'base_url': 'https://b', 'count': 7, 'mode': 'slow'}");
    QCOMPARE(completeSettings(info, other), other);
}

void TestPluginInfo::refusesSettings_data()
{
    QTest::addColumn<QByteArray>("settings");
    QTest::addColumn<QString>("message");

    QTest::newRow("missing") << QByteArray("{}")
                             << u"The plugin \"some-plugin\" needs the setting \"project\" (Project)."_s;
    QTest::newRow("empty") << QByteArray("{'project': ''}")
                           << u"The plugin \"some-plugin\" needs the setting \"project\" (Project)."_s;
    QTest::newRow("unknown") << QByteArray("{'project': 'p', 'colour': 'red'}")
                             << u"The plugin \"some-plugin\" has no setting \"colour\"; it has: base_url, key, mode, "
                                "strict, count, project."_s;
    QTest::newRow("secret") << QByteArray("{'project': 'p', 'key': 'sk-1'}")
                            << u"\"key\" is a key: it is kept in the keychain or an environment variable, not in the "
                               "settings."_s;
    QTest::newRow("type") << QByteArray("{'project': 5}")
                          << u"The setting \"project\" of plugin \"some-plugin\" must be text."_s;
    QTest::newRow("flag") << QByteArray("{'project': 'p', 'strict': 'yes'}")
                          << u"The setting \"strict\" of plugin \"some-plugin\" must be true or false."_s;
    QTest::newRow("integer") << QByteArray("{'project': 'p', 'count': 1.5}")
                             << u"The setting \"count\" of plugin \"some-plugin\" must be a whole number."_s;
    QTest::newRow("choice") << QByteArray("{'project': 'p', 'mode': 'warp'}")
                            << u"The setting \"mode\" of plugin \"some-plugin\" must be one of fast, slow."_s;
}

void TestPluginInfo::refusesSettings()
{
    QFETCH(QByteArray, settings);
    QFETCH(QString, message);
    const Result<QJsonObject> complete = completeSettings(judgeMetaData(metaData()), object(settings));
    QVERIFY(!complete);
    QCOMPARE(toString(complete.error().code), u"invalid_input"_s);
    QCOMPARE(complete.error().message, message);
}

QTEST_GUILESS_MAIN(TestPluginInfo)
#include "tst_plugininfo.moc"
