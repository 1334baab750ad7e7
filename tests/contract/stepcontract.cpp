// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/contract/contract.h"
#include "tests/support/tlsserver.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

QString stepOf(const Error &error)
{
    return error.step ? toString(*error.step) : u"none: "_s + error.message;
}

QString stepOfList(Provider &provider)
{
    const std::unique_ptr<ModelsReply> reply(provider.listModels());
    QSignalSpy spy(reply.get(), &ModelsReply::finished);
    if (!spy.wait())
        return u"nothing came"_s;
    const auto models = spy.first().first().value<ModelList>();
    return models ? u"models came"_s : stepOf(models.error());
}

QString stepOfChat(Provider &provider, const ChatRequest &request)
{
    const std::unique_ptr<ChatReply> reply(provider.chat(request));
    const ChatLog log(reply.get());
    if (!log.waitForEnd())
        return u"nothing came"_s;
    return log.outcomes.first().error ? stepOf(*log.outcomes.first().error) : u"an answer came"_s;
}

QUrl nobodyListens()
{
    QTcpServer closed;
    closed.listen(QHostAddress::LocalHost);
    return QUrl(u"http://127.0.0.1:%1"_s.arg(closed.serverPort()));
}

} // namespace

void Contract::namesTheStep_data()
{
    QTest::addColumn<int>("status"); // 0: the request does not get that far
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<Step>("step");
    QTest::newRow("no such host") << 0 << QByteArray() << Step::Name;
    QTest::newRow("refused") << 0 << QByteArray() << Step::Connection;
    QTest::newRow("not trusted") << 0 << QByteArray() << Step::Security;
    QTest::newRow("wrong key") << 401 << QByteArray("Who are you?") << Step::SignIn;
    QTest::newRow("not allowed") << 403 << QByteArray("You must not do this.") << Step::Permission;
    QTest::newRow("no such model") << 404 << QByteArray("The model contract was not found.") << Step::Model;
}

// What a test of a channel, and a lane that fails, tell the person.
void Contract::namesTheStep()
{
    if (!m_network)
        QSKIP("This plugin uses no network.");
    QFETCH(const int, status);
    QFETCH(const QByteArray, words);
    QFETCH(const Step, step);
    if (step == Step::Name && m_network->keepsCredentialsHere())
        QSKIP("It has no credentials for another host.");
    TlsServer stranger;
    const QUrl url = step == Step::Name         ? QUrl(u"https://no-such-host.invalid"_s)
                     : step == Step::Connection ? nobodyListens()
                     : step == Step::Security   ? stranger.url().adjusted(QUrl::RemovePath)
                                                : m_network->server.url();
    m_network->server.setAnswer(jsonAnswer(status, m_network->errorBody("", words)));
    const std::unique_ptr<Provider> provider = m_network->providerAt(url);
    QCOMPARE(stepOfChat(*provider, m_fixture->request()), toString(step));
    if (step != Step::Model)
        QCOMPARE(stepOfList(*provider), toString(step));
    QCOMPARE(stranger.received(), QByteArray());
}

} // namespace evenhand
