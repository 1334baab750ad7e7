// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/core/json.h"
#include "tests/gui/formplugin.h"
#include "ui/settings/channelform.h"

#include <QCheckBox>
#include <QComboBox>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;
using namespace std::chrono_literals;

namespace {

const QByteArray canary = "sk-canary-5f1e77";

template<typename Widget>
Widget *editor(const QWidget &form, const QString &name)
{
    for (Widget *widget : form.findChildren<Widget *>()) {
        if (widget->accessibleName() == name)
            return widget;
    }
    return nullptr;
}

QString shownText(const QWidget &form)
{
    QStringList texts;
    for (const QLabel *label : form.findChildren<QLabel *>()) {
        if (label->isVisibleTo(&form))
            texts.append(label->text());
    }
    return texts.join(u'\n');
}

Channel draft()
{
    return {.id = ChannelId::create(), .name = u"One"_s, .plugin = u"form"_s, .settings = FormPlugin::settings()};
}

std::unique_ptr<ChannelForm> makeForm(const ChannelForm::Setup &setup)
{
    return std::make_unique<ChannelForm>(setup,
                                         [](const QJsonObject &settings) { return FormPlugin().origin(settings); });
}

std::unique_ptr<ChannelForm> newForm()
{
    return makeForm({.plugin = FormPlugin::info(), .channel = draft()});
}

std::unique_ptr<ChannelForm> savedForm(const CredentialRef &reference)
{
    Channel channel = draft();
    channel.origin = QUrl(u"https://one.example"_s);
    if (reference.kind != CredentialRef::Kind::None)
        channel.credentials = {{u"key"_s, reference}};
    return makeForm({.plugin = FormPlugin::info(), .channel = channel, .saved = true});
}

PluginField &field(PluginInfo &plugin, const QString &key)
{
    return *std::ranges::find(plugin.fields, key, &PluginField::key);
}

// The organisation and the key are for one dialect.
PluginInfo pluginWithConditions()
{
    PluginInfo plugin = FormPlugin::info();
    for (const QString &key : {u"organisation"_s, u"key"_s})
        field(plugin, key).when = {{u"dialect"_s, {u"fancy"_s}}};
    field(plugin, u"organisation"_s).required = true;
    return plugin;
}

PluginInfo pluginWithMore()
{
    PluginInfo plugin = FormPlugin::info();
    field(plugin, u"depth"_s).more = true;
    return plugin;
}

void choosePlace(const ChannelForm &form, CredentialRef::Kind kind)
{
    auto *places = editor<QComboBox>(form, u"Key"_s);
    places->setCurrentIndex(places->findData(int(kind)));
}

} // namespace

class TestChannelForm : public QObject
{
    Q_OBJECT

private slots:
    void everyFieldTypeBecomesItsJsonType();
    void defaultsAreShown();
    void emptyFieldsAreLeftOut();
    void aMissingFieldIsSaidWhenItMatters();
    void wrongValuesAreSaidBesideTheField_data();
    void wrongValuesAreSaidBesideTheField();
    void theDestinationIsShown();
    void theDestinationIsKnownWhenTheFormTells();
    void whatAPresetLeavesOpenIsNotWrongYet();
    void takenNamesAreRefused();
    void limitsKeepTheirPrecision();
    void limitsHaveBounds();
    void channelFieldsAreKept();
    void typedKeysStayOutOfTheChannel();
    void aKeptKeyIsNeitherShownNorNeededAgain();
    void aNewAddressNeedsTheKeyAgain();
    void aKeyThatIsGoneMustBeGivenAgain();
    void theVariableSaysWhetherItIsSet();
    void aMissingKeychainIsSaidAndNotOffered();
    void aKeychainChannelSurvivesAMissingKeychain();
    void aNewChannelProposesThePlaceOfItsKey();
    void onlyTheKeyGetsTheVariableOfAPreset();
    void aPresetWithoutAVariableProposesNone();
    void whatDoesNotApplyIsHiddenAndLeftOut();
    void whatIsSeldomNeededIsFolded();
    void whatWasChangedIsNotFolded();
    void aFileIsLookedFor();
    void aPluginThatIsNotInstalledKeepsItsSettings();
    void modifiedUntilSaved();
    void everyEditorIsReachedByTab();
};

void TestChannelForm::everyFieldTypeBecomesItsJsonType()
{
    const QTemporaryDir folder;
    const auto form = newForm();
    editor<QLineEdit>(*form, u"Organisation"_s)->setText(u"  ours "_s);
    editor<QComboBox>(*form, u"Dialect"_s)->setCurrentText(u"fancy"_s);
    editor<QCheckBox>(*form, u"Verbose"_s)->setChecked(true);
    editor<QLineEdit>(*form, u"Depth"_s)->setText(u"17"_s);
    editor<QLineEdit>(*form, u"Folder"_s)->setText(folder.path());
    QVERIFY(form->isValid());
    QCOMPARE(form->channel().settings, QJsonObject({{u"base_url"_s, u"https://one.example/v1"_s},
                                                    {u"organisation"_s, u"ours"_s},
                                                    {u"dialect"_s, u"fancy"_s},
                                                    {u"verbose"_s, true},
                                                    {u"depth"_s, 17},
                                                    {u"folder"_s, folder.path()}}));
}

void TestChannelForm::defaultsAreShown()
{
    const auto form = newForm();
    QCOMPARE(editor<QComboBox>(*form, u"Dialect"_s)->currentText(), u"plain"_s);
    QCOMPARE(editor<QLineEdit>(*form, u"Depth"_s)->text(), u"3"_s);
    QVERIFY(!editor<QCheckBox>(*form, u"Verbose"_s)->isChecked());
}

void TestChannelForm::emptyFieldsAreLeftOut()
{
    const auto form = newForm();
    editor<QLineEdit>(*form, u"Depth"_s)->clear();
    QVERIFY(form->isValid());
    QVERIFY(!form->channel().settings.contains(u"depth"_s));
    QVERIFY(!form->channel().settings.contains(u"organisation"_s));
}

void TestChannelForm::aMissingFieldIsSaidWhenItMatters()
{
    const auto form = newForm();
    form->show();
    auto *address = editor<QLineEdit>(*form, u"Address"_s);
    address->clear();
    QVERIFY(!form->isValid());
    QVERIFY(!address->accessibleDescription().contains(u"This is needed"_s));
    form->showProblems();
    QVERIFY(address->accessibleDescription().contains(u"This is needed"_s));
    QVERIFY(shownText(*form).contains(u"This is needed"_s));
    QTRY_VERIFY(address->hasFocus());
    address->setText(u"https://two.example"_s);
    QVERIFY(form->isValid());
    QVERIFY(!shownText(*form).contains(u"This is needed"_s));
}

void TestChannelForm::wrongValuesAreSaidBesideTheField_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("no number") << u"Depth"_s << u"deep"_s << u"“deep” is not a whole number."_s;
    QTest::newRow("a fraction") << u"Depth"_s << u"1.5"_s << u"“1.5” is not a whole number."_s;
    QTest::newRow("no folder") << u"Folder"_s << u"/nowhere/at/all"_s << u"There is no such folder."_s;
    QTest::newRow("no address") << u"Address"_s << u"one.example"_s << u"“one.example” is not an address."_s;
}

void TestChannelForm::wrongValuesAreSaidBesideTheField()
{
    QFETCH(const QString, field);
    QFETCH(const QString, value);
    QFETCH(const QString, sentence);
    const auto form = newForm();
    editor<QLineEdit>(*form, field)->setText(value);
    QVERIFY(!form->isValid());
    QVERIFY2(shownText(*form).contains(sentence), qPrintable(shownText(*form)));
}

void TestChannelForm::theDestinationIsShown()
{
    const auto form = newForm();
    QVERIFY(shownText(*form).contains(u"https://one.example"_s));
    editor<QLineEdit>(*form, u"Address"_s)->setText(u"http://127.0.0.1:8080/v1"_s);
    QVERIFY(shownText(*form).contains(u"http://127.0.0.1:8080"_s));
    QCOMPARE(form->channel().origin, QUrl(u"http://127.0.0.1:8080"_s));
    editor<QLineEdit>(*form, u"Address"_s)->setText(u"nonsense"_s);
    QVERIFY(shownText(*form).contains(u"not known yet"_s));
}

void TestChannelForm::theDestinationIsKnownWhenTheFormTells()
{
    const auto form = newForm();
    QCOMPARE(form->destination(), std::optional(QUrl(u"https://one.example"_s)));
    editor<QLineEdit>(*form, u"Address"_s)->setText(u"nonsense"_s);
    QCOMPARE(form->destination(), std::optional<QUrl>());
}

void TestChannelForm::whatAPresetLeavesOpenIsNotWrongYet()
{
    Channel channel = draft();
    channel.settings = {{u"base_url"_s, u"RESOURCE"_s}};
    const auto form = makeForm({.plugin = FormPlugin::info(), .channel = channel});
    const QString sentence = u"“RESOURCE” is not an address."_s;
    QVERIFY(!form->isValid());
    QVERIFY(!shownText(*form).contains(sentence));
    editor<QLineEdit>(*form, u"Name"_s)->setText(u"Two"_s);
    QVERIFY(!shownText(*form).contains(sentence));
    form->showProblems();
    QVERIFY(shownText(*form).contains(sentence));
    const auto saved = makeForm({.plugin = FormPlugin::info(), .channel = channel, .saved = true});
    QVERIFY(shownText(*saved).contains(sentence));
}

void TestChannelForm::takenNamesAreRefused()
{
    const auto form = makeForm({.plugin = FormPlugin::info(), .channel = draft(), .takenNames = {u"Other"_s}});
    editor<QLineEdit>(*form, u"Name"_s)->setText(u"other"_s);
    QVERIFY(!form->isValid());
    QVERIFY(shownText(*form).contains(u"Another channel has this name."_s));
}

void TestChannelForm::limitsKeepTheirPrecision()
{
    Channel channel = draft();
    channel.limits.idle = 1500ms;
    const auto form = makeForm({.plugin = FormPlugin::info(), .channel = channel});
    QCOMPARE(editor<QLineEdit>(*form, u"Time of silence"_s)->text(), u"2"_s);
    QCOMPARE(form->channel().limits.idle, 1500ms);
    editor<QLineEdit>(*form, u"Time of silence"_s)->setText(u"7"_s);
    QCOMPARE(form->channel().limits.idle, 7000ms);
    QCOMPARE(form->channel().limits.total, channel.limits.total);
}

void TestChannelForm::limitsHaveBounds()
{
    const auto form = newForm();
    auto *concurrent = editor<QLineEdit>(*form, u"Requests at once"_s);
    concurrent->setText(u"0"_s);
    QVERIFY(!form->isValid());
    QVERIFY(concurrent->accessibleDescription().contains(u"Give a number from 1 to 100."_s));
    concurrent->setText(u"3"_s);
    editor<QLineEdit>(*form, u"Pause between starts"_s)->setText(u"250"_s);
    QVERIFY(form->isValid());
    QCOMPARE(form->channel().maxConcurrent, 3);
    QCOMPARE(form->channel().minInterval, 250ms);
}

void TestChannelForm::channelFieldsAreKept()
{
    const auto form = newForm();
    QCOMPARE(editor<QLineEdit>(*form, u"Operator"_s)->placeholderText(), u"not known"_s);
    editor<QLineEdit>(*form, u"Operator"_s)->setText(u"One Ltd"_s);
    editor<QLineEdit>(*form, u"Jurisdiction"_s)->setText(u"Iceland"_s);
    const Channel channel = form->channel();
    QCOMPARE(channel.operatorName, u"One Ltd"_s);
    QCOMPARE(channel.jurisdiction, u"Iceland"_s);
    QCOMPARE(channel.region, QString());
}

void TestChannelForm::typedKeysStayOutOfTheChannel()
{
    const auto form = newForm();
    choosePlace(*form, CredentialRef::Kind::Keychain);
    QVERIFY(!form->isValid());
    auto *key = editor<QLineEdit>(*form, u"Key"_s);
    QCOMPARE(key->echoMode(), QLineEdit::Password);
    key->setText(u" %1 "_s.arg(QString::fromLatin1(canary)));
    QVERIFY(form->isValid());
    QCOMPARE(form->typedSecrets(), Secrets({{u"key"_s, canary}}));
    QCOMPARE(form->channel().credentials.value(u"key"_s).kind, CredentialRef::Kind::Keychain);
    QVERIFY(!QJsonDocument(toJson(form->channel())).toJson().contains(canary));
    form->setSaved();
    QVERIFY(key->text().isEmpty());
    QVERIFY(form->typedSecrets().isEmpty());
}

void TestChannelForm::aKeptKeyIsNeitherShownNorNeededAgain()
{
    const auto form = savedForm({.kind = CredentialRef::Kind::Keychain, .name = {}});
    QVERIFY(form->isValid());
    QVERIFY(editor<QLineEdit>(*form, u"Key"_s)->text().isEmpty());
    QCOMPARE(editor<QLineEdit>(*form, u"Key"_s)->placeholderText(), u"Kept. Type here to replace it"_s);
}

void TestChannelForm::aNewAddressNeedsTheKeyAgain()
{
    const auto form = savedForm({.kind = CredentialRef::Kind::Keychain, .name = {}});
    auto *address = editor<QLineEdit>(*form, u"Address"_s);
    address->setText(u"https://two.example/v1"_s);
    QVERIFY(!form->isValid());
    QVERIFY(shownText(*form).contains(u"The key was given for https://one.example and is not sent anywhere else. "
                                      "Give it again for https://two.example."_s));
    address->setText(u"https://one.example/v2"_s);
    QVERIFY2(form->isValid(), "the origin is the same, whatever the path");
    address->setText(u"https://two.example/v1"_s);
    editor<QLineEdit>(*form, u"Key"_s)->setText(u"another"_s);
    QVERIFY(form->isValid());
}

void TestChannelForm::aKeyThatIsGoneMustBeGivenAgain()
{
    const auto form = savedForm({.kind = CredentialRef::Kind::Session, .name = {}});
    QVERIFY(form->isValid());
    form->setKeyGone();
    QVERIFY(!form->isValid());
    QVERIFY(shownText(*form).contains(u"Give the key, or choose another place."_s));
}

void TestChannelForm::theVariableSaysWhetherItIsSet()
{
    const auto form = newForm();
    choosePlace(*form, CredentialRef::Kind::Environment);
    auto *variable = editor<QLineEdit>(*form, u"Variable"_s);
    QCOMPARE(variable->text(), u"EVENHAND_TEST_FORM_KEY"_s);
    QVERIFY(shownText(*form).contains(u"EVENHAND_TEST_FORM_KEY is not set now."_s));
    QVERIFY(form->isValid());

    qputenv("EVENHAND_TEST_OTHER_KEY", canary);
    variable->setText(u"EVENHAND_TEST_OTHER_KEY"_s);
    QVERIFY(shownText(*form).contains(u"EVENHAND_TEST_OTHER_KEY is set now."_s));
    QVERIFY(!shownText(*form).contains(QString::fromLatin1(canary)));
    qunsetenv("EVENHAND_TEST_OTHER_KEY");
    QCOMPARE(form->channel().credentials.value(u"key"_s),
             CredentialRef({.kind = CredentialRef::Kind::Environment, .name = u"EVENHAND_TEST_OTHER_KEY"_s}));

    variable->setText(u"NOT A NAME"_s);
    QVERIFY(!form->isValid());
}

void TestChannelForm::aMissingKeychainIsSaidAndNotOffered()
{
    const auto form = newForm();
    auto *places = editor<QComboBox>(*form, u"Key"_s);
    QVERIFY(places->findData(int(CredentialRef::Kind::Keychain)) >= 0);
    form->setKeychainAvailable(false);
    QCOMPARE(places->findData(int(CredentialRef::Kind::Keychain)), -1);
    QVERIFY(places->accessibleDescription().contains(u"No keychain answers on this system"_s));
}

void TestChannelForm::aKeychainChannelSurvivesAMissingKeychain()
{
    const auto form = savedForm({.kind = CredentialRef::Kind::Keychain, .name = {}});
    form->setKeychainAvailable(false);
    QVERIFY2(form->isValid(), "its name can be changed all the same");
    QCOMPARE(form->channel().credentials.value(u"key"_s).kind, CredentialRef::Kind::Keychain);
    editor<QLineEdit>(*form, u"Key"_s)->setText(u"new"_s);
    QVERIFY2(!form->isValid(), "a new key cannot be kept there");
}

void TestChannelForm::aNewChannelProposesThePlaceOfItsKey()
{
    const auto place = [](bool expected, bool keychain) {
        const auto form = makeForm({.plugin = FormPlugin::info(), .channel = draft(), .keyExpected = expected});
        form->setKeychainAvailable(keychain);
        return form->channel().credentials.value(u"key"_s).kind;
    };
    QCOMPARE(place(false, true), CredentialRef::Kind::None);
    QCOMPARE(place(true, true), CredentialRef::Kind::Keychain);
    QCOMPARE(place(true, false), CredentialRef::Kind::Session);
    qputenv("EVENHAND_TEST_FORM_KEY", canary);
    QCOMPARE(place(true, true), CredentialRef::Kind::Environment);
    qunsetenv("EVENHAND_TEST_FORM_KEY");
}

void TestChannelForm::onlyTheKeyGetsTheVariableOfAPreset()
{
    PluginInfo plugin = FormPlugin::info();
    plugin.fields.append({.key = u"client_secret"_s,
                          .label = u"Client secret"_s,
                          .type = PluginField::Type::Secret,
                          .environment = u"EVENHAND_TEST_CLIENT_SECRET"_s});
    const QByteArrayList variables{"EVENHAND_TEST_ZETA_KEY", "EVENHAND_TEST_CLIENT_SECRET"};
    for (const QByteArray &variable : variables)
        qputenv(variable.constData(), canary);
    const auto form = makeForm(
        {.plugin = plugin, .channel = draft(), .environment = u"EVENHAND_TEST_ZETA_KEY"_s, .keyExpected = true});
    const QMap<QString, CredentialRef> proposed = form->channel().credentials;
    auto *places = editor<QComboBox>(*form, u"Client secret"_s);
    places->setCurrentIndex(places->findData(int(CredentialRef::Kind::Environment)));
    const CredentialRef chosen = form->channel().credentials.value(u"client_secret"_s);
    for (const QByteArray &variable : variables)
        qunsetenv(variable.constData());
    const CredentialRef key{.kind = CredentialRef::Kind::Environment, .name = u"EVENHAND_TEST_ZETA_KEY"_s};
    QCOMPARE(proposed, (QMap<QString, CredentialRef>{{u"key"_s, key}}));
    QCOMPARE(chosen.name, u"EVENHAND_TEST_CLIENT_SECRET"_s);
}

void TestChannelForm::aPresetWithoutAVariableProposesNone()
{
    qputenv("EVENHAND_TEST_FORM_KEY", canary);
    const auto form = makeForm({.plugin = FormPlugin::info(), .channel = draft(), .environment = QString()});
    qunsetenv("EVENHAND_TEST_FORM_KEY");
    QCOMPARE(form->channel().credentials, (QMap<QString, CredentialRef>()));
    choosePlace(*form, CredentialRef::Kind::Environment);
    QCOMPARE(editor<QLineEdit>(*form, u"Variable"_s)->text(), QString());
}

void TestChannelForm::whatDoesNotApplyIsHiddenAndLeftOut()
{
    const auto form = makeForm({.plugin = pluginWithConditions(), .channel = draft()});
    auto *organisation = editor<QLineEdit>(*form, u"Organisation"_s);
    auto *dialect = editor<QComboBox>(*form, u"Dialect"_s);
    auto *key = editor<QComboBox>(*form, u"Key"_s);
    QVERIFY(!organisation->isVisibleTo(form.get()));
    QVERIFY(!key->isVisibleTo(form.get()));
    QVERIFY2(form->isValid(), "what is hidden is not needed");

    dialect->setCurrentText(u"fancy"_s);
    QVERIFY(organisation->isVisibleTo(form.get()));
    QVERIFY(!form->isValid());
    organisation->setText(u"ours"_s);
    QVERIFY(form->isValid());
    QVERIFY(key->isVisibleTo(form.get()));
    choosePlace(*form, CredentialRef::Kind::Session);
    editor<QLineEdit>(*form, u"Key"_s)->setText(u"typed"_s);
    QCOMPARE(form->channel().settings.value(u"organisation"_s).toString(), u"ours"_s);
    QCOMPARE(form->typedSecrets().size(), 1);

    dialect->setCurrentText(u"plain"_s);
    QVERIFY(!form->channel().settings.contains(u"organisation"_s));
    QVERIFY(form->channel().credentials.isEmpty());
    QVERIFY(form->typedSecrets().isEmpty());
    dialect->setCurrentText(u"fancy"_s);
    QCOMPARE(organisation->text(), u"ours"_s);
}

void TestChannelForm::whatIsSeldomNeededIsFolded()
{
    const auto form = makeForm({.plugin = pluginWithMore(), .channel = draft()});
    auto *depth = editor<QLineEdit>(*form, u"Depth"_s);
    QVERIFY(!depth->isVisibleTo(form.get()));
    editor<QPushButton>(*form, u"More settings"_s)->click();
    QVERIFY(depth->isVisibleTo(form.get()));
    editor<QPushButton>(*form, u"More settings"_s)->click();
    QVERIFY(!depth->isVisibleTo(form.get()));

    depth->setText(u"deep"_s);
    form->showProblems();
    QVERIFY2(depth->isVisibleTo(form.get()), "what is wrong is shown");
}

void TestChannelForm::whatWasChangedIsNotFolded()
{
    Channel channel = draft();
    channel.settings.insert(u"depth"_s, 4);
    channel.maxConcurrent += 1;
    const auto form = makeForm({.plugin = pluginWithMore(), .channel = channel, .saved = true});
    QVERIFY(editor<QLineEdit>(*form, u"Depth"_s)->isVisibleTo(form.get()));
    QVERIFY(editor<QLineEdit>(*form, u"Requests at once"_s)->isVisibleTo(form.get()));
}

void TestChannelForm::aFileIsLookedFor()
{
    PluginInfo plugin = FormPlugin::info();
    plugin.fields.append({.key = u"file"_s, .label = u"File"_s, .type = PluginField::Type::File});
    QTemporaryFile file(QDir::homePath() + u"/evenhand-XXXXXX"_s);
    QVERIFY(file.open());
    const auto form = makeForm({.plugin = plugin, .channel = draft()});
    auto *line = editor<QLineEdit>(*form, u"File"_s);
    line->setText(QDir::homePath());
    QVERIFY(shownText(*form).contains(u"There is no such file."_s));
    line->setText(u"~/"_s + QFileInfo(file).fileName());
    QVERIFY(form->isValid());
}

void TestChannelForm::aPluginThatIsNotInstalledKeepsItsSettings()
{
    Channel channel = draft();
    channel.plugin = u"gone"_s;
    channel.settings = {{u"secret_sauce"_s, 7}};
    channel.origin = QUrl(u"https://one.example"_s);
    const auto form = makeForm({.plugin = {}, .channel = channel, .saved = true});
    QVERIFY(form->isValid());
    QVERIFY(shownText(*form).contains(u"The plugin “gone” is not installed"_s));
    editor<QLineEdit>(*form, u"Name"_s)->setText(u"Renamed"_s);
    channel.name = u"Renamed"_s;
    QCOMPARE(form->channel(), channel);
}

void TestChannelForm::modifiedUntilSaved()
{
    const auto form = savedForm({});
    const QSignalSpy changed(form.get(), &ChannelForm::changed);
    QVERIFY(!form->isModified());
    editor<QLineEdit>(*form, u"Region"_s)->setText(u"north"_s);
    QCOMPARE(changed.size(), 1);
    QVERIFY(form->isModified());
    form->setSaved();
    QVERIFY(!form->isModified());
}

void TestChannelForm::everyEditorIsReachedByTab()
{
    const auto form = newForm();
    editor<QPushButton>(*form, u"Pace and limits"_s)->click();
    form->show();
    QVERIFY(QTest::qWaitForWindowActive(form.get()));
    form->setFocus();
    QStringList order;
    do {
        order.append(QApplication::focusWidget()->accessibleName());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    } while (QApplication::focusWidget()->accessibleName() != order.first() && order.size() < 30);
    QCOMPARE(order,
             QStringList({u"Name"_s, u"Address"_s, u"Key"_s, u"Organisation"_s, u"Dialect"_s, u"Verbose"_s, u"Depth"_s,
                          u"Folder"_s, u"Choose a folder: Folder"_s, u"Operator"_s, u"Jurisdiction"_s, u"Region"_s,
                          u"Pace and limits"_s, u"Requests at once"_s, u"Pause between starts"_s, u"Time to connect"_s,
                          u"Time of silence"_s, u"Time for an answer"_s}));
    QVERIFY(!order.contains(QString()));
}

QTEST_MAIN(TestChannelForm)
#include "tst_channelform.moc"
