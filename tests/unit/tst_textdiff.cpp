// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/text/answerreader.h"
#include "app/text/sequencematch.h"
#include "app/text/textdiff.h"
#include "app/text/textwords.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace evenhand;
using namespace Qt::StringLiterals;

class TestTextDiff : public QObject
{
    Q_OBJECT

private slots:
    void findsPhrases_data();
    void findsPhrases();
    void saysWhere();
    void isSymmetric();
    void overlooksMarkup();
    void overlooksMarkdown_data();
    void overlooksMarkdown();
    void overlooksAsides();
    void comparesCells();
    void comparesManyAnswers();
    void ordersPlaces();
    void leavesEqualWords();
    void matchesLongSequences();
    void boundsTheWork_data();
    void boundsTheWork();
    void marksCoarsely();
    void stops();
    void takesWhatIsAlone();
};

static RichText rich(const QString &text)
{
    return {.text = text, .runs = {{.length = int(text.size())}}};
}

static Block paragraph(const QString &text)
{
    return {.content = rich(text)};
}

static QList<Block> paragraphs(const QStringList &texts)
{
    QList<Block> blocks;
    for (const QString &text : texts)
        blocks.append(paragraph(text));
    return blocks;
}

static QStringList said(const QList<Block> &blocks, const AnswerDifferences &differences)
{
    QStringList phrases;
    for (const TextRange &range : differences.onlyHere) {
        const QString &text = blocks.at(range.begin.block).content.text;
        phrases.append(text.sliced(range.begin.offset, range.end.offset - range.begin.offset));
    }
    return phrases;
}

// A text of random words, of which there are so many.
static QString randomText(QRandomGenerator &random, int words, int vocabulary)
{
    QStringList text;
    for (int i = 0; i < words; ++i)
        text.append(u"w%1"_s.arg(random.bounded(vocabulary)));
    return text.join(u' ');
}

void TestTextDiff::findsPhrases_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::addColumn<QStringList>("onlyFirst");
    QTest::addColumn<QStringList>("onlySecond");

    const QStringList none;
    QTest::newRow("equal") << u"One two three."_s << u"One two three."_s << none << none;
    QTest::newRow("both empty") << QString() << QString() << none << none;
    QTest::newRow("one empty") << QString() << u"One two."_s << none << QStringList{u"One two."_s};
    QTest::newRow("white space") << u"One  two\nthree"_s << u" One two\tthree\n"_s << none << none;
    QTest::newRow("a word") << u"keeps the median wait short"_s << u"keeps the average wait short"_s
                            << QStringList{u"median"_s} << QStringList{u"average"_s};
    QTest::newRow("a phrase") << u"it keeps the median wait short"_s << u"it is dear"_s
                              << QStringList{u"keeps the median wait short"_s} << QStringList{u"is dear"_s};
    QTest::newRow("something more") << u"one three"_s << u"one two three"_s << none << QStringList{u"two"_s};
    QTest::newRow("case") << u"Jitter helps"_s << u"jitter helps"_s << QStringList{u"Jitter"_s}
                          << QStringList{u"jitter"_s};
    QTest::newRow("punctuation") << u"Yes, always."_s << u"Yes always!"_s << QStringList{u","_s, u"."_s}
                                 << QStringList{u"!"_s};
    QTest::newRow("apostrophe, figure") << u"don't wait 0.2 s"_s << u"don't wait 0.3 s"_s << QStringList{u"0.2"_s}
                                        << QStringList{u"0.3"_s};
    QTest::newRow("a short word by chance")
        << u"see big red the small blue end"_s << u"see other four the more six end"_s
        << QStringList{u"big red the small blue"_s} << QStringList{u"other four the more six"_s};
    QTest::newRow("a short word and a sign by chance") << u"see big, a dog end"_s << u"see odd, a cat end"_s
                                                       << QStringList{u"big, a dog"_s} << QStringList{u"odd, a cat"_s};
    QTest::newRow("a long word splits") << u"see big jitter small end"_s << u"see odd jitter even end"_s
                                        << QStringList{u"big"_s, u"small"_s} << QStringList{u"odd"_s, u"even"_s};
    QTest::newRow("two short words split") << u"see big of the small end"_s << u"see odd of the even end"_s
                                           << QStringList{u"big"_s, u"small"_s} << QStringList{u"odd"_s, u"even"_s};
    QTest::newRow("a short word that is all there is")
        << u"big the small"_s << u"the"_s << QStringList{u"big"_s, u"small"_s} << none;
    QTest::newRow("Hindi") << u"यह एक सरल उत्तर है"_s << u"यह एक लंबा उत्तर है"_s << QStringList{u"सरल"_s}
                           << QStringList{u"लंबा"_s};
    QTest::newRow("Chinese") << u"请使用完全抖动策略"_s << u"请使用指数抖动策略"_s << QStringList{u"完全"_s}
                             << QStringList{u"指数"_s};
    QTest::newRow("Japanese") << u"これは短い答えです"_s << u"これは長い答えです"_s << QStringList{u"短"_s}
                              << QStringList{u"長"_s};
    QTest::newRow("emoji") << u"done 👩‍💻 now"_s << u"done 👍🏽 now"_s << QStringList{u"👩‍💻"_s}
                           << QStringList{u"👍🏽"_s};
}

void TestTextDiff::findsPhrases()
{
    QFETCH(QString, first);
    QFETCH(QString, second);
    const QList<QList<Block>> answers{{paragraph(first)}, {paragraph(second)}};
    const TextComparison compared = compareTexts(answers);
    QTEST(said(answers.first(), compared.answers.first()), "onlyFirst");
    QTEST(said(answers.last(), compared.answers.last()), "onlySecond");
    QVERIFY(!compared.answers.first().isCoarse && !compared.answers.last().isCoarse);
}

void TestTextDiff::saysWhere()
{
    const TextComparison compared = compareTexts({paragraphs({u"Equal."_s, u"the old way works"_s, u"last"_s}),
                                                  paragraphs({u"Equal. the new"_s, u"best way works last"_s})});
    const QList<TextRange> first{{.begin = {.block = 1, .offset = 4}, .end = {.block = 1, .offset = 7}}};
    const QList<TextRange> second{{.begin = {.block = 0, .offset = 11}, .end = {.block = 0, .offset = 14}},
                                  {.begin = {.block = 1, .offset = 0}, .end = {.block = 1, .offset = 4}}};
    QCOMPARE(compared.answers.first().onlyHere, first);
    QCOMPARE(compared.answers.last().onlyHere, second); // a phrase does not go on in the next block
    const QList<QList<int>> places{{0, 0}, {-1, 1}};
    QCOMPARE(compared.places, places);
}

void TestTextDiff::isSymmetric()
{
    QRandomGenerator random(7);
    for (int round = 0; round < 50; ++round) {
        const QList<Block> equal = paragraphs({randomText(random, 60, 1000)});
        QList<Block> changed = equal;
        changed.first().content = rich(QString(equal.first().content.text).replace(u'7', u'9') + u" and more"_s);
        const TextComparison one = compareTexts({equal, changed});
        const TextComparison other = compareTexts({changed, equal});
        QCOMPARE(one.answers.first(), other.answers.last());
        QCOMPARE(one.answers.last(), other.answers.first());
        QVERIFY(!one.answers.last().onlyHere.isEmpty());
    }
}

void TestTextDiff::overlooksMarkup()
{
    Block styled = paragraph(u"Use full jitter"_s);
    styled.content.runs = {{.length = 4},
                           {.length = 2, .styles = TextStyle::Strong},
                           {.length = 9, .styles = TextStyle::Code, .source = {.begin = 9, .end = 18}}};
    Block heading = paragraph(u"Use full"_s);
    heading.kind = BlockKind::Heading;
    heading.level = 2;
    Block item = paragraph(u"jitter"_s);
    item.containers = {{.kind = Container::Item, .marker = u"3."_s}};
    const QList<QList<Block>> answers{
        {paragraph(u"Use full jitter"_s)},
        {styled},
        {heading, {.kind = BlockKind::Rule}, item},
        {{.kind = BlockKind::Code, .info = u"python"_s, .content = rich(u"Use full\n  jitter\n"_s)}}};
    const TextComparison compared = compareTexts(answers);
    QCOMPARE(compared.answers, QList<AnswerDifferences>(4));
    QVERIFY(compared.places.isEmpty());
}

void TestTextDiff::overlooksMarkdown_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");

    QTest::newRow("bold") << u"Use **full** jitter"_s << u"Use full *jitter*"_s;
    QTest::newRow("bold within a word") << u"un**believ**able"_s << u"unbelievable"_s;
    QTest::newRow("wrapped") << u"Use full jitter, it\nis simple."_s << u"Use full\njitter, it is simple."_s;
    QTest::newRow("heading") << u"## Trade-off ##\n\nIt waits."_s << u"Trade-off\n===\nIt waits."_s;
    QTest::newRow("lists") << u"- one\n- two\n  - three"_s << u"3. one\n4. two\n\nthree"_s;
    QTest::newRow("task list") << u"- [x] done\n- [ ] open"_s << u"done\n\nopen"_s;
    QTest::newRow("quote, rule") << u"> It waits.\n\n---\n\nEnd."_s << u"It waits.\n\nEnd."_s;
    QTest::newRow("code") << u"```python\nawait call()\n```"_s << u"    await call()"_s;
    QTest::newRow("table") << u"| a | b |\n|---|--:|\n| 1 | 2 |"_s << u"a b\n\n1 2"_s;
    QTest::newRow("link") << u"See [the page](https://example.org)."_s << u"See the page."_s;
    QTest::newRow("entity, escape") << u"a &lt; b \\* c"_s << u"a < b * c"_s;
}

static QList<Block> read(const QString &markdown)
{
    AnswerReader reader;
    reader.feed(markdown);
    reader.finish();
    return reader.blocks();
}

void TestTextDiff::overlooksMarkdown()
{
    QFETCH(QString, first);
    QFETCH(QString, second);
    const QList<QList<Block>> answers{read(first), read(second), read(first + u"\n\nmore"_s)};
    QCOMPARE(compareTexts(answers.first(2)).answers, QList<AnswerDifferences>(2));
    const TextComparison third = compareTexts(answers);
    QVERIFY(third.answers.at(0).onlyHere.isEmpty() && third.answers.at(1).onlyHere.isEmpty());
    QCOMPARE(said(answers.at(2), third.answers.at(2)), QStringList{u"more"_s});
}

void TestTextDiff::overlooksAsides()
{
    Block link = paragraph(u"See the page (example.org) now, alone"_s);
    link.content.runs = {{.length = 8},
                         {.length = 4, .styles = TextStyle::Link, .link = 0},
                         {.length = 14, .styles = TextStyle::Aside},
                         {.length = 11}};
    const QList<QList<Block>> answers{{link}, {paragraph(u"See the page now, only"_s)}};
    const TextComparison compared = compareTexts(answers);
    QCOMPARE(said(answers.first(), compared.answers.first()), QStringList{u"alone"_s});
    QCOMPARE(said(answers.last(), compared.answers.last()), QStringList{u"only"_s});
}

void TestTextDiff::comparesCells()
{
    const auto table = [](const QList<QStringList> &rows) {
        Block block{.kind = BlockKind::Table};
        for (const QStringList &row : rows) {
            block.rows.append(TableRow());
            for (const QString &cell : row)
                block.rows.last().cells.append(rich(cell));
        }
        return block;
    };
    const Block first = table({{u"name"_s, u"wait"_s}, {}, {u"none"_s, u"0.8 s"_s}});
    const Block second = table({{u"name"_s}, {u"wait"_s}, {u"none"_s, u"0.4 s"_s}});
    const TextComparison compared = compareTexts({{first}, {second}});
    // "name\twait\n\nnone\t0.8 s"
    const QList<TextRange> there{{.begin = {.block = 0, .offset = 16}, .end = {.block = 0, .offset = 19}}};
    QCOMPARE(compared.answers.first().onlyHere, there);
    // "name\nwait\nnone\t0.4 s"
    const QList<TextRange> here{{.begin = {.block = 0, .offset = 15}, .end = {.block = 0, .offset = 18}}};
    QCOMPARE(compared.answers.last().onlyHere, here);
}

void TestTextDiff::comparesManyAnswers()
{
    const QList<QList<Block>> answers{paragraphs({u"Use full jitter, it is simple"_s}),
                                      paragraphs({u"Use equal jitter, it is simple"_s}),
                                      paragraphs({u"Use full backoff, it is robust"_s})};
    const TextComparison compared = compareTexts(answers);
    QCOMPARE(said(answers.at(0), compared.answers.at(0)), QStringList()); // each of its words is in another answer
    QCOMPARE(said(answers.at(1), compared.answers.at(1)), QStringList{u"equal"_s});
    const QStringList third{u"backoff"_s, u"robust"_s};
    QCOMPARE(said(answers.at(2), compared.answers.at(2)), third);

    const QList<QList<Block>> three{paragraphs({u"costs a call and much patience"_s}), paragraphs({u"and calls"_s}),
                                    paragraphs({u"nothing a user sees"_s})};
    QCOMPARE(said(three.first(), compareTexts(three).answers.first()),
             QStringList{u"costs a call and much patience"_s});

    QList<QList<Block>> eight(8, answers.first());
    QCOMPARE(compareTexts(eight).answers, QList<AnswerDifferences>(8));
    eight[5] = paragraphs({u"Use full jitter, it is simple and new"_s});
    const TextComparison odd = compareTexts(eight);
    for (int i = 0; i < 8; ++i)
        QCOMPARE(said(eight.at(i), odd.answers.at(i)), i == 5 ? QStringList{u"and new"_s} : QStringList());
}

void TestTextDiff::ordersPlaces()
{
    const QList<QList<Block>> answers{
        paragraphs({u"first begins here"_s, u"middle"_s, u"common ends alpha"_s}),
        paragraphs({u"second begins here"_s, u"common ends beta"_s}),
        paragraphs({u"third begins here"_s, u"common"_s, u"insertion"_s, u"ends gamma"_s})};
    const TextComparison compared = compareTexts(answers);
    // The beginnings; "middle"; "insertion"; the ends.
    const QList<QList<int>> places{{0, 0, 0}, {1, -1, -1}, {-1, -1, 1}, {2, 1, 2}};
    QCOMPARE(compared.places, places);
}

// The words that are left when what is only here is taken away.
static QStringList rest(const QList<Block> &blocks, const AnswerDifferences &differences)
{
    QStringList words;
    for (qsizetype block = 0; block < blocks.size(); ++block) {
        for (const TextWord &word : wordsOf(blocks.at(block))) {
            const TextPlace place{.block = block, .offset = word.begin};
            const bool isOnlyHere = std::ranges::any_of(differences.onlyHere, [&](const TextRange &range) {
                return place >= range.begin && place < range.end;
            });
            if (!isOnlyHere)
                words.append(word.text.toString());
        }
    }
    return words;
}

void TestTextDiff::leavesEqualWords()
{
    QRandomGenerator random(20);
    for (int round = 0; round < 300; ++round) {
        const int vocabulary = 2 + random.bounded(60);
        QList<QList<Block>> answers(2);
        for (QList<Block> &blocks : answers) {
            const int count = random.bounded(6);
            for (int i = 0; i < count; ++i)
                blocks.append(
                    paragraph(randomText(random, random.bounded(40), vocabulary).replace(u"w1"_s, u", the"_s)));
        }
        if (round % 3 == 0)
            answers.last() += answers.first();
        const TextComparison compared = compareTexts(answers);
        QCOMPARE(rest(answers.first(), compared.answers.first()), rest(answers.last(), compared.answers.last()));
        for (int answer = 0; answer < 2; ++answer) {
            QList<int> shown; // each phrase once, in order
            for (const QList<int> &place : compared.places) {
                if (place.at(answer) >= 0)
                    shown.append(place.at(answer));
            }
            QList<int> all(compared.answers.at(answer).onlyHere.size());
            std::iota(all.begin(), all.end(), 0);
            QCOMPARE(shown, all);
        }
    }
}

// Longer than what is matched as a whole: changes and moves are found between the runs that both have.
void TestTextDiff::matchesLongSequences()
{
    std::vector<int> first(20'000);
    std::iota(first.begin(), first.end(), 0);
    std::vector<int> second = first;
    second[5] = -5;
    second[10'000] = -6;
    second.erase(second.begin() + 15'000, second.begin() + 15'100);
    second.insert(second.begin() + 7'000, {-1, -2, -3});
    const SequenceMatch match = matchSequences(first, second, 1'000'000);
    QVERIFY(match.skipped.isEmpty());
    QVERIFY2(match.steps < 100, "parts that are equal are not gone through");
    for (int i = 0; i < 20'000; ++i) {
        const bool isGone = i == 5 || i == 10'000 || (i >= 15'000 && i < 15'100);
        const int partner = isGone ? -1 : i < 7'000 ? i : i < 15'000 ? i + 3 : i - 97;
        QCOMPARE(match.partners[size_t(i)], partner);
    }
}

void TestTextDiff::boundsTheWork_data()
{
    QTest::addColumn<int>("vocabulary");
    QTest::addColumn<int>("answers");

    QTest::newRow("two words only, two answers") << 2 << 2;
    QTest::newRow("two words only, eight answers") << 2 << 8;
    QTest::newRow("few words, eight answers") << 300 << 8;
    QTest::newRow("all different, eight answers") << 1'000'000'000 << 8;
}

void TestTextDiff::boundsTheWork()
{
    QFETCH(int, vocabulary);
    QFETCH(int, answers);
    QRandomGenerator random(3);
    QList<QList<Block>> texts;
    for (int i = 0; i < answers; ++i)
        texts.append(paragraphs({randomText(random, 20'000, vocabulary)}));
    const TextComparison compared = compareTexts(texts);
    QCOMPARE(compared.answers.size(), answers);
    QVERIFY2(compared.steps <= DiffLimits::steps, qPrintable(QString::number(compared.steps)));
}

void TestTextDiff::marksCoarsely()
{
    QRandomGenerator random(4);
    const QString noise = randomText(random, 4'000, 2);
    const QString otherNoise = randomText(random, 4'000, 2);
    const QList<QList<Block>> answers{paragraphs({u"The same beginning."_s, u"x "_s + noise, u"The same end."_s}),
                                      paragraphs({u"The same beginning."_s, u"y "_s + otherNoise, u"The same end."_s})};
    const TextComparison compared = compareTexts(answers);
    for (int i = 0; i < 2; ++i) {
        QVERIFY(compared.answers.at(i).isCoarse);
        QCOMPARE(compared.answers.at(i).onlyHere.size(), 1);
        QCOMPARE(compared.answers.at(i).onlyHere.first().begin.block, 1);
    }
    QCOMPARE(compared.steps, 0);

    // Where another answer has the same text, nothing is said of it.
    const TextComparison three = compareTexts({answers.first(), answers.last(), answers.first()});
    QVERIFY(!three.answers.at(0).isCoarse && three.answers.at(1).isCoarse && !three.answers.at(2).isCoarse);
    QVERIFY(three.answers.at(0).onlyHere.isEmpty());
}

void TestTextDiff::stops()
{
    std::stop_source source;
    source.request_stop();
    QCOMPARE(compareTexts({paragraphs({u"one"_s}), paragraphs({u"two"_s})}, source.get_token()), TextComparison());
}

void TestTextDiff::takesWhatIsAlone()
{
    QCOMPARE(compareTexts({}), TextComparison());
    const TextComparison alone = compareTexts({paragraphs({u"one"_s})});
    QCOMPARE(alone.answers, QList<AnswerDifferences>(1));
}

QTEST_GUILESS_MAIN(TestTextDiff)
#include "tst_textdiff.moc"
