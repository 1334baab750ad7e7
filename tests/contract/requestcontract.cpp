// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/contract/contract.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

#define SKIP_WITHOUT_NETWORK()                                                                                         \
    if (!m_network)                                                                                                    \
    QSKIP("This plugin uses no network.")

namespace evenhand {

namespace {

struct Chat
{
    Chat(Provider &provider, const ChatRequest &request)
        : reply(provider.chat(request))
        , log(reply.get())
        , ended(log.waitForEnd())
    {
    }

    QString notices() const
    {
        QStringList texts;
        for (const Notice &notice : log.all<Notice>())
            texts << notice.text;
        return texts.join(u'\n');
    }

    std::unique_ptr<ChatReply> reply;
    ChatLog log;
    bool ended;
};

ServerAnswer inOneGo(const NetworkFixture &network, const ChatEvents &answer)
{
    return network.streamed(network.stream(answer).join());
}

AnswerFormat verdictFormat()
{
    const QJsonObject verdict{{u"type"_s, u"string"_s}};
    return {.name = u"verdict"_s,
            .schema = {{u"type"_s, u"object"_s},
                       {u"properties"_s, QJsonObject{{u"verdict"_s, verdict}}},
                       {u"required"_s, QJsonArray{u"verdict"_s}}}};
}

QList<Tool> weatherTools()
{
    const QJsonObject city{{u"type"_s, u"string"_s}};
    return {{.name = u"weather"_s,
             .description = u"Tells the weather."_s,
             .schema = {{u"type"_s, u"object"_s}, {u"properties"_s, QJsonObject{{u"city"_s, city}}}}},
            {.name = u"now"_s, .description = {}, .schema = {{u"type"_s, u"object"_s}}}};
}

} // namespace

void Contract::sendsEachParameterOrSaysWhyNot_data()
{
    QTest::addColumn<QString>("name"); // as notices call it
    QTest::addColumn<Parameters>("parameters");
    QTest::addColumn<QByteArray>("sent");
    QTest::newRow("max_tokens") << u"max_tokens"_s << Parameters{.maxTokens = 3210} << QByteArray("3210");
    QTest::newRow("temperature") << u"temperature"_s << Parameters{.temperature = 0.375} << QByteArray("0.375");
    QTest::newRow("high temperature") << u"temperature"_s << Parameters{.temperature = 1.75} << QByteArray("1.75");
    QTest::newRow("both samplers") << u"top_p"_s << Parameters{.temperature = 0.375, .topP = 0.875}
                                   << QByteArray("0.875");
    QTest::newRow("top_p") << u"top_p"_s << Parameters{.topP = 0.875} << QByteArray("0.875");
    QTest::newRow("seed") << u"seed"_s << Parameters{.seed = 91733} << QByteArray("91733");
    QTest::newRow("large seed") << u"seed"_s << Parameters{.seed = 91733000000} << QByteArray("91733000000");
    QTest::newRow("stop") << u"stop"_s << Parameters{.stop = {u"«halt»"_s}} << QByteArray("«halt»");
    for (const char *effort : {"minimal", "low", "medium", "high", "xhigh", "max"})
        QTest::addRow("effort %s", effort)
            << u"effort"_s << Parameters{.effort = QString::fromLatin1(effort)} << QByteArray(effort);
}

void Contract::sendsEachParameterOrSaysWhyNot()
{
    SKIP_WITHOUT_NETWORK();
    QFETCH(const QString, name);
    QFETCH(const Parameters, parameters);
    QFETCH(const QByteArray, sent);
    const std::unique_ptr<Provider> provider = m_network->providerOf(inOneGo(*m_network, plainAnswer()));
    for (const QString &model : m_network->models()) {
        ChatRequest request = m_fixture->request();
        request.model = model;
        request.parameters = parameters;
        const Chat chat(*provider, request);
        QCOMPARE(chat.log.errorCode(), QString());
        const QByteArray body = m_network->server.requests().last().body.toLower();
        const bool told = chat.notices().contains(name, Qt::CaseInsensitive);
        QVERIFY2(body.contains(sent) || told, qPrintable(model + u'\n' + chat.notices()));
    }
}

void Contract::sendsAttachmentsOrSaysWhyNot_data()
{
    QTest::addColumn<Attachment>("attachment");
    QTest::addColumn<bool>("isText"); // which every provider can take
    const auto row = [](const QString &name, const QString &type, const QByteArray &data, bool isText) {
        QTest::newRow(qPrintable(type)) << Attachment{.name = name, .mediaType = type, .data = data} << isText;
    };
    row(u"a.png"_s, u"image/png"_s, "\x89PNG one", false);
    row(u"b.jpg"_s, u"image/jpeg"_s, "\xFF\xD8\xFF two", false);
    row(u"c.tiff"_s, u"image/tiff"_s, "II*three", false);
    row(u"d.pdf"_s, u"application/pdf"_s, "%PDF-four", false);
    row(u"e.wav"_s, u"audio/x-wav"_s, "RIFFfive", false);
    row(u"f.zip"_s, u"application/zip"_s, "PKsix", false);
    row(u"g.txt"_s, u"text/plain"_s, "seven words of text", true);
    row(u"h.md"_s, u"text/markdown"_s, "# Eight", true);
    row(u"i.py"_s, u"text/x-python"_s, "nine = 9", true);
    row(u"j.json"_s, u"application/json"_s, "{\"ten\":10}", true);
    row(u"k.xml"_s, u"application/xml"_s, "<eleven/>", true);
    row(u"l.svg"_s, u"image/svg+xml"_s, "<svg>twelve</svg>", true);
}

void Contract::sendsAttachmentsOrSaysWhyNot()
{
    SKIP_WITHOUT_NETWORK();
    QFETCH(const Attachment, attachment);
    QFETCH(const bool, isText);
    const std::unique_ptr<Provider> provider = m_network->providerOf(inOneGo(*m_network, plainAnswer()));
    ChatRequest request = m_fixture->request();
    request.messages.last().attachments = {attachment};
    const Chat chat(*provider, request);
    if (chat.log.errorCode() == "invalid_input"_L1 && !isText) {
        QVERIFY(chat.log.outcomes.first().error->message.contains(attachment.name));
        return;
    }
    QCOMPARE(chat.log.errorCode(), QString());
    const QByteArray body = m_network->server.requests().last().body;
    QByteArray asJson = attachment.data;
    asJson.replace('"', "\\\"");
    const bool sent = body.contains(attachment.data.toBase64()) || body.contains(asJson);
    QVERIFY2(sent || (!isText && chat.notices().contains(attachment.name)), qPrintable(chat.notices()));
}

void Contract::asksForJsonOfASchema()
{
    SKIP_WITHOUT_NETWORK();
    const std::unique_ptr<Provider> provider = m_network->providerOf(inOneGo(*m_network, plainAnswer()));
    for (const QString &model : m_network->models()) {
        ChatRequest request = m_fixture->request();
        request.model = model;
        request.format = verdictFormat();
        const Chat chat(*provider, request);
        QCOMPARE(chat.log.errorCode(), QString());
        QVERIFY(m_network->server.requests().last().body.contains("verdict"));
    }
}

// With arguments, without them, and with what is no JSON; then the person asks again.
void Contract::goesOnAfterToolCalls()
{
    SKIP_WITHOUT_NETWORK();
    const std::unique_ptr<Provider> provider = m_network->providerOf(inOneGo(*m_network, plainAnswer()));
    for (const QString &model : m_network->models()) {
        ChatRequest request = m_fixture->request();
        request.model = model;
        request.tools = weatherTools();
        request.messages +=
            {{.role = Role::Assistant,
              .text = u"I look."_s,
              .toolCalls = {{.id = u"call-1"_s, .name = u"weather"_s, .arguments = u"{\"city\":\"Graz\"}"_s},
                            {.id = u"call-2"_s, .name = u"now"_s, .arguments = {}},
                            {.id = u"call-3"_s, .name = u"weather"_s, .arguments = u"{\"city\":"_s}}},
             {.role = Role::Tool, .text = u"It snows."_s, .toolCallId = u"call-1"_s},
             {.role = Role::Tool, .text = u"{\"hour\":7}"_s, .toolCallId = u"call-2"_s},
             {.role = Role::Tool, .text = {}, .toolCallId = u"call-3"_s},
             {.role = Role::User, .text = u"Shall I go out?"_s}};
        const Chat chat(*provider, request);
        QCOMPARE(chat.log.errorCode(), QString());
        const QByteArray body = m_network->server.requests().last().body;
        for (const char *words : {"Tells the weather.", "Graz", "It snows.", "hour", "Shall I go out?"})
            QVERIFY2(body.contains(words), body);
    }
}

void Contract::healsItselfOnce()
{
    SKIP_WITHOUT_NETWORK();
    const NetworkFixture::Refusal refusal = m_network->refusal();
    const ServerAnswer answer = inOneGo(*m_network, plainAnswer());
    const std::unique_ptr<Provider> provider = m_network->providerAt(m_network->server.url());
    ChatRequest request = m_fixture->request();
    request.parameters = refusal.parameters;
    m_network->server.setAnswers({refusal.answer, answer});
    const Chat healed(*provider, request);
    QCOMPARE(said(healed.log.events), said(plainAnswer()));
    QCOMPARE(m_network->server.requests().size(), 2);
    QVERIFY(healed.notices().contains(refusal.name));
    QCOMPARE(healed.log.all<RequestRecord>().size(), 2);

    // What was learned is not tried again, and still said.
    m_network->server.setAnswer(answer);
    const Chat next(*provider, request);
    QCOMPARE(m_network->server.requests().size(), 3);
    QCOMPARE(m_network->server.requests().at(2).body, m_network->server.requests().at(1).body);
    QVERIFY(next.notices().contains(refusal.name));

    // A provider that goes on refusing is not asked for ever.
    const std::unique_ptr<Provider> other = m_network->providerOf(refusal.answer);
    const Chat refused(*other, request);
    QCOMPARE(refused.log.errorCode(), u"unsupported_parameter"_s);
    QCOMPARE(m_network->server.requests().size(), 5);
}

void Contract::keepsWhatWasSaidBeforeAFailure()
{
    SKIP_WITHOUT_NETWORK();
    const QByteArrayList pieces = m_network->stream(plainAnswer());
    const QByteArray failure = m_network->failureInStream("The provider's own words.");
    const std::unique_ptr<Provider> provider =
        m_network->providerOf(m_network->streamed(pieces.first(2).join() + failure + pieces.mid(2).join()));
    const Chat chat(*provider, m_fixture->request());
    QStringList before = said(chat.log.events);
    before.removeIf([](const QString &line) { return line.startsWith("stop"_L1); });
    QCOMPARE(before, said(plainAnswer().first(2)));
    QVERIFY(QStringList({u"server"_s, u"overloaded"_s}).contains(chat.log.errorCode()));
    QVERIFY(chat.log.outcomes.first().error->message.contains("The provider's own words."_L1));
    QVERIFY(chat.log.outcomes.first().retryable);
}

void Contract::mapsFailures_data()
{
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<bool>("retryable");
    QTest::newRow("context length") << ErrorCode::ContextLength << false;
    QTest::newRow("content filter") << ErrorCode::ContentFilter << false;
    QTest::newRow("unsupported parameter") << ErrorCode::UnsupportedParameter << false;
    QTest::newRow("overloaded") << ErrorCode::Overloaded << true;
    QTest::newRow("timeout") << ErrorCode::Timeout << true;
}

void Contract::mapsFailures()
{
    SKIP_WITHOUT_NETWORK();
    QFETCH(const ErrorCode, code);
    QFETCH(const bool, retryable);
    const std::optional<ServerAnswer> answer = m_network->failure(code, "The provider's own words.");
    if (!answer)
        QSKIP("This provider has no word for that.");
    const std::unique_ptr<Provider> provider = m_network->providerOf(*answer);
    const Chat chat(*provider, m_fixture->request());
    QCOMPARE(chat.log.errorCode(), toString(code));
    QCOMPARE(chat.log.outcomes.first().retryable, retryable);
    QVERIFY(chat.log.outcomes.first().error->message.contains("The provider's own words."_L1));
    QCOMPARE(m_network->server.requests().size(), 1);
}

void Contract::saysWhoAnswered()
{
    SKIP_WITHOUT_NETWORK();
    ServerAnswer answer = inOneGo(*m_network, plainAnswer());
    answer.headers.append(Header{"x-request-id", "req-7"});
    const std::unique_ptr<Provider> provider = m_network->providerOf(answer);
    const Chat chat(*provider, m_fixture->request());
    const QList<Identity> claims = chat.log.all<Identity>();
    const auto claimed = [&](auto member) {
        return std::ranges::any_of(claims, [&](const Identity &identity) { return !(identity.*member).isEmpty(); });
    };
    QVERIFY(claimed(&Identity::requestId));
    QVERIFY(claimed(&Identity::model) || claimed(&Identity::region));
    QVERIFY(!chat.log.all<Stopped>().first().raw.isEmpty());
    QVERIFY(!chat.log.all<UsageReport>().last().raw.isEmpty());
}

} // namespace evenhand
