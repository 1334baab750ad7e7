// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/text/blockfeed.h"
#include "tests/paths.h"
#include "tests/support/answerchecks.h"

#include <QDir>
#include <QRandomGenerator>
#include <QtTest>

using namespace evenhand;
using namespace Qt::StringLiterals;

// Answers as blocks: what they look like, and that it does not matter how they come.
class TestAnswerReader : public QObject
{
    Q_OBJECT

private slots:
    void matchesItsGolden_data();
    void matchesItsGolden();
    void hidesNothing_data() { corpus(); }
    void hidesNothing();
    void readsPiecesLikeTheWhole_data() { corpus(); }
    void readsPiecesLikeTheWhole();
    void readsMixturesLikeTheWhole();

private:
    static void corpus();
};

namespace {

const QString answersFolder = QStringLiteral(EVENHAND_TEST_DATA "/answers");

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList corpusFiles()
{
    return QDir(answersFolder).entryList({u"*.md"_s}, QDir::Files, QDir::Name);
}

QString corpusText(const QString &name)
{
    return QString::fromUtf8(contentOf(answersFolder + u'/' + name));
}

} // namespace

void TestAnswerReader::corpus()
{
    QTest::addColumn<QString>("text");
    for (const QString &name : corpusFiles())
        QTest::newRow(qPrintable(name)) << corpusText(name);
}

void TestAnswerReader::matchesItsGolden_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name : corpusFiles())
        QTest::newRow(qPrintable(name)) << name;
}

void TestAnswerReader::matchesItsGolden()
{
    QFETCH(const QString, name);
    const QString path = answersFolder + u'/' + name.chopped(3) + u".blocks"_s;
    const QByteArray now = dump(readAtOnce(corpusText(name))).toUtf8();
    if (qEnvironmentVariableIsSet("EVENHAND_UPDATE_GOLDENS")) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(now);
    }
    QCOMPARE(QString::fromUtf8(now), QString::fromUtf8(contentOf(path)));
}

void TestAnswerReader::hidesNothing()
{
    QFETCH(const QString, text);
    AnswerReader reader;
    reader.feed(text);
    reader.finish();
    QCOMPARE(checkBlocks(reader.source(), reader.blocks()), QString());
    QCOMPARE(checkCoverage(reader.source(), reader.blocks()), QString());
}

void TestAnswerReader::readsPiecesLikeTheWhole()
{
    QFETCH(const QString, text);
    QCOMPARE(checkStreaming(text, [] { return 1; }), QString());
    QRandomGenerator random(7);
    for (int round = 0; round < 20; ++round)
        QCOMPARE(checkStreaming(text, [&random] { return random.bounded(1, 24); }), QString());
    for (qsizetype cut = 1; cut < text.size(); ++cut)
        QCOMPARE(
            checkStreaming(text, [cut, first = true]() mutable { return std::exchange(first, false) ? cut : 1 << 20; }),
            QString());
}

// Lines of the corpus, shuffled, indented and put behind each other.
void TestAnswerReader::readsMixturesLikeTheWhole()
{
    QStringList lines;
    for (const QString &name : corpusFiles())
        lines += corpusText(name).split(u'\n');
    QRandomGenerator random(11);
    for (int round = 0; round < 200; ++round) {
        QString text;
        for (int line = random.bounded(3, 40); line > 0; --line) {
            static const QStringList prefixes{QString(), QString(), QString(), u"> "_s,
                                              u"- "_s,   u"  "_s,   u"    "_s, u"1. "_s};
            text += prefixes[random.bounded(int(prefixes.size()))] + lines[random.bounded(int(lines.size()))] + u'\n';
        }
        QCOMPARE(checkStreaming(text, [] { return 1; }), QString());
        QCOMPARE(checkStreaming(text, [&random] { return random.bounded(1, 50); }), QString());
        AnswerReader reader;
        reader.feed(text);
        reader.finish();
        QCOMPARE(checkBlocks(reader.source(), reader.blocks()), QString());
    }
}

QTEST_GUILESS_MAIN(TestAnswerReader)
#include "tst_answerreader.moc"
