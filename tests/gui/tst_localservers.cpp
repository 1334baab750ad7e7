// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/localservers.h"
#include "tests/gui/settingsharness.h"
#include "ui/settings/localserverbar.h"

#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace evenhand;

namespace {

// Listens on the loopback interface, says nothing and keeps every byte it is sent.
class Listener : public QTcpServer
{
    Q_OBJECT
public:
    Listener()
    {
        if (!listen(QHostAddress::LocalHost))
            qFatal("no loopback interface");
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            ++connections;
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { received += socket->readAll(); });
            connect(socket, &QTcpSocket::disconnected, this, [this] { ++closed; });
        });
    }

    QString address() const { return u"http://127.0.0.1:%1"_s.arg(serverPort()); }

    int connections = 0;
    int closed = 0;
    QByteArray received;
};

PluginPreset preset(const QString &name, const QString &address, bool local = true)
{
    return {.name = name, .settings = {{u"base_url"_s, QString(address + "/v1"_L1)}}, .local = local};
}

QPushButton *button(const QWidget &bar, const QString &text)
{
    for (QPushButton *candidate : bar.findChildren<QPushButton *>()) {
        if (candidate->text() == text && candidate->isVisibleTo(&bar))
            return candidate;
    }
    return nullptr;
}

} // namespace

class TestLocalServers : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void nothingIsSentBeforeYes();
    void whatIsSilentIsNotAskedFor();
    void onlyLocalPresetsAreLookedFor();
    void onlyThisMachineIsLookedAt();
    void presetsWithOneAddressAreOneQuestion();
    void aChannelThatExistsIsNotAskedFor();
    void declinedStaysDeclined();
    void yesAsksForModelsAndSaves();
    void aNameThatIsTakenGetsANumber();
    void aServerThatGivesNoModelsIsNotAdded();
    void theBarAsksAndAdds();
    void theBarDeclines();
    void theBarPutsOff();
    void theBarOffersTheFormAfterAFailure();
    void theBarAsksOneAfterTheOther();

private:
    void usePresets(const QList<PluginPreset> &presets);

    std::unique_ptr<SettingsHarness> m_harness;
    std::unique_ptr<Listener> m_listener;
    std::unique_ptr<LocalServers> m_servers;
};

void TestLocalServers::init()
{
    m_listener = std::make_unique<Listener>();
    usePresets({preset(u"Workshop"_s, m_listener->address())});
}

void TestLocalServers::cleanup()
{
    m_servers.reset();
    m_harness.reset();
    m_listener.reset();
}

void TestLocalServers::usePresets(const QList<PluginPreset> &presets)
{
    PluginInfo info = FormPlugin::info();
    info.presets = presets;
    m_servers.reset();
    m_harness = std::make_unique<SettingsHarness>(info);
    m_servers = std::make_unique<LocalServers>(*m_harness->workspace, m_harness->plugins, *m_harness->engine);
}

void TestLocalServers::nothingIsSentBeforeYes()
{
    QSignalSpy found(m_servers.get(), &LocalServers::found);
    m_servers->look();
    QTRY_COMPARE(found.size(), 1);
    const auto server = found.first().first().value<LocalServer>();
    QCOMPARE(server.origin, QUrl(m_listener->address()));
    QCOMPARE(server.candidates.size(), 1);
    QCOMPARE(server.candidates.first().name, u"Workshop"_s);
    QCOMPARE(server.candidates.first().origin, server.origin);
    QTRY_COMPARE(m_listener->closed, 1);
    QCOMPARE(m_listener->connections, 1);
    QCOMPARE(m_listener->received, QByteArray());
    QVERIFY(m_harness->channels().isEmpty());
    QVERIFY(m_harness->plugin->keysSeen().isEmpty());
}

void TestLocalServers::whatIsSilentIsNotAskedFor()
{
    Listener other;
    const QString silent = m_listener->address();
    m_listener->close();
    usePresets({preset(u"Silent"_s, silent), preset(u"Other"_s, other.address())});
    QSignalSpy found(m_servers.get(), &LocalServers::found);
    m_servers->look();
    QTRY_COMPARE(found.size(), 1);
    QCOMPARE(found.first().first().value<LocalServer>().candidates.first().name, u"Other"_s);
    QTRY_VERIFY(m_servers->findChildren<QTcpSocket *>().isEmpty());
    QCOMPARE(found.size(), 1);
}

void TestLocalServers::onlyLocalPresetsAreLookedFor()
{
    usePresets({preset(u"Hosted"_s, m_listener->address(), false)});
    m_servers->look();
    QVERIFY(m_servers->findChildren<QTcpSocket *>().isEmpty());
}

void TestLocalServers::onlyThisMachineIsLookedAt()
{
    usePresets({preset(u"Neighbour"_s, u"http://192.0.2.1:8080"_s)});
    m_servers->look();
    QVERIFY(m_servers->findChildren<QTcpSocket *>().isEmpty());
}

void TestLocalServers::presetsWithOneAddressAreOneQuestion()
{
    usePresets({preset(u"Workshop"_s, m_listener->address()), preset(u"Atelier"_s, m_listener->address())});
    QSignalSpy found(m_servers.get(), &LocalServers::found);
    m_servers->look();
    QTRY_COMPARE(found.size(), 1);
    QStringList names;
    for (const Channel &candidate : found.first().first().value<LocalServer>().candidates)
        names.append(candidate.name);
    QCOMPARE(names, QStringList({u"Atelier"_s, u"Workshop"_s}));
}

void TestLocalServers::aChannelThatExistsIsNotAskedFor()
{
    m_harness->plugin->setModels(QList<ModelInfo>());
    QSignalSpy added(m_servers.get(), &LocalServers::added);
    QSignalSpy found(m_servers.get(), &LocalServers::found);
    m_servers->look();
    QTRY_COMPARE(found.size(), 1);
    m_servers->add(found.first().first().value<LocalServer>().candidates.first());
    QTRY_COMPARE(added.size(), 1);
    LocalServers again(*m_harness->workspace, m_harness->plugins, *m_harness->engine);
    again.look();
    QVERIFY(again.findChildren<QTcpSocket *>().isEmpty());
}

void TestLocalServers::declinedStaysDeclined()
{
    QVERIFY(m_servers->decline(QUrl(m_listener->address())));
    QVERIFY(m_servers->decline(QUrl(m_listener->address())));
    m_servers->look();
    QVERIFY(m_servers->findChildren<QTcpSocket *>().isEmpty());
    LocalServers again(*m_harness->workspace, m_harness->plugins, *m_harness->engine);
    again.look();
    QVERIFY(again.findChildren<QTcpSocket *>().isEmpty());
}

void TestLocalServers::yesAsksForModelsAndSaves()
{
    m_harness->plugin->setModels(QList<ModelInfo>{{.id = u"one"_s}, {.id = u"two"_s}});
    QSignalSpy found(m_servers.get(), &LocalServers::found);
    QSignalSpy added(m_servers.get(), &LocalServers::added);
    m_servers->look();
    QTRY_COMPARE(found.size(), 1);
    m_servers->add(found.first().first().value<LocalServer>().candidates.first());
    QTRY_COMPARE(added.size(), 1);
    QCOMPARE(added.first().at(1).value<QList<ModelInfo>>().size(), 2);
    QCOMPARE(m_harness->channels(), QList<Channel>{added.first().at(0).value<Channel>()});
    QCOMPARE(m_harness->channels().first().origin, QUrl(m_listener->address()));
}

void TestLocalServers::aNameThatIsTakenGetsANumber()
{
    m_harness->saved(u"workshop"_s);
    m_harness->plugin->setModels(QList<ModelInfo>());
    QSignalSpy found(m_servers.get(), &LocalServers::found);
    QSignalSpy added(m_servers.get(), &LocalServers::added);
    m_servers->look();
    QTRY_COMPARE(found.size(), 1);
    m_servers->add(found.first().first().value<LocalServer>().candidates.first());
    QTRY_COMPARE(added.size(), 1);
    QCOMPARE(added.first().at(0).value<Channel>().name, u"Workshop 2"_s);
}

void TestLocalServers::aServerThatGivesNoModelsIsNotAdded()
{
    m_harness->plugin->setModels(
        std::unexpected(Error{.code = ErrorCode::Protocol, .message = u"This is a printer."_s, .detail = {}}));
    QSignalSpy found(m_servers.get(), &LocalServers::found);
    QSignalSpy failed(m_servers.get(), &LocalServers::failed);
    m_servers->look();
    QTRY_COMPARE(found.size(), 1);
    m_servers->add(found.first().first().value<LocalServer>().candidates.first());
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.first().at(1).value<Error>().message, u"This is a printer."_s);
    QVERIFY(m_harness->channels().isEmpty());
}

void TestLocalServers::theBarAsksAndAdds()
{
    m_harness->plugin->setModels(QList<ModelInfo>{{.id = u"one"_s}});
    LocalServerBar bar(*m_servers);
    QSignalSpy added(&bar, &LocalServerBar::added);
    QSignalSpy wanted(&bar, &LocalServerBar::targetsRequested);
    QVERIFY(bar.isHidden());
    m_servers->look();
    QTRY_VERIFY(!bar.isHidden());
    QVERIFY2(bar.text().contains(u"where Workshop usually does"_s), qPrintable(bar.text()));
    QCOMPARE(m_listener->received, QByteArray());
    button(bar, u"Add channel"_s)->click();
    QTRY_COMPARE(added.size(), 1);
    QVERIFY2(bar.text().contains(u"“Workshop” was added with 1 model"_s), qPrintable(bar.text()));
    button(bar, u"Add targets…"_s)->click();
    QCOMPARE(wanted.size(), 1);
    QVERIFY(bar.isHidden());
}

void TestLocalServers::theBarDeclines()
{
    LocalServerBar bar(*m_servers);
    m_servers->look();
    QTRY_VERIFY(!bar.isHidden());
    button(bar, u"Don't ask again"_s)->click();
    QVERIFY(bar.isHidden());
    LocalServers again(*m_harness->workspace, m_harness->plugins, *m_harness->engine);
    again.look();
    QVERIFY(again.findChildren<QTcpSocket *>().isEmpty());
}

void TestLocalServers::theBarPutsOff()
{
    LocalServerBar bar(*m_servers);
    m_servers->look();
    QTRY_VERIFY(!bar.isHidden());
    bar.findChild<QToolButton *>()->click();
    QVERIFY(bar.isHidden());
    m_servers->look();
    QTRY_VERIFY(!bar.isHidden());
}

void TestLocalServers::theBarOffersTheFormAfterAFailure()
{
    m_harness->plugin->setModels(
        std::unexpected(Error{.code = ErrorCode::Auth, .message = u"A key is needed."_s, .detail = {}}));
    LocalServerBar bar(*m_servers);
    QSignalSpy form(&bar, &LocalServerBar::formRequested);
    m_servers->look();
    QTRY_VERIFY(!bar.isHidden());
    button(bar, u"Add channel"_s)->click();
    QTRY_VERIFY(bar.text().contains(u"A key is needed."_s));
    button(bar, u"Fill in the form…"_s)->click();
    QCOMPARE(form.size(), 1);
    QCOMPARE(form.first().first().value<Channel>().origin, QUrl(m_listener->address()));
    QVERIFY(bar.isHidden());
}

void TestLocalServers::theBarAsksOneAfterTheOther()
{
    Listener other;
    usePresets({preset(u"Workshop"_s, m_listener->address()), preset(u"Other"_s, other.address())});
    LocalServerBar bar(*m_servers);
    QSignalSpy found(m_servers.get(), &LocalServers::found);
    m_servers->look();
    QTRY_COMPARE(found.size(), 2);
    const QString first = bar.text();
    bar.findChild<QToolButton *>()->click();
    QVERIFY(!bar.isHidden());
    QVERIFY(bar.text() != first);
    bar.findChild<QToolButton *>()->click();
    QVERIFY(bar.isHidden());
}

QTEST_MAIN(TestLocalServers)
#include "tst_localservers.moc"
