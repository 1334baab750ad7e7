// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/preferences.h"
#include "app/store/channelstore.h"
#include "app/store/lineupstore.h"
#include "tests/gui/finders.h"
#include "tests/gui/settingsharness.h"
#include "tests/paths.h"
#include "ui/settings/presetview.h"
#include "ui/settings/settingspage.h"
#include "ui/widgets/pageframe.h"
#include "ui/widgets/sidelist.h"
#include "ui/widgets/tableview.h"

#include <QComboBox>
#include <QLineEdit>
#include <QMessageBox>
#include <QSettings>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;
using Kind = CredentialRef::Kind;

namespace {

const QByteArray canary = "sk-canary-91ac03";
const QString canaryText = QString::fromLatin1(canary);

QMessageBox *question(const QWidget &page)
{
    return page.findChild<QMessageBox *>();
}

QByteArray fileBytes(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestSettingsPage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void theSectionsAreReachedByKeyboard();
    void anEmptyListOffersToAdd();
    void channelsOfOthersAreThereWhenItIsShown();
    void presetsAreGroupedAndSorted();
    void anOperatorWithManyPresetsHasAGroup();
    void aChannelIsMadeFromAPreset();
    void aKeyThatCannotBeKeptKeepsTheChannelFromBeingSaved();
    void theKeyIsInTheKeychainAndNowhereElse();
    void aNewAddressForgetsTheOldKey();
    void anotherPlaceForgetsTheOldKey();
    void aDuplicateAsksForTheKeyAgain();
    void removingSaysWhatHappens();
    void removingIsRefusedWhileALineupNeedsIt();
    void unsavedChangesAreAskedAbout();
    void aFormSurvivesAnotherSection();
    void aSessionKeyIsMissedAfterANewStart();
    void theNetworkIsSetAtOnce();
    void authoritiesAreJudgedWhenChosen();
    void refusedPluginsSayWhy();
    void theWorkspaceSaysWhereThingsAre();
    void nothingOfTheKeyIsInTheFile();
    void aReadOnlyWorkspaceKeepsNoKey();

private:
    std::unique_ptr<SettingsPage> makePage(Workspace &workspace);
    void open(const Channel &channel);
    void type(const QString &field, const QString &text);
    void answer(const QString &choice); // to the question that is open
    void save() { QTest::keyClick(m_page.get(), Qt::Key_S, Qt::ControlModifier); }

    std::unique_ptr<SettingsHarness> m_harness;
    std::unique_ptr<SettingsPage> m_page;
};

void TestSettingsPage::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
}

void TestSettingsPage::init()
{
    m_harness = std::make_unique<SettingsHarness>();
    m_page = makePage(*m_harness->workspace);
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
}

void TestSettingsPage::cleanup()
{
    m_page.reset();
    m_harness.reset();
}

std::unique_ptr<SettingsPage> TestSettingsPage::makePage(Workspace &workspace)
{
    auto page = std::make_unique<SettingsPage>(SettingsContext{.workspace = workspace,
                                                               .plugins = m_harness->plugins,
                                                               .credentials = m_harness->credentials,
                                                               .engine = *m_harness->engine});
    page->resize(1200, 800);
    page->show();
    return page;
}

void TestSettingsPage::open(const Channel &channel)
{
    m_page->reload();
    m_page->openChannel(channel.id);
}

void TestSettingsPage::type(const QString &field, const QString &text)
{
    auto *editor = visible<QLineEdit>(*m_page, field);
    QVERIFY2(editor, qPrintable(field));
    editor->setText(text);
}

void TestSettingsPage::answer(const QString &choice)
{
    QPointer<QMessageBox> box = question(*m_page);
    QVERIFY(box);
    visibleButton(*box, choice)->click();
    QTRY_VERIFY(!box);
    m_page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
}

void TestSettingsPage::theSectionsAreReachedByKeyboard()
{
    auto *sections = visible<SideList>(*m_page, u"Sections of the settings"_s);
    sections->setFocus();
    QStringList titles{m_page->frame()->title()};
    for (int i = 0; i < 4; ++i) {
        QTest::keyClick(sections, Qt::Key_Down);
        titles.append(m_page->frame()->title());
    }
    QCOMPARE(titles, QStringList({u"Channels"_s, u"Network"_s, u"Plugins"_s, u"Appearance"_s, u"Workspace"_s}));
}

void TestSettingsPage::anEmptyListOffersToAdd()
{
    QVERIFY(visibleText(*m_page).contains(u"A channel is a way to reach models"_s));
    m_page->addChannel();
    QCOMPARE(m_page->frame()->title(), u"Add a channel"_s);
    QTest::keyClick(m_page.get(), Qt::Key_Escape);
    QCOMPARE(m_page->frame()->title(), u"Channels"_s);
}

void TestSettingsPage::channelsOfOthersAreThereWhenItIsShown()
{
    m_page->hide();
    m_harness->saved(u"One"_s);
    m_page->show();
    QCOMPARE(visible<TableView>(*m_page, u"Channels"_s)->model()->rowCount(), 1);
}

void TestSettingsPage::presetsAreGroupedAndSorted()
{
    m_page->addChannel();
    auto *list = visible<SideList>(*m_page, u"What the channel starts from"_s);
    const auto shown = [list] {
        QStringList result;
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            if (!list->isRowHidden(row))
                result.append(list->model()->index(row, 0).data().toString());
        }
        return result;
    };
    QCOMPARE(shown(), QStringList({u"On this machine"_s, u"Workshop"_s, u"Hosted"_s, u"Alpha cloud"_s, u"Zeta cloud"_s,
                                   u"An empty form"_s, u"Form"_s}));
    type(u"Filter what a channel can start from"_s, u"zeta"_s);
    QCOMPARE(shown(), QStringList({u"Hosted"_s, u"Zeta cloud"_s}));
    QCOMPARE(list->currentIndex().data().toString(), u"Zeta cloud"_s);
}

void TestSettingsPage::anOperatorWithManyPresetsHasAGroup()
{
    PluginInfo plugin = FormPlugin::info();
    for (const QString &place : {u"Oslo"_s, u"Bergen"_s, u"Bodø"_s, u"Narvik"_s, u"Moss"_s}) {
        plugin.presets.append({.name = u"Nimbus, "_s + place,
                               .settings = {{u"base_url"_s, u"https://nimbus.example"_s}},
                               .operatorName = u"Nimbus AS"_s,
                               .region = place.toLower() + u"-1"_s});
    }
    plugin.presets.append({.name = u"By address"_s, .settings = {{u"base_url"_s, u"http://localhost:1/v1"_s}}});
    SettingsHarness harness(plugin);
    PresetView view(harness.plugins);
    view.show();
    auto *list = visible<SideList>(view, u"What the channel starts from"_s);
    const auto shown = [list] {
        QStringList result;
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            if (!list->isRowHidden(row))
                result.append(list->model()->index(row, 0).data().toString());
        }
        return result;
    };
    QCOMPARE(shown(),
             QStringList({u"On this machine"_s, u"By address"_s, u"Workshop"_s, u"Hosted"_s, u"Alpha cloud"_s,
                          u"Zeta cloud"_s, u"Nimbus AS"_s, u"Nimbus, Bergen"_s, u"Nimbus, Bodø"_s, u"Nimbus, Moss"_s,
                          u"Nimbus, Narvik"_s, u"Nimbus, Oslo"_s, u"An empty form"_s, u"Form"_s}));
    auto *filter = visible<QLineEdit>(view, u"Filter what a channel can start from"_s);
    filter->setText(u"OSLO-1 nimbus"_s);
    QCOMPARE(shown(), QStringList({u"Nimbus AS"_s, u"Nimbus, Oslo"_s}));
    filter->setText(u"norway"_s);
    QCOMPARE(shown(), QStringList({u"Hosted"_s, u"Zeta cloud"_s}));
    filter->setText(u"nimbus zeta"_s);
    QVERIFY(shown().isEmpty());
}

void TestSettingsPage::aChannelIsMadeFromAPreset()
{
    QSignalSpy changed(m_page.get(), &SettingsPage::channelsChanged);
    m_page->addChannel();
    auto *filter = visible<QLineEdit>(*m_page, u"Filter what a channel can start from"_s);
    QTRY_VERIFY(filter->hasFocus());
    QTest::keyClicks(filter, u"zeta"_s);
    QTest::keyClick(filter, Qt::Key_Return);
    QCOMPARE(m_page->frame()->title(), u"New channel"_s);
    QCOMPARE(visible<QLineEdit>(*m_page, u"Operator"_s)->text(), u"Zeta Ltd"_s);
    QCOMPARE(visible<QLineEdit>(*m_page, u"Key"_s)->text(), QString());
    type(u"Key"_s, canaryText);
    save();
    QCOMPARE(changed.size(), 1);
    QCOMPARE(m_page->frame()->title(), u"Zeta cloud"_s);
    const QList<Channel> channels = m_harness->channels();
    QCOMPARE(channels.size(), 1);
    QCOMPARE(channels.first().name, u"Zeta cloud"_s);
    QCOMPARE(channels.first().origin, QUrl(u"https://zeta.example"_s));
    QCOMPARE(channels.first().jurisdiction, u"Norway"_s);
    QCOMPARE(channels.first().credentials.value(u"key"_s).kind, Kind::Keychain);
}

void TestSettingsPage::aKeyThatCannotBeKeptKeepsTheChannelFromBeingSaved()
{
    open(m_harness->saved(u"One"_s));
    auto *places = visible<QComboBox>(*m_page, u"Key"_s);
    places->setCurrentIndex(places->findData(int(Kind::Keychain)));
    type(u"Key"_s, canaryText);
    m_harness->keychain.failure = Error{.code = ErrorCode::Io, .message = u"locked"_s, .detail = {}};
    save();
    QVERIFY(visibleText(*m_page).contains(u"The channel was not saved"_s));
    QVERIFY(m_harness->channels().first().credentials.isEmpty());
    m_harness->keychain.failure.reset();
    save();
    QVERIFY(!visibleText(*m_page).contains(u"The channel was not saved"_s));
    QCOMPARE(m_harness->channels().first().credentials.value(u"key"_s).kind, Kind::Keychain);
}

void TestSettingsPage::theKeyIsInTheKeychainAndNowhereElse()
{
    open(m_harness->saved(u"One"_s));
    auto *places = visible<QComboBox>(*m_page, u"Key"_s);
    places->setCurrentIndex(places->findData(int(Kind::Keychain)));
    type(u"Key"_s, canaryText);
    save();
    QCOMPARE(m_harness->keychain.entries.values(), QList<QByteArray>{canary});
    QVERIFY(m_harness->keychain.entries.firstKey().contains(u"https://one.example"_s));
    QCOMPARE(visible<QLineEdit>(*m_page, u"Key"_s)->text(), QString());
}

void TestSettingsPage::aNewAddressForgetsTheOldKey()
{
    const Channel channel = m_harness->saved(u"One"_s, {{u"key"_s, {.kind = Kind::Keychain, .name = {}}}});
    m_harness->credentials.store(channel, u"key"_s, "old", [](const Result<void> &) {});
    open(channel);
    type(u"Address"_s, u"https://two.example"_s);
    save();
    QVERIFY2(m_harness->channels().first().origin == channel.origin, "not without a key for the new address");
    type(u"Key"_s, canaryText);
    save();
    QCOMPARE(m_harness->channels().first().origin, QUrl(u"https://two.example"_s));
    QCOMPARE(m_harness->keychain.entries.size(), 1);
    QVERIFY(m_harness->keychain.entries.firstKey().contains(u"https://two.example"_s));
}

void TestSettingsPage::anotherPlaceForgetsTheOldKey()
{
    const Channel channel = m_harness->saved(u"One"_s, {{u"key"_s, {.kind = Kind::Keychain, .name = {}}}});
    m_harness->credentials.store(channel, u"key"_s, "old", [](const Result<void> &) {});
    open(channel);
    auto *places = visible<QComboBox>(*m_page, u"Key"_s);
    places->setCurrentIndex(places->findData(int(Kind::Session)));
    type(u"Key"_s, canaryText);
    save();
    QVERIFY(m_harness->keychain.entries.isEmpty());
    Secrets found;
    m_harness->credentials.resolve(m_harness->channels().first(),
                                   [&found](const Result<Secrets> &secrets) { found = secrets.value_or(Secrets()); });
    QCOMPARE(found, Secrets({{u"key"_s, canary}}));
}

void TestSettingsPage::aDuplicateAsksForTheKeyAgain()
{
    open(m_harness->saved(u"One"_s, {{u"key"_s, {.kind = Kind::Keychain, .name = {}}}}));
    visibleButton(*m_page, u"Duplicate"_s)->click();
    QCOMPARE(visible<QLineEdit>(*m_page, u"Name"_s)->text(), u"One 2"_s);
    save();
    QCOMPARE(m_harness->channels().size(), 1);
    QVERIFY(visibleText(*m_page).contains(u"Give the key, or choose another place."_s));
    type(u"Key"_s, canaryText);
    save();
    QCOMPARE(m_harness->channels().size(), 2);
}

void TestSettingsPage::removingSaysWhatHappens()
{
    const Channel channel = m_harness->saved(u"One"_s, {{u"key"_s, {.kind = Kind::Keychain, .name = {}}}});
    m_harness->credentials.store(channel, u"key"_s, canary, [](const Result<void> &) {});
    m_page->reload();
    auto *table = visible<TableView>(*m_page, u"Channels"_s);
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Delete);
    QVERIFY(question(*m_page));
    QVERIFY(question(*m_page)->informativeText().contains(u"stay as they are"_s));
    answer(u"Keep"_s);
    QCOMPARE(m_harness->channels().size(), 1);
    QTest::keyClick(table, Qt::Key_Delete);
    answer(u"Remove"_s);
    QVERIFY(m_harness->channels().isEmpty());
    QVERIFY(m_harness->keychain.entries.isEmpty());
}

void TestSettingsPage::removingIsRefusedWhileALineupNeedsIt()
{
    const Channel channel = m_harness->saved(u"One"_s);
    const Lineup lineup{.id = LineupId::create(),
                        .name = u"Everyday"_s,
                        .targets = {{.id = TargetId::create(), .channel = channel.id, .model = u"m"_s}}};
    QVERIFY(m_harness->workspace->write([&](Database &db) { return LineupStore::save(db, lineup); }));
    open(channel);
    visibleButton(*m_page, u"Remove…"_s)->click();
    answer(u"Remove"_s);
    QCOMPARE(m_harness->channels().size(), 1);
    QTRY_VERIFY(question(*m_page) && question(*m_page)->text() == u"“One” was not removed"_s);
    QVERIFY2(question(*m_page)->informativeText().contains(u"Everyday"_s),
             qPrintable(question(*m_page)->informativeText()));
    QCOMPARE(m_page->frame()->title(), u"One"_s);
}

void TestSettingsPage::unsavedChangesAreAskedAbout()
{
    open(m_harness->saved(u"One"_s));
    type(u"Region"_s, u"north"_s);
    QVERIFY(m_page->isModified());
    QTest::keyClick(m_page.get(), Qt::Key_Escape);
    QVERIFY(question(*m_page));
    answer(u"Go on editing"_s);
    QCOMPARE(m_page->frame()->title(), u"One"_s);
    QTest::keyClick(m_page.get(), Qt::Key_Escape);
    answer(u"Discard changes"_s);
    QCOMPARE(m_page->frame()->title(), u"Channels"_s);
    QCOMPARE(m_harness->channels().first().region, QString());
}

void TestSettingsPage::aFormSurvivesAnotherSection()
{
    open(m_harness->saved(u"One"_s));
    type(u"Region"_s, u"north"_s);
    m_page->showSection(SettingsPage::Plugins);
    QCOMPARE(m_page->frame()->title(), u"Plugins"_s);
    m_page->showSection(SettingsPage::Channels);
    QCOMPARE(visible<QLineEdit>(*m_page, u"Region"_s)->text(), u"north"_s);
}

void TestSettingsPage::aSessionKeyIsMissedAfterANewStart()
{
    const Channel channel = m_harness->saved(u"One"_s, {{u"key"_s, {.kind = Kind::Session, .name = {}}}});
    m_page->reload();
    const auto *table = visible<TableView>(*m_page, u"Channels"_s);
    QCOMPARE(table->model()->index(0, 3).data().toString(), u"must be given again"_s);
    open(channel);
    QVERIFY(visibleText(*m_page).contains(u"Give the key"_s));
}

void TestSettingsPage::theNetworkIsSetAtOnce()
{
    m_page->showSection(SettingsPage::Network);
    auto *proxies = visible<QComboBox>(*m_page, u"Proxy"_s);
    proxies->setCurrentText(u"This one"_s);
    type(u"Address"_s, u"nonsense"_s);
    save();
    QVERIFY(visibleText(*m_page).contains(u"Give the proxy's host and port"_s));
    QCOMPARE(m_harness->engine->network().settings(), NetworkSettings());
    type(u"Address"_s, u"proxy.example:3128"_s);
    type(u"User"_s, u"me"_s);
    type(u"Password"_s, canaryText);
    save();
    const NetworkSettings used = m_harness->engine->network().settings();
    QCOMPARE(used.proxyAddress, QUrl(u"http://proxy.example:3128"_s));
    QCOMPARE(used.password.kind, Kind::Keychain);
    QCOMPARE(m_harness->keychain.entries.values(), QList<QByteArray>{canary});
    QCOMPARE(Preferences::network(), used);
    QVERIFY(!fileBytes(QSettings().fileName()).contains(canary));
    type(u"Address"_s, u"other.example:3128"_s);
    QVERIFY(visibleText(*m_page).contains(u"The password was given for another proxy"_s));
    Preferences::setNetwork({});
}

void TestSettingsPage::authoritiesAreJudgedWhenChosen()
{
    m_page->showSection(SettingsPage::Network);
    const QString folder = QStringLiteral(EVENHAND_TEST_DATA "/tls/");
    type(u"Authorities of your own"_s, folder + u"authority.pem"_s);
    QVERIFY(visibleText(*m_page).contains(u"Evenhand test authority, until "_s));
    type(u"Authorities of your own"_s, folder + u"expired.pem"_s);
    QVERIFY(visibleText(*m_page).contains(u"has expired: Evenhand expired authority"_s));
    save();
    QCOMPARE(m_harness->engine->network().settings().authorities, QString());
}

void TestSettingsPage::refusedPluginsSayWhy()
{
    m_page->showSection(SettingsPage::Plugins);
    const auto *table = visible<TableView>(*m_page, u"Plugins"_s);
    QCOMPARE(table->model()->index(0, 0).data().toString(), u"Form"_s);
    QVERIFY(visibleText(*m_page).contains(u"Has a field of every type."_s));
    QVERIFY(visibleText(*m_page).contains(u"Plugins come from the program's own folder only."_s));
    Preferences::setApprovedPluginFolder(u"/opt/mine"_s);
    m_page = makePage(*m_harness->workspace);
    m_page->showSection(SettingsPage::Plugins);
    QVERIFY(visibleText(*m_page).contains(u"/opt/mine"_s));
    visibleButton(*m_page, u"Remove"_s)->click();
    QCOMPARE(Preferences::approvedPluginFolder(), QString());
    QVERIFY(visibleText(*m_page).contains(u"when Evenhand is started the next time"_s));
}

void TestSettingsPage::theWorkspaceSaysWhereThingsAre()
{
    m_page->showSection(SettingsPage::Workspace);
    QVERIFY(visibleText(*m_page).contains(m_harness->workspace->path()));
    QVERIFY(visibleText(*m_page).contains(u"In the keychain of this system"_s));
    m_page->showSection(SettingsPage::Appearance);
    m_harness->keychain.failure = Error{.code = ErrorCode::Io, .message = u"none"_s, .detail = {}};
    m_page->showSection(SettingsPage::Workspace);
    QVERIFY(visibleText(*m_page).contains(u"No keychain answers on this system."_s));
}

void TestSettingsPage::nothingOfTheKeyIsInTheFile()
{
    open(m_harness->saved(u"One"_s));
    auto *places = visible<QComboBox>(*m_page, u"Key"_s);
    for (const Kind kind : {Kind::Session, Kind::Keychain}) {
        places->setCurrentIndex(places->findData(int(kind)));
        type(u"Key"_s, canaryText);
        save();
        QCOMPARE(m_harness->channels().first().credentials.value(u"key"_s).kind, kind);
    }
    m_page.reset();
    m_harness->engine.reset();
    const QString path = m_harness->workspace->path();
    m_harness->workspace.reset();
    const QByteArray bytes = fileBytes(path);
    QVERIFY(bytes.contains("https://one.example"));
    QVERIFY(!bytes.contains(canary));
}

void TestSettingsPage::aReadOnlyWorkspaceKeepsNoKey()
{
    const Channel channel = m_harness->saved(u"One"_s);
    const auto readOnly = Workspace::open(m_harness->workspace->path(), Workspace::Access::Read);
    QVERIFY(readOnly);
    m_page = makePage(**readOnly);
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    open(channel);
    auto *places = visible<QComboBox>(*m_page, u"Key"_s);
    places->setCurrentIndex(places->findData(int(Kind::Keychain)));
    type(u"Key"_s, canaryText);
    save();
    QVERIFY(visibleText(*m_page).contains(u"open for reading only"_s));
    QVERIFY(m_harness->keychain.entries.isEmpty());
    QVERIFY(m_harness->channels().first().credentials.isEmpty());
    m_page.reset();
}

QTEST_MAIN(TestSettingsPage)
#include "tst_settingspage.moc"
