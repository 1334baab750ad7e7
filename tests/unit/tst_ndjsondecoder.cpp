// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/http/ndjsondecoder.h"
#include "tests/support/parserchecks.h"

#include <QTest>

using namespace evenhand;

class TestNdjsonDecoder : public QObject
{
    Q_OBJECT

private slots:
    void lines_data();
    void lines();
    void deliversWithTheRead();
};

static QByteArrayList decode(const QByteArrayList &reads)
{
    NdjsonDecoder decoder;
    QByteArrayList lines;
    for (const QByteArray &bytes : reads)
        lines += decoder.feed(bytes);
    return lines + decoder.finish();
}

void TestNdjsonDecoder::lines_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArrayList>("expected");
    const auto row = [](const char *name, const QByteArray &bytes, const QByteArrayList &expected) {
        QTest::newRow(name) << bytes << expected;
    };
    row("nothing", "", {});
    row("one", "{}\n", {"{}"});
    row("two", "{\"a\":1}\n{\"b\":2}\n", {"{\"a\":1}", "{\"b\":2}"});
    row("CRLF", "{\"a\":1}\r\n{\"b\":2}\r\n", {"{\"a\":1}", "{\"b\":2}"});
    row("empty lines", "\n\n{}\n\r\n\n", {"{}"});
    row("no end", "{\"a\":1}\n{\"b\":", {"{\"a\":1}", "{\"b\":"});
    row("characters of several bytes", "{\"a\":\"Grüße 🌍\"}\n", {"{\"a\":\"Grüße 🌍\"}"});
    // A line separator of Unicode is a character like others.
    row("U+2028", "\"a\xE2\x80\xA8\"\n", {"\"a\xE2\x80\xA8\""});
}

void TestNdjsonDecoder::lines()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArrayList, expected);
    QCOMPARE(decode({bytes}), expected);
    QVERIFY(decodesTheSame(decode, bytes, everyCut(bytes)));
}

void TestNdjsonDecoder::deliversWithTheRead()
{
    NdjsonDecoder decoder;
    QCOMPARE(decoder.feed("{}"), QByteArrayList());
    QCOMPARE(decoder.feed("\n[]\n1"), QByteArrayList({"{}", "[]"}));
    QCOMPARE(decoder.finish(), QByteArrayList{"1"});
    QCOMPARE(decoder.finish(), QByteArrayList());
}

QTEST_GUILESS_MAIN(TestNdjsonDecoder)
#include "tst_ndjsondecoder.moc"
