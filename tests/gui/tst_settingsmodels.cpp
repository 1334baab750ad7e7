// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/gui/formplugin.h"
#include "ui/models/channelmodel.h"
#include "ui/models/modelmodel.h"
#include "ui/models/pluginmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;

namespace {

constexpr auto strict = QAbstractItemModelTester::FailureReportingMode::QtTest;

Channel channel(const QString &name, const CredentialRef &key = {})
{
    Channel result{.id = ChannelId::create(),
                   .name = name,
                   .plugin = u"form"_s,
                   .settings = FormPlugin::settings(),
                   .origin = QUrl(u"https://one.example"_s)};
    if (key.kind != CredentialRef::Kind::None)
        result.credentials.insert(u"key"_s, key);
    return result;
}

QStringList texts(const QAbstractItemModel &model, int row)
{
    QStringList result;
    for (int column = 0; column < model.columnCount(); ++column)
        result.append(model.index(row, column).data().toString());
    return result;
}

} // namespace

class TestSettingsModels : public QObject
{
    Q_OBJECT

private slots:
    void channelsSayWhereTheyGo();
    void keysAreSaidInWords_data();
    void keysAreSaidInWords();
    void aRequiredKeyIsMissed();
    void aKeyStateCanBeCorrected();
    void pluginsSayTheirStateAndReason();
    void modelsSortByFigures();
    void wrongIndexesGiveNothing();
};

void TestSettingsModels::channelsSayWhereTheyGo()
{
    PluginCatalog plugins({});
    plugins.addBuiltIn(FormPlugin::info(), std::make_unique<FormPlugin>());
    ChannelModel model;
    const QAbstractItemModelTester tester(&model, strict);
    Channel silent = channel(u"Silent"_s);
    silent.origin.clear();
    silent.plugin = u"gone"_s;
    const Channel one = channel(u"One"_s);
    model.setChannels({one, silent}, plugins);
    QCOMPARE(texts(model, 0), QStringList({u"One"_s, u"Form"_s, u"https://one.example"_s, u"no key"_s}));
    QCOMPARE(texts(model, 1),
             QStringList({u"Silent"_s, u"gone is not installed"_s, u"stays on this machine"_s, u"not needed"_s}));
    QCOMPARE(model.names(), QStringList({u"One"_s, u"Silent"_s}));
    QCOMPARE(model.rowOf(silent.id), 1);
    QCOMPARE(model.rowOf(ChannelId::create()), -1);
    model.setChannels({}, plugins);
    QCOMPARE(model.rowCount(), 0);
}

void TestSettingsModels::keysAreSaidInWords_data()
{
    using Kind = CredentialRef::Kind;
    QTest::addColumn<CredentialRef>("key");
    QTest::addColumn<KeyState>("state");
    QTest::newRow("none") << CredentialRef() << KeyState{.text = u"no key"_s};
    QTest::newRow("keychain") << CredentialRef{.kind = Kind::Keychain, .name = {}}
                              << KeyState{.text = u"in the keychain"_s};
    QTest::newRow("session") << CredentialRef{.kind = Kind::Session, .name = {}}
                             << KeyState{.text = u"until Evenhand closes"_s};
    QTest::newRow("set") << CredentialRef{.kind = Kind::Environment, .name = u"PATH"_s}
                         << KeyState{.text = u"PATH is set"_s};
    QTest::newRow("not set") << CredentialRef{.kind = Kind::Environment, .name = u"EVENHAND_TEST_UNSET"_s}
                             << KeyState{.text = u"EVENHAND_TEST_UNSET is not set"_s, .missing = true};
}

void TestSettingsModels::keysAreSaidInWords()
{
    QFETCH(const CredentialRef, key);
    QFETCH(const KeyState, state);
    QCOMPARE(keyState(channel(u"One"_s, key), FormPlugin::info()), state);
}

void TestSettingsModels::aRequiredKeyIsMissed()
{
    PluginInfo info = FormPlugin::info();
    for (PluginField &field : info.fields)
        field.required = true;
    QCOMPARE(keyState(channel(u"One"_s), info), (KeyState{.text = u"no key given"_s, .missing = true}));
}

void TestSettingsModels::aKeyStateCanBeCorrected()
{
    PluginCatalog plugins({});
    ChannelModel model;
    const QAbstractItemModelTester tester(&model, strict);
    const Channel one = channel(u"One"_s);
    model.setChannels({one}, plugins);
    const QSignalSpy changed(&model, &ChannelModel::dataChanged);
    model.setKey(one.id, {.text = u"must be given again"_s, .missing = true});
    model.setKey(ChannelId::create(), {});
    QCOMPARE(changed.size(), 1);
    QCOMPARE(model.index(0, ChannelModel::Key).data().toString(), u"must be given again"_s);
    QVERIFY(model.index(0, 0).data(ChannelModel::KeyMissingRole).toBool());
}

void TestSettingsModels::pluginsSayTheirStateAndReason()
{
    PluginModel model;
    const QAbstractItemModelTester tester(&model, strict);
    const PluginInfo refused{
        .path = u"/opt/broken.so"_s, .state = PluginInfo::State::Refused, .reason = u"Others can write the file."_s};
    model.setRows({FormPlugin::info(), refused});
    QCOMPARE(texts(model, 0),
             QStringList({u"Form"_s, u"available"_s, u"1.2"_s, u"The Evenhand authors"_s, u"/opt/form.so"_s}));
    QCOMPARE(texts(model, 1), QStringList({u"broken.so"_s, u"refused"_s, QString(), QString(), u"/opt/broken.so"_s}));
    QCOMPARE(model.index(1, PluginModel::State).data(Qt::ToolTipRole).toString(), refused.reason);
}

void TestSettingsModels::modelsSortByFigures()
{
    ModelModel model;
    const QAbstractItemModelTester tester(&model, strict);
    model.setRows({{.id = u"big"_s,
                    .contextLength = 128'000,
                    .inputs = {u"text"_s, u"image"_s},
                    .features = {u"tools"_s, u"reasoning"_s},
                    .note = u"not loaded"_s},
                   {.id = u"unknown"_s}});
    QCOMPARE(texts(model, 0).at(ModelModel::Inputs), u"text, image"_s);
    QCOMPARE(texts(model, 0).at(ModelModel::Features), u"tools, reasoning"_s);
    QCOMPARE(texts(model, 0).at(ModelModel::Note), u"not loaded"_s);
    QCOMPARE(texts(model, 1).at(ModelModel::Context), QString());
    QCOMPARE(model.index(0, ModelModel::Context).data(ModelModel::SortRole).toLongLong(), 128'000);
    QCOMPARE(model.index(1, ModelModel::Context).data(ModelModel::SortRole).toLongLong(), -1);
    QCOMPARE(model.index(0, ModelModel::Context).data(Qt::TextAlignmentRole).toInt(),
             int(Qt::AlignRight | Qt::AlignVCenter));
}

void TestSettingsModels::wrongIndexesGiveNothing()
{
    PluginModel model;
    model.setRows({FormPlugin::info()});
    QVERIFY(!model.data({}).isValid());
    QVERIFY(!model.headerData(PluginModel::ColumnCount, Qt::Horizontal).isValid());
    QVERIFY(!model.headerData(0, Qt::Vertical).isValid());
    QCOMPARE(model.rowCount(model.index(0, 0)), 0);
    QCOMPARE(model.columnCount(), int(PluginModel::ColumnCount));
}

QTEST_GUILESS_MAIN(TestSettingsModels)
#include "tst_settingsmodels.moc"
