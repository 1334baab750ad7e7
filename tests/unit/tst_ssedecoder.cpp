// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/http/ssedecoder.h"
#include "tests/paths.h"
#include "tests/support/parserchecks.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;

using Events = QList<SseEvent>;

static Events decode(const QByteArrayList &chunks)
{
    SseDecoder decoder;
    Events events;
    for (const QByteArray &chunk : chunks)
        events += decoder.feed(chunk);
    return events + decoder.finish();
}

class TestSseDecoder : public QObject
{
    Q_OBJECT

private slots:
    void vectors_data();
    void vectors();
    void deliversAtTheBlankLine();
    void longLines();
};

void TestSseDecoder::vectors_data()
{
    QTest::addColumn<QByteArrayList>("chunks");
    QTest::addColumn<Events>("expected");
    QFile file(QStringLiteral(EVENHAND_TEST_DATA "/vectors/sse.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject vectors = QJsonDocument::fromJson(file.readAll()).object();
    QVERIFY(vectors.size() > 20);
    for (auto vector = vectors.begin(); vector != vectors.end(); ++vector) {
        QByteArrayList chunks;
        for (const QJsonValue &chunk : vector.value()["chunksHex"_L1].toArray())
            chunks << QByteArray::fromHex(chunk.toString().toLatin1());
        Events events;
        for (const QJsonValue &event : vector.value()["events"_L1].toArray())
            events.append({.name = event[0].toString().toUtf8(), .data = event[1].toString().toUtf8()});
        QTest::newRow(vector.key().toLatin1()) << chunks << events;
    }
}

void TestSseDecoder::vectors()
{
    QFETCH(const QByteArrayList, chunks);
    QFETCH(const Events, expected);
    QCOMPARE(decode(chunks), expected);
    const QByteArray bytes = chunks.join();
    QCOMPARE(decode({bytes}), expected);
    QVERIFY(decodesTheSame(decode, bytes, everyCut(bytes)));
}

void TestSseDecoder::deliversAtTheBlankLine()
{
    SseDecoder decoder;
    QCOMPARE(decoder.feed("data: 1\n"), Events());
    QCOMPARE(decoder.feed("\n"), Events({{.name = {}, .data = "1"}}));
    QCOMPARE(decoder.feed("data: 2\r\r"), Events({{.name = {}, .data = "2"}}));
    QCOMPARE(decoder.finish(), Events());
}

void TestSseDecoder::longLines()
{
    const QByteArray data(1'000'000, 'x');
    SseDecoder decoder;
    QCOMPARE(decoder.feed("data: "), Events());
    for (qsizetype i = 0; i < data.size(); i += 1000)
        QCOMPARE(decoder.feed(QByteArrayView(data).sliced(i, 1000)), Events());
    QCOMPARE(decoder.feed("\n\n"), Events({{.name = {}, .data = data}}));
}

QTEST_GUILESS_MAIN(TestSseDecoder)
#include "tst_ssedecoder.moc"
