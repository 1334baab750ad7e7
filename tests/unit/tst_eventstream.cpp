// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/http/eventstream.h"
#include "tests/paths.h"
#include "tests/support/eventframes.h"
#include "tests/support/parserchecks.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace evenhand;

using Messages = QList<EventStreamMessage>;

static QHash<QString, QByteArray> frames()
{
    QFile file(QStringLiteral(EVENHAND_TEST_DATA "/vectors/eventstream.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The vectors cannot be read: %s", qPrintable(file.errorString()));
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    QHash<QString, QByteArray> frames;
    for (auto frame = json.begin(); frame != json.end(); ++frame)
        frames.insert(frame.key(), QByteArray::fromHex(frame.value().toString().toLatin1()));
    return frames;
}

static EventStreamMessage event(const QString &type, const QByteArray &payload)
{
    return {.fields = {{":event-type", type}, {":content-type", u"application/json"_s}, {":message-type", u"event"_s}},
            .payload = payload};
}

static const EventStreamMessage started = event(u"messageStart"_s, R"({"p":"abcd","role":"assistant"})");
static const EventStreamMessage delta =
    event(u"contentBlockDelta"_s, R"({"contentBlockIndex":0,"delta":{"text":"Hé😀"},"p":"ab"})");
static const EventStreamMessage failed{.fields = {{":exception-type", u"throttlingException"_s},
                                                  {":content-type", u"application/json"_s},
                                                  {":message-type", u"exception"_s}},
                                       .payload = R"({"message":"Too many tokens"})"};

class TestEventStream : public QObject
{
    Q_OBJECT

private slots:
    void vectors_data();
    void vectors();
    void writesWhatTheVectorsSay();
    void splitAtEveryByte();
    void refusesEveryWrongBit();
    void refusesLengths_data();
    void refusesLengths();
    void refusesHeaders_data();
    void refusesHeaders();
    void knowsARest();
    void takesTheLongestFrame();
};

void TestEventStream::vectors_data()
{
    QTest::addColumn<EventStreamMessage>("expected");
    QTest::newRow("messageStart") << started;
    QTest::newRow("delta") << delta;
    QTest::newRow("exception") << failed;
    QTest::newRow("error") << EventStreamMessage{
        .fields = {{":error-code", u"InternalError"_s}, {":error-message", u"boom"_s}, {":message-type", u"error"_s}}};
    QTest::newRow("empty") << EventStreamMessage();
    QTest::newRow("alltypes") << EventStreamMessage{
        .fields = {{"t", true},
                   {"f", false},
                   {"b", qint64(-1)},
                   {"s", qint64(258)},
                   {"i", qint64(16909060)},
                   {"l", qint64(1000000000000)},
                   {"y", QByteArray("\x01\x02")},
                   {"z", u"é"_s},
                   {"d", QDateTime::fromMSecsSinceEpoch(1767323045678, QTimeZone::UTC)},
                   {"u", QUuid(u"00112233-4455-6677-8899-aabbccddeeff"_s)}},
        .payload = "x"};
}

void TestEventStream::vectors()
{
    QFETCH(const EventStreamMessage, expected);
    EventStreamDecoder decoder;
    QCOMPARE(decoder.feed(frames().value(QString::fromLatin1(QTest::currentDataTag()))), Messages({expected}));
    QVERIFY(!decoder.isBroken());
    QVERIFY(!decoder.hasRest());
}

void TestEventStream::writesWhatTheVectorsSay()
{
    QCOMPARE(eventStreamFrame(started), frames()[u"messageStart"_s]);
    QCOMPARE(eventStreamFrame(delta), frames()[u"delta"_s]);
    QCOMPARE(eventStreamFrame({}), frames()[u"empty"_s]);
}

static QByteArray wholeStream()
{
    const QHash<QString, QByteArray> all = frames();
    return all[u"messageStart"_s] + all[u"delta"_s] + all[u"empty"_s] + all[u"exception"_s];
}
static const Messages wholeMessages{started, delta, {}, failed};

static Messages decode(const QByteArrayList &reads)
{
    EventStreamDecoder decoder;
    Messages messages;
    for (const QByteArray &bytes : reads)
        messages += decoder.feed(bytes);
    return messages;
}

void TestEventStream::splitAtEveryByte()
{
    const QByteArray bytes = wholeStream();
    QCOMPARE(decode({bytes}), wholeMessages);
    QVERIFY(decodesTheSame(decode, bytes, everyCut(bytes)));
}

// Prelude, headers, payload and both checksums: a bit that the network turned is noticed wherever it is, and nothing of
// the frame is believed.
void TestEventStream::refusesEveryWrongBit()
{
    const QByteArray first = frames()[u"messageStart"_s];
    const QByteArray second = frames()[u"delta"_s];
    for (qsizetype i = 0; i < second.size(); ++i) {
        QByteArray wrong = second;
        wrong[i] = char(wrong[i] ^ 0x10);
        EventStreamDecoder decoder;
        QCOMPARE(decoder.feed(first + wrong + first), Messages({started}));
        QVERIFY(decoder.isBroken());
        QCOMPARE(decoder.feed(first), Messages());
    }
}

void TestEventStream::refusesLengths_data()
{
    QTest::addColumn<quint32>("total");
    QTest::addColumn<quint32>("headers");
    QTest::addColumn<bool>("refused");
    const auto longest = quint32(EventStreamDecoder::longestFrame);
    QTest::newRow("nothing") << quint32(0) << quint32(0) << true;
    QTest::newRow("one less than the smallest") << quint32(15) << quint32(0) << true;
    QTest::newRow("the smallest") << quint32(16) << quint32(0) << false;
    QTest::newRow("headers reach into the checksum") << quint32(116) << quint32(101) << true;
    QTest::newRow("nothing but headers") << quint32(116) << quint32(100) << false;
    QTest::newRow("the longest") << longest << quint32(0) << false;
    QTest::newRow("longer than that") << longest + 1 << quint32(0) << true;
    QTest::newRow("all bits") << quint32(0xFFFFFFFF) << quint32(0xFFFFFFFF) << true;
}

void TestEventStream::refusesLengths()
{
    QFETCH(const quint32, total);
    QFETCH(const quint32, headers);
    QFETCH(const bool, refused);
    EventStreamDecoder decoder;
    QCOMPARE(decoder.feed(eventPrelude(total, headers)), Messages());
    QCOMPARE(decoder.isBroken(), refused);
}

void TestEventStream::refusesHeaders_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::newRow("name cut") << QByteArray("\x05"
                                            "ab",
                                            3);
    QTest::newRow("no type") << QByteArray("\x01"
                                           "a",
                                           2);
    QTest::newRow("no name") << QByteArray("\x00\x00", 2);
    QTest::newRow("unknown type") << QByteArray("\x01"
                                                "a\x0A",
                                                3);
    QTest::newRow("number cut") << QByteArray("\x01"
                                              "a\x05\x01\x02",
                                              5);
    QTest::newRow("text cut") << QByteArray("\x01"
                                            "a\x07\x00\x05"
                                            "abc",
                                            8);
    QTest::newRow("length of text cut") << QByteArray("\x01"
                                                      "a\x07\x00",
                                                      4);
    QTest::newRow("UUID cut") << QByteArray("\x01"
                                            "a\x09"
                                            "0123456789abcde",
                                            18);
}

void TestEventStream::refusesHeaders()
{
    QFETCH(const QByteArray, headers);
    EventStreamDecoder decoder;
    QCOMPARE(decoder.feed(eventFrame(headers)), Messages());
    QVERIFY(decoder.isBroken());

    EventStreamDecoder sane;
    QCOMPARE(sane.feed(eventFrame(QByteArray("\x01"
                                             "a\x00",
                                             3))),
             Messages({{.fields = {{"a", true}}}}));
}

void TestEventStream::knowsARest()
{
    const QByteArray frame = frames()[u"delta"_s];
    EventStreamDecoder decoder;
    QVERIFY(!decoder.hasRest());
    decoder.feed(frame + frame.first(1));
    QVERIFY(decoder.hasRest());
    decoder.feed(frame.sliced(1));
    QVERIFY(!decoder.hasRest());
}

void TestEventStream::takesTheLongestFrame()
{
    const EventStreamMessage message{.fields = {}, .payload = QByteArray(EventStreamDecoder::longestFrame - 16, 'x')};
    const QByteArray frame = eventStreamFrame(message);
    EventStreamDecoder decoder;
    Messages messages;
    for (qsizetype i = 0; i < frame.size(); i += 16 * 1024)
        messages += decoder.feed(QByteArrayView(frame).sliced(i, qMin<qsizetype>(16 * 1024, frame.size() - i)));
    QCOMPARE(messages.size(), 1);
    QVERIFY(messages.first() == message);
}

QTEST_GUILESS_MAIN(TestEventStream)
#include "tst_eventstream.moc"
