// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/channelkeeper.h"
#include "tests/gui/finders.h"
#include "tests/gui/settingsharness.h"
#include "ui/settings/channelview.h"
#include "ui/settings/modelspanel.h"
#include "ui/widgets/tableview.h"

#include <QLineEdit>
#include <QProgressBar>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;
using Kind = CredentialRef::Kind;

namespace {

const QByteArray canary = "sk-canary-c02d5a";
const QString canaryText = QString::fromLatin1(canary);

} // namespace

// The test button of a channel.
class TestChannelTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void listsTheModels();
    void saysWhatWentWrong();
    void showsAtWhichStep();
    void showsWhatAuthorisedIt();
    void usesTheTypedKeyAndForgetsIt();
    void showsThatItGoesOnAndCanBeCancelled();
    void pointsAtTheFieldOfAnIncompleteForm();

private:
    void open(const Channel &channel);
    void type(const QString &field, const QString &text);
    ModelsPanel *models() const { return m_view->findChild<ModelsPanel *>(); }

    std::unique_ptr<SettingsHarness> m_harness;
    std::unique_ptr<ChannelKeeper> m_keeper;
    std::unique_ptr<ChannelView> m_view;
};

void TestChannelTest::init()
{
    m_harness = std::make_unique<SettingsHarness>();
    m_keeper = std::make_unique<ChannelKeeper>(*m_harness->workspace, m_harness->credentials);
}

void TestChannelTest::cleanup()
{
    m_view.reset();
    m_keeper.reset();
    m_harness.reset();
}

void TestChannelTest::open(const Channel &channel)
{
    const SettingsContext context{.workspace = *m_harness->workspace,
                                  .plugins = m_harness->plugins,
                                  .credentials = m_harness->credentials,
                                  .engine = *m_harness->engine};
    m_view = std::make_unique<ChannelView>(
        context, *m_keeper, ChannelForm::Setup{.plugin = FormPlugin::info(), .channel = channel, .saved = true});
    m_view->resize(1000, 700);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
}

void TestChannelTest::type(const QString &field, const QString &text)
{
    auto *editor = visible<QLineEdit>(*m_view, field);
    QVERIFY2(editor, qPrintable(field));
    editor->setText(text);
}

void TestChannelTest::listsTheModels()
{
    m_harness->plugin->setModels(QList<ModelInfo>{{.id = u"beta"_s, .contextLength = 4096}, {.id = u"alpha"_s}});
    open(m_harness->saved(u"One"_s));
    QVERIFY(models()->outcome().contains(u"asks https://one.example for its models. Nothing else is sent."_s));
    QVERIFY(m_harness->plugin->keysSeen().isEmpty());
    QSignalSpy tested(models(), &ModelsPanel::tested);
    visibleButton(*m_view, u"Test"_s)->click();
    QTRY_COMPARE(tested.size(), 1);
    QVERIFY2(models()->outcome().startsWith(u"2 model"_s), qPrintable(models()->outcome()));
    const auto *table = visible<TableView>(*m_view, u"Models of the channel"_s);
    QCOMPARE(table->model()->rowCount(), 2);
    QCOMPARE(table->model()->index(0, 0).data().toString(), u"alpha"_s);
    type(u"Filter models"_s, u"BET"_s);
    QCOMPARE(table->model()->rowCount(), 1);
    QCOMPARE(table->model()->index(0, 1).data().toString(), QLocale().toString(4096));
}

void TestChannelTest::saysWhatWentWrong()
{
    m_harness->plugin->setModels(
        std::unexpected(Error{.code = ErrorCode::Auth, .message = u"The key is not accepted."_s, .detail = {}}));
    open(m_harness->saved(u"One"_s));
    QSignalSpy tested(models(), &ModelsPanel::tested);
    visibleButton(*m_view, u"Test"_s)->click();
    QTRY_COMPARE(tested.size(), 1);
    QCOMPARE(models()->outcome(), u"✗ The key is not accepted."_s);
    QVERIFY(!visible<TableView>(*m_view, u"Models of the channel"_s));
}

void TestChannelTest::showsAtWhichStep()
{
    m_harness->plugin->setModels(std::unexpected(
        Error{.code = ErrorCode::Network, .message = u"Not trusted."_s, .detail = {}, .step = Step::Security}));
    open(m_harness->saved(u"One"_s));
    QSignalSpy tested(models(), &ModelsPanel::tested);
    visibleButton(*m_view, u"Test"_s)->click();
    QTRY_COMPARE(tested.size(), 1);
    const QString shown = visibleText(*m_view);
    QVERIFY2(shown.contains(u"✗ Not trusted."_s), qPrintable(shown));
    QVERIFY2(shown.contains(u"✓ Name of the server\n✓ Connection\n✗ TLS: failed here\n"
                            "– Sign-in: not reached\n– Permission: not reached\n– Models: not reached"_s),
             qPrintable(shown));
    m_harness->plugin->setModels(QList<ModelInfo>{{.id = u"alpha"_s}});
    visibleButton(*m_view, u"Test"_s)->click();
    QTRY_COMPARE(tested.size(), 2);
    QVERIFY(visibleText(*m_view).contains(u"✓ Models"_s));
    QVERIFY(!visibleText(*m_view).contains(u"failed here"_s));
}

void TestChannelTest::showsWhatAuthorisedIt()
{
    m_harness->plugin->setModels(QList<ModelInfo>{{.id = u"alpha"_s}});
    m_harness->plugin->setNotes({.credential = CredentialInfo{.origin = u"profile “work”, single sign-on session"_s,
                                                              .expires = QDateTime::currentDateTime().addSecs(60),
                                                              .renewal = u"Run sign-on --profile work."_s},
                                 .notices = {u"Profiles are not listed: list:Profiles is not allowed."_s}});
    open(m_harness->saved(u"One"_s));
    QSignalSpy tested(models(), &ModelsPanel::tested);
    visibleButton(*m_view, u"Test"_s)->click();
    QTRY_COMPARE(tested.size(), 1);
    const QString shown = visibleText(*m_view);
    QVERIFY2(shown.contains(u"Authorised by profile “work”, single sign-on session, valid only until "_s),
             qPrintable(shown));
    QVERIFY2(shown.contains(u"Run sign-on --profile work.\nProfiles are not listed: list:Profiles"_s),
             qPrintable(shown));
    m_harness->plugin->setNotes({});
    visibleButton(*m_view, u"Test"_s)->click();
    QTRY_COMPARE(tested.size(), 2);
    QVERIFY(!visibleText(*m_view).contains(u"Authorised"_s));
    QVERIFY(!visibleText(*m_view).contains(u"Profiles are not listed"_s));
}

void TestChannelTest::usesTheTypedKeyAndForgetsIt()
{
    m_harness->plugin->setModels(QList<ModelInfo>());
    const Channel channel = m_harness->saved(u"One"_s, {{u"key"_s, {.kind = Kind::Keychain, .name = {}}}});
    m_harness->credentials.store(channel, u"key"_s, "kept", [](const Result<void> &) {});
    open(channel);
    QSignalSpy tested(models(), &ModelsPanel::tested);
    type(u"Key"_s, canaryText);
    visibleButton(*m_view, u"Test"_s)->click();
    QTRY_COMPARE(tested.size(), 1);
    type(u"Key"_s, {});
    visibleButton(*m_view, u"Test"_s)->click();
    QTRY_COMPARE(tested.size(), 2);
    QCOMPARE(m_harness->plugin->keysSeen(), QList<QByteArray>({canary, "kept"}));
    QCOMPARE(m_harness->keychain.entries.values(), QList<QByteArray>{"kept"});
}

void TestChannelTest::showsThatItGoesOnAndCanBeCancelled()
{
    m_harness->plugin->hang();
    open(m_harness->saved(u"One"_s));
    visibleButton(*m_view, u"Test"_s)->click();
    QVERIFY(!m_view->findChild<QProgressBar *>()->isVisible());
    QVERIFY(!visibleButton(*m_view, u"Test"_s)->isEnabled());
    QTRY_VERIFY(m_view->findChild<QProgressBar *>()->isVisible());
    visibleButton(*m_view, u"Cancel"_s)->click();
    QVERIFY(!models()->isTesting());
    QCOMPARE(models()->outcome(), u"The test was cancelled."_s);
    QVERIFY(visibleButton(*m_view, u"Test"_s)->isEnabled());
}

void TestChannelTest::pointsAtTheFieldOfAnIncompleteForm()
{
    open(m_harness->saved(u"One"_s));
    type(u"Address"_s, {});
    visibleButton(*m_view, u"Test"_s)->click();
    QVERIFY(!models()->isTesting());
    QVERIFY(visibleText(*m_view).contains(u"This is needed."_s));
    QTRY_VERIFY(visible<QLineEdit>(*m_view, u"Address"_s)->hasFocus());
}

QTEST_MAIN(TestChannelTest)
#include "tst_channeltest.moc"
