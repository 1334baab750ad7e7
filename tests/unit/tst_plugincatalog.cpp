// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/filesafety.h"
#include "app/engine/plugincatalog.h"
#include "app/engine/providerhost.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace evenhand;
using namespace Qt::StringLiterals;

// Real plugin files, put into folders of every kind.
class TestPluginCatalog : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void loadsAtFirstUse();
    void refusesByMetadataAlone_data();
    void refusesByMetadataAlone();
    void refusesWhatIsNoPlugin();
    void refusesASecondOne();
    void refusesWhatOthersCanWrite_data();
    void refusesWhatOthersCanWrite();
    void refusesWhatAGroupCanWrite();
    void refusesWhatOthersCanWriteByNow();
    void refusesWhatDoesNotLoad_data();
    void refusesWhatDoesNotLoad();
    void catchesExceptions();
    void judgesSettingsBeforeThePluginDoes();
    void saysWhatThereIs();
    void looksBesideTheProgram();

private:
    // Copies a plugin into a folder of the temporary one; returns its path.
    QString put(const QString &id, const QString &folder = u"plugins"_s, const QString &name = {});
    QString folder(const QString &name = u"plugins"_s) const { return m_root->filePath(name); }
    static bool hasRun(const QString &id)
    {
        return qEnvironmentVariableIsSet(("EVENHAND_TINY_" + id.toUtf8()).constData());
    }
    static void chmod(const QString &path, mode_t mode)
    {
        QCOMPARE(::chmod(QFile::encodeName(path).constData(), mode), 0);
    }

    std::unique_ptr<QTemporaryDir> m_root;
};

void TestPluginCatalog::init()
{
    m_root = std::make_unique<QTemporaryDir>();
    QVERIFY(m_root->isValid());
}

QString TestPluginCatalog::put(const QString &id, const QString &name, const QString &fileName)
{
    QDir().mkpath(folder(name));
    const QString path = folder(name) + u'/' + (fileName.isEmpty() ? id + u".so"_s : fileName);
    if (!QFile::copy(QStringLiteral(EVENHAND_TINY_PLUGINS "/%1.so").arg(id), path))
        qFatal("There is no tiny plugin %s.", qPrintable(id));
    chmod(path, 0755);
    return path;
}

void TestPluginCatalog::loadsAtFirstUse()
{
    const QString path = put(u"good"_s);
    PluginCatalog catalog({folder()});
    const PluginInfo info = catalog.find(u"good"_s).value_or(PluginInfo{});
    QCOMPARE(info.path, QFileInfo(path).canonicalFilePath());
    QCOMPARE(info.name, u"Tiny good"_s);
    QVERIFY(info.state == PluginInfo::State::Available);
    QVERIFY(!hasRun(u"good"_s));

    const Result<ProviderPlugin *> plugin = catalog.provider(u"good"_s);
    QVERIFY2(plugin, qPrintable(plugin.error_or(Error{}).message));
    QVERIFY(hasRun(u"good"_s));
    QVERIFY(catalog.find(u"good"_s)->state == PluginInfo::State::Loaded);
    QCOMPARE(catalog.provider(u"good"_s), plugin);
    QCOMPARE(catalog.origin(u"good"_s, {{u"url"_s, u"https://a"_s}}), QUrl(u"https://a"_s));
}

void TestPluginCatalog::refusesByMetadataAlone_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("reason");

    QTest::newRow("later interface") << u"later-interface"_s
                                     << u"It was made for the interface \"org.evenhand.ProviderPlugin/2\", which this "
                                        "version of the program does not have."_s;
    QTest::newRow("foreign") << u"foreign"_s << u"It is not a plugin for this program."_s;
    QTest::newRow("newer SDK") << u"newer-sdk"_s << u"It was built for version 1.9 of the SDK; this program has 1.0."_s;
}

void TestPluginCatalog::refusesByMetadataAlone()
{
    QFETCH(QString, id);
    QFETCH(QString, reason);
    put(id);
    PluginCatalog catalog({folder()});
    catalog.loadAll();
    QCOMPARE(catalog.plugins().size(), 1);
    QVERIFY(catalog.plugins().first().state == PluginInfo::State::Refused);
    QCOMPARE(catalog.plugins().first().reason, reason);
    const Result<ProviderPlugin *> plugin = catalog.provider(id);
    QVERIFY(!plugin && plugin.error().code == ErrorCode::Incompatible);
    QVERIFY2(plugin.error().message.contains(reason), qPrintable(plugin.error().message));
    QVERIFY(!hasRun(id));
}

void TestPluginCatalog::refusesWhatIsNoPlugin()
{
    QDir().mkpath(folder());
    for (const QString &name : {u"text.so"_s, u"readme.txt"_s}) {
        QFile file(folder() + u'/' + name);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("hello") > 0);
    }
    const PluginCatalog catalog({folder(), folder(u"missing"_s)});
    QCOMPARE(catalog.plugins().size(), 1);
    QCOMPARE(catalog.plugins().first().name, u"text"_s);
    QCOMPARE(catalog.plugins().first().reason, u"It is not a plugin for this program."_s);
}

void TestPluginCatalog::refusesASecondOne()
{
    const QString first = put(u"good"_s, u"a"_s, u"z.so"_s);
    put(u"good"_s, u"b"_s, u"a.so"_s);
    const PluginCatalog catalog({folder(u"a"_s), folder(u"b"_s)});
    QCOMPARE(catalog.plugins().size(), 2);
    QCOMPARE(catalog.find(u"good"_s)->path, QFileInfo(first).canonicalFilePath());
    QCOMPARE(catalog.plugins().last().reason,
             u"Its id \"good\" is already taken by \"%1\"."_s.arg(QFileInfo(first).canonicalFilePath()));
}

void TestPluginCatalog::refusesWhatOthersCanWrite_data()
{
    QTest::addColumn<QString>("path"); // relative to the root
    QTest::addColumn<int>("mode");
    QTest::addColumn<bool>("refused");

    QTest::newRow("all is well") << u"up/plugins"_s << 0755 << false;
    QTest::newRow("the file is open to all") << u"up/plugins/good.so"_s << 0757 << true;
    QTest::newRow("the folder is open to all") << u"up/plugins"_s << 0757 << true;
    QTest::newRow("the folder is open to all but sticky") << u"up/plugins"_s << 01777 << true;
    QTest::newRow("a folder above is open to all") << u"up"_s << 0777 << true;
    QTest::newRow("a folder above is open to all but sticky") << u"up"_s << 01777 << false;
}

void TestPluginCatalog::refusesWhatOthersCanWrite()
{
    QFETCH(QString, path);
    QFETCH(int, mode);
    QFETCH(bool, refused);
    put(u"good"_s, u"up/plugins"_s);
    chmod(m_root->filePath(path), mode_t(mode));

    PluginCatalog catalog({folder(u"up/plugins"_s)});
    const PluginInfo info = catalog.find(u"good"_s).value_or(PluginInfo{});
    QCOMPARE(info.state == PluginInfo::State::Refused, refused);
    if (refused) {
        const QString open = QFileInfo(m_root->filePath(path)).canonicalFilePath();
        QCOMPARE(info.reason, u"Other users of this computer can change \"%1\"; take that right away (chmod go-w) and "
                              "start again."_s.arg(open));
    }
}

void TestPluginCatalog::refusesWhatAGroupCanWrite()
{
    if (geteuid() != 0)
        QSKIP("Only root may give a file to another group.");
    const QString path = QFileInfo(put(u"good"_s)).canonicalFilePath();
    const auto giveTo = [&path](gid_t group) {
        return ::chown(QFile::encodeName(path).constData(), uid_t(-1), group) == 0;
    };
    chmod(path, 0775);
    QVERIFY(giveTo(65534));
    QCOMPARE(writableByOthers(path), path);
    QVERIFY(giveTo(0));
    QCOMPARE(writableByOthers(path), QString());
}

void TestPluginCatalog::refusesWhatOthersCanWriteByNow()
{
    const QString path = put(u"good"_s);
    PluginCatalog catalog({folder()});
    QVERIFY(catalog.find(u"good"_s)->state == PluginInfo::State::Available);
    chmod(path, 0757);
    QVERIFY(!catalog.provider(u"good"_s));
    QVERIFY(catalog.find(u"good"_s)->state == PluginInfo::State::Refused);
}

void TestPluginCatalog::refusesWhatDoesNotLoad_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("reason");

    QTest::newRow("throws") << u"throws-at-load"_s
                            << u"The plugin \"throws-at-load\" has a defect: it threw \"not today\"."_s;
    QTest::newRow("other root") << u"no-interface"_s
                                << u"Its root object does not implement the interface that its metadata names."_s;
}

void TestPluginCatalog::refusesWhatDoesNotLoad()
{
    QFETCH(QString, id);
    QFETCH(QString, reason);
    put(id);
    PluginCatalog catalog({folder()});
    QVERIFY(catalog.find(id)->state == PluginInfo::State::Available);
    catalog.loadAll();
    QVERIFY(catalog.find(id)->state == PluginInfo::State::Refused);
    QCOMPARE(catalog.find(id)->reason, reason);
}

void TestPluginCatalog::catchesExceptions()
{
    put(u"throws-later"_s);
    PluginCatalog catalog({folder()});
    const QJsonObject settings{{u"url"_s, u"https://a"_s}};
    const QString defect = u"The plugin \"throws-later\" has a defect: %1"_s;
    QCOMPARE(catalog.origin(u"throws-later"_s, settings).error(),
             (Error{ErrorCode::Internal, defect.arg(u"it threw an exception."_s), {}}));

    Channel channel;
    channel.plugin = u"throws-later"_s;
    channel.settings = settings;
    QCOMPARE(ProviderHost::create(catalog, channel, {}).error(),
             (Error{ErrorCode::Internal, defect.arg(u"it threw \"cannot create\"."_s), {}}));
}

void TestPluginCatalog::judgesSettingsBeforeThePluginDoes()
{
    put(u"good"_s);
    PluginCatalog catalog({folder()});
    QCOMPARE(catalog.origin(u"good"_s, {}).error().message,
             u"The plugin \"good\" needs the setting \"url\" (Address)."_s);
}

void TestPluginCatalog::saysWhatThereIs()
{
    put(u"good"_s);
    put(u"throws-later"_s);
    PluginCatalog catalog({folder()});
    QCOMPARE(
        catalog.provider(u"other"_s).error(),
        (Error{ErrorCode::NotFound, u"There is no provider plugin \"other\"; there are: good, throws-later."_s, {}}));
    QVERIFY(!catalog.find(u"other"_s));
    QVERIFY(!catalog.find({}));
}

void TestPluginCatalog::looksBesideTheProgram()
{
    const QString own = QDir::cleanPath(QCoreApplication::applicationDirPath() + u"/../lib/evenhand/plugins"_s);
    QCOMPARE(PluginCatalog::standardFolders(), QStringList{own});
    QCOMPARE(PluginCatalog::standardFolders(u"/opt/more"_s), (QStringList{own, u"/opt/more"_s}));
    QCOMPARE(PluginCatalog::standardFolders(u"relative"_s), QStringList{own});
}

QTEST_GUILESS_MAIN(TestPluginCatalog)
#include "tst_plugincatalog.moc"
