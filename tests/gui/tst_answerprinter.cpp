// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/answerprinter.h"

#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QPainter>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;

namespace {

constexpr QSize page(640, 900);

AnswerSheet sheet(const QString &text)
{
    return {.model = u"some-model"_s,
            .channel = u"Recordings"_s,
            .system = {},
            .prompt = u"Why?"_s,
            .attempt = {.id = AttemptId::create(),
                        .state = LaneState::Done,
                        .started = QDateTime(QDate(2026, 7, 31), QTime(12, 0), QTimeZone::UTC),
                        .answer = {.text = text, .stop = StopReason::Stop}}};
}

QImage painted(AnswerPrinter &printer, int number)
{
    QImage image(page, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    printer.paint(painter, number);
    return image;
}

bool isBlank(const QImage &image, int from, int to)
{
    for (int y = from; y < to; ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixel(x, y) != QColor(Qt::white).rgb())
                return false;
        }
    }
    return true;
}

qsizetype pagesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    const QString pdf = QString::fromLatin1(file.readAll());
    return pdf.count(QRegularExpression(u"/Type\\s*/Page\\b"_s));
}

QString paragraphs(int count)
{
    QString text;
    for (int i = 1; i <= count; ++i)
        text +=
            u"Paragraph %1: a client that retries at fixed intervals meets every other client that failed.\n\n"_s.arg(
                i);
    return text;
}

} // namespace

class TestAnswerPrinter : public QObject
{
    Q_OBJECT

private slots:
    void aShortAnswerIsOnePage();
    void everyPageHasItsPart();
    void linesStayWhole_data();
    void linesStayWhole();
    void reasoningComesAfterTheAnswer();
    void aLongAnswerIsSaved();
    void whatCannotBeWrittenIsSaid();
};

void TestAnswerPrinter::aShortAnswerIsOnePage()
{
    AnswerPrinter printer(sheet(u"Forty-two."_s), page);
    QCOMPARE(printer.pages(), 1);
    const QImage image = painted(printer, 0);
    QVERIFY(!isBlank(image, 0, 30));    // the head
    QVERIFY(!isBlank(image, 880, 900)); // the foot
    QVERIFY(isBlank(image, 400, 860));
}

void TestAnswerPrinter::everyPageHasItsPart()
{
    AnswerPrinter printer(sheet(paragraphs(200)), page);
    QVERIFY(printer.pages() > 5);
    for (int number = 0; number + 1 < printer.pages(); ++number)
        QVERIFY2(!isBlank(painted(printer, number), 780, 850), qPrintable(QString::number(number)));
    QVERIFY(!isBlank(painted(printer, printer.pages() - 1), 0, 60));
}

void TestAnswerPrinter::linesStayWhole_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("one paragraph") << u"word "_s.repeated(6'000);
    QTest::newRow("code") << u"```\n"_s + u"if (something) do_it();\n"_s.repeated(400) + u"```"_s;
    QTest::newRow("long lines of code") << u"```\n"_s + (u"x"_s.repeated(400) + u'\n').repeated(100) + u"```"_s;
    QTest::newRow("table") << u"| a | b |\n|---|---|\n"_s
                                  + u"| several words in a cell | and more of them |\n"_s.repeated(200);
    QTest::newRow("list") << u"- a point, with a few words\n"_s.repeated(300);
}

// Where a line is cut its upper part is the last thing on a page: ink at the very end of the room above the foot.
void TestAnswerPrinter::linesStayWhole()
{
    QFETCH(const QString, text);
    AnswerPrinter whole(sheet(text), QSize(page.width(), 100'000));
    QCOMPARE(whole.pages(), 1);
    AnswerPrinter printer(sheet(text), page);
    QVERIFY(printer.pages() > 2);
    // What is on the pages one after the other is what is on one long page: as much ink in all.
    const auto ink = [](const QImage &image, int end) {
        qsizetype dark = 0;
        for (int y = 0; y < end; ++y) {
            for (int x = 0; x < image.width(); ++x)
                dark += qGray(image.pixel(x, y)) < 128;
        }
        return dark;
    };
    QImage strip(page.width(), 100'000, QImage::Format_RGB32);
    strip.fill(Qt::white);
    {
        QPainter painter(&strip);
        whole.paint(painter, 0);
    }
    const int foot = 28;
    qsizetype sum = 0;
    for (int number = 0; number < printer.pages(); ++number)
        sum += ink(painted(printer, number), page.height() - foot);
    QCOMPARE(sum, ink(strip, strip.height() - foot));
}

void TestAnswerPrinter::reasoningComesAfterTheAnswer()
{
    AnswerSheet thought = sheet(u"Forty-two."_s);
    const QImage without = [&] {
        AnswerPrinter printer(thought, page);
        return painted(printer, 0);
    }();
    thought.attempt.answer.reasoning = u"Six times seven."_s;
    AnswerPrinter printer(thought, page);
    const QImage with = painted(printer, 0);
    int first = 0;
    while (first < page.height() && with.copy(0, first, page.width(), 1) == without.copy(0, first, page.width(), 1))
        ++first;
    QVERIFY(isBlank(without, first, page.height() - 28)); // below all that was there
    QVERIFY(!isBlank(with, first, first + 60));
}

void TestAnswerPrinter::aLongAnswerIsSaved()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"answer.pdf"_s);
    const AnswerSheet long_ = sheet(paragraphs(1'100)); // 100 KB
    QVERIFY(long_.attempt.answer.text.size() > 100'000);
    const Result<int> pages = saveAnswerAsPdf(long_, path);
    QVERIFY2(pages, pages ? "" : qPrintable(pages.error().message));
    QVERIFY(*pages > 20);
    QCOMPARE(pagesOf(path), *pages);
}

void TestAnswerPrinter::whatCannotBeWrittenIsSaid()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"there-is-no-such-folder/answer.pdf"_s);
    const Result<int> pages = saveAnswerAsPdf(sheet(u"Forty-two."_s), path);
    QVERIFY(!pages);
    QVERIFY(pages.error().code == ErrorCode::Io);
    QVERIFY(pages.error().message.startsWith(path));
    QVERIFY(!QFileInfo::exists(path));
}

QTEST_MAIN(TestAnswerPrinter)
#include "tst_answerprinter.moc"
