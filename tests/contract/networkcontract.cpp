// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/contract/contract.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

#define SKIP_WITHOUT_NETWORK()                                                                                         \
    if (!m_network)                                                                                                    \
    QSKIP("This plugin uses no network.")

namespace evenhand {

namespace {

// A chat from its beginning to its end.
struct Chat
{
    Chat(Provider &provider, const ChatRequest &request)
        : reply(provider.chat(request))
        , log(reply.get())
        , ended(log.waitForEnd())
    {
    }

    std::unique_ptr<ChatReply> reply;
    ChatLog log;
    bool ended;
};

ServerAnswer withEnd(ServerAnswer answer, ServerAnswer::End end)
{
    answer.end = end;
    return answer;
}

} // namespace

void Contract::readsWhateverTheWireDoes_data()
{
    QTest::addColumn<QByteArray>("lineEnd");
    QTest::addColumn<QByteArray>("before"); // each event
    QTest::addColumn<ServerAnswer::Framing>("framing");
    QTest::addColumn<bool>("byteByByte");
    const auto chunked = ServerAnswer::Framing::Chunked;
    QTest::newRow("byte by byte") << QByteArray("\n") << QByteArray() << chunked << true;
    QTest::newRow("CRLF") << QByteArray("\r\n") << QByteArray() << chunked << false;
    QTest::newRow("CRLF byte by byte") << QByteArray("\r\n") << QByteArray() << chunked << true;
    QTest::newRow("CR") << QByteArray("\r") << QByteArray() << chunked << true;
    QTest::newRow("comments") << QByteArray("\n") << QByteArray(": keep-alive\n\n\n: and on\n") << chunked << false;
    QTest::newRow("byte order mark") << QByteArray("\n") << QByteArray("\xEF\xBB\xBF") << chunked << false;
    QTest::newRow("content length") << QByteArray("\n") << QByteArray() << ServerAnswer::Framing::Length << false;
    QTest::newRow("until close") << QByteArray("\n") << QByteArray() << ServerAnswer::Framing::UntilClose << true;
}

void Contract::readsWhateverTheWireDoes()
{
    SKIP_WITHOUT_NETWORK();
    QFETCH(const QByteArray, lineEnd);
    QFETCH(const QByteArray, before);
    QFETCH(const ServerAnswer::Framing, framing);
    QFETCH(const bool, byteByByte);
    if (!m_network->sendsServerSentEvents() && (lineEnd != "\n" || !before.isEmpty()))
        QSKIP("This is about server-sent events.");
    const bool mark = before.startsWith('\xEF');
    QByteArray bytes = mark ? before : QByteArray();
    for (const QByteArray &piece : m_network->stream(plainAnswer()))
        bytes += mark ? piece : before + piece;
    ServerAnswer answer = m_network->streamed(bytes.replace("\n", lineEnd));
    answer.framing = framing;
    answer.byteByByte = byteByByte;

    const std::unique_ptr<Provider> provider = m_network->providerOf(answer);
    const Chat chat(*provider, m_fixture->request());
    QCOMPARE(said(chat.log.events), said(plainAnswer()));
    QCOMPARE(chat.log.outcomes, QList<ChatOutcome>({ChatOutcome()}));
}

void Contract::deliversEachReadAtOnce()
{
    SKIP_WITHOUT_NETWORK();
    const QByteArrayList pieces = m_network->stream(plainAnswer());
    ServerAnswer answer = m_network->streamed(pieces.at(0) + pieces.at(1));
    answer.body.append({.bytes = pieces.mid(2).join(), .pause = 200ms});
    const std::unique_ptr<Provider> provider = m_network->providerOf(answer);
    const Chat chat(*provider, m_fixture->request());

    QList<QStringList> batches;
    for (const ChatEvents &batch : chat.log.batches) {
        if (const QStringList lines = said(batch); !lines.isEmpty())
            batches.append(lines);
    }
    QCOMPARE(batches, QList<QStringList>({said(plainAnswer().first(2)), said(plainAnswer().sliced(2))}));
}

void Contract::reportsPhasesInOrder()
{
    SKIP_WITHOUT_NETWORK();
    const std::unique_ptr<Provider> provider = m_network->providerOf(plainAnswer(), 0ms);
    const Chat first(*provider, m_fixture->request());
    const QList<PhaseReached> all{{Phase::Connecting}, {Phase::RequestSent}, {Phase::FirstByte}};
    QCOMPARE(first.log.all<PhaseReached>(), all);
    QVERIFY(std::holds_alternative<RequestRecord>(first.log.events.first()));
    const Chat second(*provider, m_fixture->request());
    QCOMPARE(second.log.all<PhaseReached>(), all.sliced(1));
}

void Contract::recordsTheRequestAsItWent()
{
    SKIP_WITHOUT_NETWORK();
    const std::unique_ptr<Provider> provider = m_network->providerOf(plainAnswer(), 0ms);
    ChatRequest request = m_fixture->request();
    request.messages.last().text = u"A long prompt. "_s.repeated(100'000);
    const Chat chat(*provider, request);
    const QList<RequestRecord> records = chat.log.all<RequestRecord>();
    QCOMPARE(records.size(), 1);
    const SeenRequest seen = m_network->server.requests().first();
    QCOMPARE(records.first().method, seen.method);
    QCOMPARE(records.first().url, m_network->server.url(QString::fromLatin1(seen.target)));
    QCOMPARE(records.first().body, seen.body);
    QVERIFY(seen.body.contains(request.messages.last().text.toUtf8()));
    for (const Header &header : records.first().headers) {
        if (header.value != "…")
            QCOMPARE(header.value, seen.header(header.name));
    }
    QCOMPARE(seen.header("user-agent"), "Contract/1");
    QCOMPARE(seen.header("accept-encoding"), "identity");
    QCOMPARE(seen.header("cookie"), QByteArray());
    QVERIFY(m_network->sawKey(seen));
    QVERIFY(!m_fixture->askedOrigins().isEmpty());
    for (const QUrl &origin : m_fixture->askedOrigins())
        QCOMPARE(origin, m_network->server.url());
}

void Contract::reusesTheConnection()
{
    SKIP_WITHOUT_NETWORK();
    ServerAnswer answer = m_network->streamed(m_network->stream(plainAnswer()).join());
    answer.body.append({.bytes = m_network->keepAlive(), .pause = 50ms});
    const std::unique_ptr<Provider> provider = m_network->providerOf(answer);
    for (int i = 0; i < 3; ++i) {
        const Chat chat(*provider, m_fixture->request());
        QTRY_VERIFY(m_network->server.requests().last().ended);
    }
    for (const SeenRequest &seen : m_network->server.requests()) {
        QCOMPARE(seen.connection, 0);
        QVERIFY(!seen.closedByClient);
    }
}

void Contract::waitsForNothingAfterTheEnd()
{
    SKIP_WITHOUT_NETWORK();
    if (!m_network->hasEnd())
        QSKIP("Only the server can end this stream.");
    const std::unique_ptr<Provider> provider = m_network->providerOf(
        withEnd(m_network->streamed(m_network->stream(plainAnswer()).join()), ServerAnswer::End::Stall));
    const Chat chat(*provider, m_fixture->request());
    QCOMPARE(chat.log.outcomes, QList<ChatOutcome>({ChatOutcome()}));
    QTRY_COMPARE(m_network->server.openConnections(), 0);
}

void Contract::closesTheConnectionWhenCancelled()
{
    SKIP_WITHOUT_NETWORK();
    const std::unique_ptr<Provider> provider = m_network->providerOf(plainAnswer(), 50ms);
    const std::unique_ptr<ChatReply> cancelled(provider->chat(m_fixture->request()));
    std::unique_ptr<ChatReply> deleted(provider->chat(m_fixture->request()));
    ChatLog cancelledLog(cancelled.get());
    ChatLog deletedLog(deleted.get());
    QTRY_VERIFY(!cancelledLog.all<ReasoningDelta>().isEmpty() && !deletedLog.all<ReasoningDelta>().isEmpty());
    cancelled->cancel();
    deleted.reset();
    QTRY_VERIFY(std::ranges::all_of(m_network->server.requests(), &SeenRequest::closedByClient));
    QTRY_COMPARE(m_network->server.openConnections(), 0);
}

void Contract::readsAnAnswerInOnePiece()
{
    SKIP_WITHOUT_NETWORK();
    const std::unique_ptr<Provider> provider =
        m_network->providerOf(jsonAnswer(200, "\n\n" + m_network->document(plainAnswer())));
    const Chat chat(*provider, m_fixture->request());
    QCOMPARE(said(chat.log.events), said(plainAnswer()));
    QCOMPARE(chat.log.outcomes, QList<ChatOutcome>({ChatOutcome()}));
}

void Contract::timesOutInSilence()
{
    SKIP_WITHOUT_NETWORK();
    const std::unique_ptr<Provider> provider = m_network->providerOf(
        withEnd(m_network->streamed(m_network->stream(plainAnswer()).first(2).join()), ServerAnswer::End::Stall));
    ChatRequest request = m_fixture->request();
    request.limits.idle = 100ms;
    const Chat chat(*provider, request);
    QCOMPARE(said(chat.log.events), said(plainAnswer().first(2)));
    QCOMPARE(chat.log.errorCode(), u"timeout"_s);
    QVERIFY(chat.log.outcomes.first().retryable);
    QTRY_COMPARE(m_network->server.openConnections(), 0);
}

void Contract::waitsForASlowBeginning()
{
    SKIP_WITHOUT_NETWORK();
    ServerAnswer answer = m_network->streamed(m_network->stream(plainAnswer()).join());
    answer.delay = 400ms;
    const std::unique_ptr<Provider> provider = m_network->providerOf(answer);
    ChatRequest request = m_fixture->request();
    request.limits.idle = 50ms;
    const Chat chat(*provider, request);
    QCOMPARE(chat.log.outcomes, QList<ChatOutcome>({ChatOutcome()}));
}

void Contract::takesKeepAlivesForLife()
{
    SKIP_WITHOUT_NETWORK();
    ServerAnswer answer = m_network->streamed(m_network->keepAlive());
    for (int i = 0; i < 10; ++i)
        answer.body.append({.bytes = m_network->keepAlive(), .pause = 150ms});
    answer.body.append({.bytes = m_network->stream(plainAnswer()).join()});
    const std::unique_ptr<Provider> provider = m_network->providerOf(answer);
    ChatRequest request = m_fixture->request();
    request.limits.idle = 1s;
    const Chat chat(*provider, request);
    QCOMPARE(said(chat.log.events), said(plainAnswer()));
    QCOMPARE(chat.log.outcomes, QList<ChatOutcome>({ChatOutcome()}));
}

void Contract::givesUpAtTheTotal()
{
    SKIP_WITHOUT_NETWORK();
    const std::unique_ptr<Provider> provider = m_network->providerOf({.status = 0, .end = ServerAnswer::End::Stall});
    ChatRequest request = m_fixture->request();
    request.limits.total = 100ms;
    const Chat chat(*provider, request);
    QCOMPARE(chat.log.errorCode(), u"timeout"_s);
    QVERIFY(!chat.log.outcomes.first().retryable);
    QTRY_COMPARE(m_network->server.openConnections(), 0);
}

void Contract::keepsWhatACutAnswerSaid_data()
{
    QTest::addColumn<ServerAnswer::Framing>("framing");
    QTest::addColumn<ServerAnswer::End>("end");
    QTest::newRow("chunked, closed") << ServerAnswer::Framing::Chunked << ServerAnswer::End::Fin;
    QTest::newRow("chunked, ended") << ServerAnswer::Framing::Chunked << ServerAnswer::End::Complete;
    QTest::newRow("chunked, reset") << ServerAnswer::Framing::Chunked << ServerAnswer::End::Reset;
    QTest::newRow("length, closed") << ServerAnswer::Framing::Length << ServerAnswer::End::Fin;
    QTest::newRow("until close") << ServerAnswer::Framing::UntilClose << ServerAnswer::End::Complete;
}

void Contract::keepsWhatACutAnswerSaid()
{
    SKIP_WITHOUT_NETWORK();
    QFETCH(const ServerAnswer::Framing, framing);
    QFETCH(const ServerAnswer::End, end);
    ServerAnswer answer = withEnd(m_network->streamed(m_network->stream(plainAnswer()).first(2).join()), end);
    answer.framing = framing;
    // A reset throws away what the other side has not read yet.
    answer.body.append({.bytes = m_network->tornPiece(), .pause = 100ms});
    const std::unique_ptr<Provider> provider = m_network->providerOf(answer);
    const Chat chat(*provider, m_fixture->request());
    QCOMPARE(said(chat.log.events), said(plainAnswer().first(2)));
    QCOMPARE(chat.log.errorCode(), u"protocol"_s);
    QVERIFY(chat.log.outcomes.first().retryable);
    QCOMPARE(m_network->server.requests().size(), 1);
}

void Contract::sendsNothingTwiceByItself_data()
{
    QTest::addColumn<ServerAnswer::End>("end");
    QTest::addColumn<bool>("onReusedConnection");
    QTest::newRow("closed") << ServerAnswer::End::Fin << false;
    QTest::newRow("reset") << ServerAnswer::End::Reset << false;
    QTest::newRow("closed, connection reused") << ServerAnswer::End::Fin << true;
    QTest::newRow("reset, connection reused") << ServerAnswer::End::Reset << true;
}

void Contract::sendsNothingTwiceByItself()
{
    SKIP_WITHOUT_NETWORK();
    QFETCH(const ServerAnswer::End, end);
    QFETCH(const bool, onReusedConnection);
    const std::unique_ptr<Provider> provider = m_network->providerAt(m_network->server.url());
    m_network->server.setAnswer(m_network->streamed(m_network->stream(plainAnswer()).join()));
    if (onReusedConnection)
        QVERIFY(Chat(*provider, m_fixture->request()).ended);
    m_network->server.setAnswer({.status = 0, .delay = 20ms, .end = end});
    const Chat chat(*provider, m_fixture->request());
    QCOMPARE(chat.log.errorCode(), u"network"_s);
    QVERIFY(chat.log.outcomes.first().retryable);
    QCOMPARE(m_network->server.requests().size(), onReusedConnection ? 2 : 1);
    runAnother();
    QCOMPARE(m_network->server.requests().size(), onReusedConnection ? 3 : 2);
}

void Contract::saysThatNothingListens()
{
    SKIP_WITHOUT_NETWORK();
    QTcpServer closed;
    QVERIFY(closed.listen(QHostAddress::LocalHost));
    const QUrl url(u"http://127.0.0.1:%1"_s.arg(closed.serverPort()));
    closed.close();
    const std::unique_ptr<Provider> provider = m_network->providerAt(url);
    const Chat chat(*provider, m_fixture->request());
    QCOMPARE(chat.log.errorCode(), u"network"_s);
    QVERIFY(chat.log.outcomes.first().error->message.contains(url.toString()));
    QVERIFY(chat.log.outcomes.first().error->step == Step::Connection);
    QVERIFY(chat.log.outcomes.first().retryable);
}

void Contract::capsTheSize()
{
    SKIP_WITHOUT_NETWORK();
    const QByteArrayList pieces = m_network->stream(plainAnswer());
    const std::unique_ptr<Provider> provider = m_network->providerOf(m_network->streamed(pieces.join()));
    ChatRequest request = m_fixture->request();
    request.limits.maxBytes = pieces.first(2).join().size() + 5;
    const Chat chat(*provider, request);
    QCOMPARE(said(chat.log.events), said(plainAnswer().first(2)));
    QCOMPARE(chat.log.errorCode(), u"too_large"_s);
    QVERIFY(!chat.log.outcomes.first().retryable);
}

void Contract::mapsStatuses_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QList<Header>>("headers");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<bool>("retryable");
    QTest::addColumn<int>("retryAfter"); // ms; -1: none
    const QList<Header> none;
    QTest::newRow("401") << 401 << QByteArray() << none << u"auth"_s << false << -1;
    QTest::newRow("401, asking for a password")
        << 401 << QByteArray() << QList<Header>{{"WWW-Authenticate", "Basic realm=\"x\""}} << u"auth"_s << false << -1;
    QTest::newRow("403") << 403 << QByteArray() << none << u"auth"_s << false << -1;
    QTest::newRow("404") << 404 << QByteArray() << none << u"bad_request"_s << false << -1;
    QTest::newRow("429") << 429 << QByteArray() << none << u"rate_limit"_s << true << -1;
    QTest::newRow("429, later") << 429 << QByteArray() << QList<Header>{{"Retry-After", "2"}} << u"rate_limit"_s << true
                                << 2000;
    QTest::newRow("429, quota") << 429 << QByteArray("insufficient_quota") << none << u"quota"_s << false << -1;
    QTest::newRow("500") << 500 << QByteArray() << none << u"server"_s << true << -1;
    QTest::newRow("500, not again") << 500 << QByteArray() << QList<Header>{{"X-Should-Retry", "false"}} << u"server"_s
                                    << false << -1;
    QTest::newRow("503") << 503 << QByteArray() << QList<Header>{{"retry-after-ms", "70.5"}} << u"overloaded"_s << true
                         << 71;
}

void Contract::mapsStatuses()
{
    SKIP_WITHOUT_NETWORK();
    QFETCH(const int, status);
    QFETCH(const QByteArray, code);
    QFETCH(const QList<Header>, headers);
    QFETCH(const QString, expected);
    QFETCH(const bool, retryable);
    QFETCH(const int, retryAfter);
    if (expected == "quota"_L1 && !m_network->tellsQuota())
        QSKIP("This provider has no word for that.");
    ServerAnswer answer = jsonAnswer(status, m_network->errorBody(code, "The provider's own words."));
    answer.headers += headers + QList<Header>{{"x-request-id", "req-7"}, {"x-ratelimit-remaining-requests", "0"}};
    const std::unique_ptr<Provider> provider = m_network->providerOf(answer);
    const Chat chat(*provider, m_fixture->request());
    QCOMPARE(chat.log.errorCode(), expected);
    const ChatOutcome outcome = chat.log.outcomes.first();
    QVERIFY(outcome.error->message.contains("The provider's own words."_L1));
    QCOMPARE(outcome.retryable, retryable);
    QCOMPARE(outcome.retryAfter, retryAfter < 0 ? std::nullopt : std::optional(std::chrono::milliseconds(retryAfter)));
    QCOMPARE(chat.log.all<Identity>().first().requestId, u"req-7"_s);
    QCOMPARE(chat.log.all<RateLimits>().first().requests.remaining, 0);
    QCOMPARE(chat.log.text(), QString());
    QCOMPARE(m_network->server.requests().size(), 1);
}

void Contract::mapsStatusesOfLists()
{
    SKIP_WITHOUT_NETWORK();
    m_network->server.setAnswer(jsonAnswer(401, m_network->errorBody({}, ProviderFixture::canary)));
    const std::unique_ptr<Provider> provider = m_network->providerAt(m_network->server.url());
    const std::unique_ptr<ModelsReply> reply(provider->listModels());
    QSignalSpy spy(reply.get(), &ModelsReply::finished);
    QTRY_COMPARE(spy.size(), 1);
    const Error error = spy.first().first().value<ModelList>().error();
    QCOMPARE(toString(error.code), u"auth"_s);
    QVERIFY(!(error.message + error.detail).contains(QLatin1StringView(ProviderFixture::canary)));
}

void Contract::takesNoPageForAnAnswer()
{
    SKIP_WITHOUT_NETWORK();
    ServerAnswer page = jsonAnswer(200, "<!DOCTYPE html><html><head><title>Please log in</title></head></html>");
    page.headers = {{"Content-Type", "text/html"}};
    const std::unique_ptr<Provider> provider = m_network->providerOf(page);
    const Chat chat(*provider, m_fixture->request());
    QCOMPARE(chat.log.errorCode(), u"protocol"_s);
    QVERIFY(chat.log.outcomes.first().error->message.contains("Please log in"_L1));
    QCOMPARE(chat.log.text(), QString());
}

void Contract::followsNoRedirect_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {301, 302, 303, 307, 308})
        QTest::addRow("%d", status) << status;
}

void Contract::followsNoRedirect()
{
    SKIP_WITHOUT_NETWORK();
    QFETCH(const int, status);
    ScriptedServer elsewhere;
    ServerAnswer answer = jsonAnswer(status, "{}");
    answer.headers.append({"Location", elsewhere.url(u"/v1/taken"_s).toEncoded()});
    const std::unique_ptr<Provider> provider = m_network->providerOf(answer);
    const Chat chat(*provider, m_fixture->request());
    QCOMPARE(chat.log.errorCode(), u"network"_s);
    QVERIFY(chat.log.outcomes.first().error->message.contains(elsewhere.url().toString()));
    QVERIFY(!chat.log.outcomes.first().retryable);
    runAnother();
    QCOMPARE(elsewhere.requests().size(), 0);
    QCOMPARE(elsewhere.openConnections(), 0);
}

void Contract::keepsTheKeySecret_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("location");
    QTest::newRow("wrong key") << 401 << QByteArray();
    QTest::newRow("bad request") << 400 << QByteArray();
    QTest::newRow("error in an answer") << 200 << QByteArray();
    QTest::newRow("redirect") << 307 << QByteArray("/") + ProviderFixture::canary;
}

void Contract::keepsTheKeySecret()
{
    SKIP_WITHOUT_NETWORK();
    QFETCH(const int, status);
    QFETCH(const QByteArray, location);
    const QByteArray words = QByteArray("Incorrect key: ") + ProviderFixture::canary;
    ServerAnswer answer = jsonAnswer(status, m_network->errorBody("code", words));
    if (!location.isEmpty())
        answer.headers.append({"Location", location});
    const std::unique_ptr<Provider> provider = m_network->providerOf(answer);
    const Chat chat(*provider, m_fixture->request());
    QVERIFY(m_network->sawKey(m_network->server.requests().first()));
    QVERIFY(!chat.log.errorCode().isEmpty());
    const QString everything = chat.log.everything();
    QVERIFY2(!everything.contains(QLatin1StringView(ProviderFixture::canary)), qPrintable(everything));
}

} // namespace evenhand
