// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/text/blockfeed.h"
#include "tests/paths.h"
#include "tests/support/answerchecks.h"

#include <QDir>
#include <QRandomGenerator>
#include <QtTest>

#include <md4c.h>

using namespace evenhand;
using namespace Qt::StringLiterals;

// Answers as blocks: what they look like, and that it does not matter how they come.
class TestAnswerReader : public QObject
{
    Q_OBJECT

private slots:
    void matchesItsGolden_data();
    void matchesItsGolden();
    void hidesNothing_data();
    void hidesNothing();
    void readsPiecesLikeTheWhole_data() { corpus(); }
    void readsPiecesLikeTheWhole();
    void readsMixturesLikeTheWhole();
    void findsTheBlocksThatMd4cFinds_data();
    void findsTheBlocksThatMd4cFinds();
    void readsEachModeInPieces_data();
    void readsEachModeInPieces();
    void joinsHalvesOfCharacters();

    void keepsTheBeginningOfWhatGrows();
    void revisesWhatRefersToLaterDefinitions();
    void costsTheSamePerByte_data();
    void costsTheSamePerByte();
    void boundsWhatDefinitionsCost();

    void showsTheRestOfALongAnswerPlainly();
    void showsALongLinePlainly();
    void goesOnWithCodeBehindALongLine();
    void showsTheRestOfALongTablePlainly();
    void showsAWideTablePlainly();
    void showsDeepNestingPlainly();
    void cutsRawTextIntoChunks();

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

// The kinds of the leaf blocks, with the quotes and items around them, as md4c reports them.
class Outline
{
public:
    explicit Outline(const QByteArray &text)
    {
        MD_PARSER parser{};
        parser.flags = MD_DIALECT_GITHUB;
        parser.enter_block = [](MD_BLOCKTYPE type, void *detail, void *self) {
            static_cast<Outline *>(self)->enter(type, detail);
            return 0;
        };
        parser.leave_block = [](MD_BLOCKTYPE type, void *, void *self) {
            static_cast<Outline *>(self)->leave(type);
            return 0;
        };
        parser.enter_span = [](MD_SPANTYPE, void *, void *self) {
            static_cast<Outline *>(self)->text();
            return 0;
        };
        parser.leave_span = [](MD_SPANTYPE, void *, void *) { return 0; };
        parser.text = [](MD_TEXTTYPE, const MD_CHAR *, MD_SIZE, void *self) {
            static_cast<Outline *>(self)->text();
            return 0;
        };
        md_parse(text.constData(), MD_SIZE(text.size()), &parser, this);
    }

    QStringList lines;

private:
    void enter(MD_BLOCKTYPE type, const void *detail)
    {
        switch (type) {
        case MD_BLOCK_QUOTE:
        case MD_BLOCK_LI:
            m_path += type == MD_BLOCK_QUOTE ? u'>' : u'-';
            [[fallthrough]];
        case MD_BLOCK_UL:
        case MD_BLOCK_OL:
            m_isInLeaf = false;
            break;
        case MD_BLOCK_P:
            leaf(u"paragraph"_s);
            break;
        case MD_BLOCK_H:
            leaf(u"heading %1"_s.arg(static_cast<const MD_BLOCK_H_DETAIL *>(detail)->level));
            break;
        case MD_BLOCK_CODE:
            leaf(u"code"_s);
            break;
        case MD_BLOCK_HTML:
            leaf(u"html"_s);
            break;
        case MD_BLOCK_HR:
            leaf(u"rule"_s);
            break;
        case MD_BLOCK_TABLE:
            leaf(u"table"_s);
            break;
        default:
            break;
        }
    }
    void leave(MD_BLOCKTYPE type)
    {
        if (type == MD_BLOCK_QUOTE || type == MD_BLOCK_LI)
            m_path.chop(1);
        if (type < MD_BLOCK_TABLE || type == MD_BLOCK_TABLE)
            m_isInLeaf = false;
    }
    void leaf(const QString &kind)
    {
        lines.append(m_path + u' ' + kind);
        m_isInLeaf = true;
    }
    void text() // a paragraph of a tight list is not reported
    {
        if (!m_isInLeaf)
            leaf(u"paragraph"_s);
    }

    QString m_path;
    bool m_isInLeaf = false;
};

QStringList outlineOf(const QList<Block> &blocks)
{
    QStringList lines;
    for (const Block &block : blocks) {
        const bool isEmpty = block.kind == BlockKind::Paragraph && block.content.text.isEmpty();
        if (isEmpty || block.kind == BlockKind::Definition)
            continue;
        QString line;
        for (const Container &container : block.containers)
            line += container.kind == Container::Quote ? u'>' : u'-';
        line += u' ' + toString(block.kind);
        if (block.level > 0)
            line += u" %1"_s.arg(block.level);
        lines.append(line);
    }
    return lines;
}

// Bytes that were read as inlines while the text came in tokens of four characters, for each byte of it.
double costPerByte(const QString &text)
{
    BlockFeed feed(AnswerReader::Mode::Markdown, {});
    for (qsizetype at = 0; at < text.size(); at += 4)
        feed.feed(QStringView(text).mid(at, 4));
    feed.finish();
    return double(feed.bytesRead()) / double(text.size());
}

QList<BlockNote> notesOf(const QList<Block> &blocks)
{
    QList<BlockNote> notes;
    for (const Block &block : blocks) {
        if (block.note != BlockNote::None)
            notes.append(block.note);
    }
    return notes;
}

QString plainText(const QList<Block> &blocks)
{
    QString text;
    for (const Block &block : blocks) {
        if (block.kind == BlockKind::Plain)
            text += block.content.text;
    }
    return text;
}

qsizetype longestPlain(const QList<Block> &blocks)
{
    qsizetype longest = 0;
    for (const Block &block : blocks) {
        if (block.kind == BlockKind::Plain)
            longest = std::max(longest, qsizetype(block.source.length()));
    }
    return longest;
}

// However it comes, in pieces of a few hundred characters.
void checkLongText(const QString &text, AnswerReader::Mode mode = AnswerReader::Mode::Markdown)
{
    QCOMPARE(checkStreaming(text, [] { return 7919; }, mode), QString());
    AnswerReader reader(mode);
    reader.feed(text);
    reader.finish();
    QCOMPARE(checkBlocks(reader.source(), reader.blocks()), QString());
    QCOMPARE(checkCoverage(reader.source(), reader.blocks()), QString());
    QVERIFY(longestPlain(reader.blocks()) <= 2 * RichLimits::chunk);
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

void TestAnswerReader::hidesNothing_data()
{
    corpus();
    QTest::newRow("a link that ends without a beginning")
        << u"![](h[x) ![no]()\n![**b** a `c`](data:x,lt `d`](to:y,4)"_s;
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

void TestAnswerReader::findsTheBlocksThatMd4cFinds_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &name : corpusFiles()) {
        // Differences that are wanted: front matter; tables behind a paragraph, and whose head fits the line below it;
        // formulas over several lines.
        if (name != "frontmatter.md"_L1 && name != "tables.md"_L1 && name != "formulas.md"_L1)
            QTest::newRow(qPrintable(name)) << corpusText(name);
    }
}

void TestAnswerReader::findsTheBlocksThatMd4cFinds()
{
    QFETCH(const QString, text);
    QCOMPARE(outlineOf(readAtOnce(text)), Outline(text.toUtf8()).lines);
}

void TestAnswerReader::readsEachModeInPieces_data()
{
    QTest::addColumn<AnswerReader::Mode>("mode");
    QTest::newRow("raw") << AnswerReader::Mode::Raw;
    QTest::newRow("code") << AnswerReader::Mode::Code;
}

void TestAnswerReader::readsEachModeInPieces()
{
    QFETCH(const AnswerReader::Mode, mode);
    for (const QString &name : corpusFiles()) {
        QString text = corpusText(name);
        QCOMPARE(checkStreaming(text, [] { return 1; }, mode), QString());
        const QList<Block> blocks = readAtOnce(text, mode);
        QCOMPARE(blocks.size(), 1);
        QVERIFY(blocks[0].kind == (mode == AnswerReader::Mode::Raw ? BlockKind::Plain : BlockKind::Code));
        QVERIFY(!blocks[0].isOpen);
    }
}

void TestAnswerReader::joinsHalvesOfCharacters()
{
    AnswerReader reader;
    const QString smiley = u"\U0001F600"_s;
    reader.feed(smiley.first(1));
    QCOMPARE(reader.source(), QByteArray());
    reader.feed(smiley.last(1));
    QCOMPARE(reader.source(), smiley.toUtf8());
    reader.feed(smiley.first(1) + u"x"_s);
    reader.feed(smiley.first(1));
    reader.finish();
    QCOMPARE(reader.blocks()[0].content.text, smiley + u"\ufffdx\ufffd"_s);
}

void TestAnswerReader::keepsTheBeginningOfWhatGrows()
{
    AnswerReader reader;
    reader.feed(u"text\n```\none\ntw"_s);
    QCOMPARE(reader.feed(u"o"_s), (BlockChanges{.first = 1, .kept = 6}));
    QCOMPARE(reader.feed(u"\nthree"_s), (BlockChanges{.first = 1, .kept = 7}));
    QVERIFY(reader.blocks()[1].isOpen);
    reader.feed(u"\n```\n\n|a|b|\n|-|-|\n|c|d|\n|e"_s);
    QVERIFY(!reader.blocks()[1].isOpen);
    QCOMPARE(reader.feed(u"|f"_s), (BlockChanges{.first = 2, .kept = 7}));
    reader.feed(u"\n\nIt is *on"_s);
    QCOMPARE(reader.feed(u"e*"_s), (BlockChanges{.first = 3}));
    QCOMPARE(reader.blocks()[3].content.text, u"It is one"_s);
}

void TestAnswerReader::revisesWhatRefersToLaterDefinitions()
{
    AnswerReader reader;
    reader.feed(u"see [a]\n\n|x|\n|-|\n|[b]|\n\n# [a] and [c]\n\nlast\n\n"_s);
    QCOMPARE(reader.blocks()[0].content.links.size(), 0);
    reader.feed(u"[a]: https://a.example\n[b]: https://b.example\n"_s);
    QCOMPARE(reader.blocks()[0].content.links.size(), 0); // the next line may still change them
    QCOMPARE(reader.feed(u"\n"_s).revised, (QList<qsizetype>{0, 1, 2}));
    QCOMPARE(reader.blocks()[0].content.links[0].destination, u"https://a.example"_s);
    QCOMPARE(reader.blocks()[1].rows[1].cells[0].links[0].destination, u"https://b.example"_s);
    QCOMPARE(reader.blocks()[2].content.text, u"a (a.example) and [c]"_s);
}

void TestAnswerReader::costsTheSamePerByte_data()
{
    QTest::addColumn<QString>("head");
    QTest::addColumn<QString>("part");
    QTest::newRow("prose") << QString()
                           << u"A *sentence* with a [link](https://a.example) that goes on for a while.\n\n"_s;
    QTest::newRow("code") << u"```cpp\n"_s << u"    int value = compute(first, second);\n"_s;
    QTest::newRow("list") << QString() << u"- an item with **bold** text\n"_s;
    QTest::newRow("nested list") << QString() << u"- an item\n  - in it\n    1. deeper `still`\n"_s;
    QTest::newRow("code in a list") << u"- item\n  ```\n"_s << u"  code in an item\n"_s;
    QTest::newRow("table") << u"|a|b|\n|-|-|\n"_s << u"| a cell | **another** |\n"_s;
    QTest::newRow("one paragraph") << QString() << u"A line of a *long* paragraph that never ends.\n"_s;
    QTest::newRow("one line") << QString() << u"A sentence of a *long* line. "_s;
    QTest::newRow("references") << QString() << u"See [a] and [b].\n\n"_s;
}

void TestAnswerReader::costsTheSamePerByte()
{
    QFETCH(const QString, head);
    QFETCH(const QString, part);
    const double shortCost = costPerByte(head + part.repeated(10'000 / part.size()));
    const double longCost = costPerByte(head + part.repeated(200'000 / part.size()));
    QVERIFY2(longCost <= shortCost * 1.3, qPrintable(u"%1 and %2"_s.arg(shortCost).arg(longCost)));
    QVERIFY(longCost < 100);
}

// Each definition would have the whole paragraph read again.
void TestAnswerReader::boundsWhatDefinitionsCost()
{
    const auto cost = [](int count) {
        QString text;
        for (int i = 0; i < count; ++i)
            text += u"[a%1] "_s.arg(i);
        text += u"\n\n"_s;
        for (int i = 0; i < count; ++i)
            text += u"[a%1]: https://a.example\n\n"_s.arg(i);
        return costPerByte(text);
    };
    QVERIFY(cost(4000) <= cost(400) * 1.3);
}

void TestAnswerReader::showsTheRestOfALongAnswerPlainly()
{
    const QString text = u"A paragraph with **bold** words in it.\n\n"_s.repeated(8000);
    checkLongText(text);
    const QList<Block> blocks = readAtOnce(text);
    QCOMPARE(notesOf(blocks), QList{BlockNote::AnswerTooLong});
    QVERIFY(blocks[0].kind == BlockKind::Paragraph);
    QVERIFY(blocks.last().kind == BlockKind::Plain);
    const auto plain = std::ranges::find(blocks, BlockKind::Plain, &Block::kind);
    QVERIFY(plain->source.begin >= RichLimits::answer && plain->source.begin < RichLimits::answer + 100);
}

void TestAnswerReader::showsALongLinePlainly()
{
    const QString text = u"before\n\n- item\n"_s + u"unbroken"_s.repeated(20'000) + u"\n\nafter *it*"_s;
    checkLongText(text);
    const QList<Block> blocks = readAtOnce(text);
    QCOMPARE(notesOf(blocks), QList{BlockNote::LineTooLong});
    QCOMPARE(plainText(blocks), u"unbroken"_s.repeated(20'000));
    QCOMPARE(blocks.last().content.text, u"after it"_s);
    QCOMPARE(notesOf(readAtOnce(QString(RichLimits::line, u'x'))), QList<BlockNote>());
}

void TestAnswerReader::goesOnWithCodeBehindALongLine()
{
    const QString text = u"```js\nfirst\n"_s + u"0123456789"_s.repeated(11'000) + u"\n# code\n```\n"_s;
    checkLongText(text);
    const QList<Block> blocks = readAtOnce(text);
    QVERIFY(blocks.last().kind == BlockKind::Code);
    QCOMPARE(blocks.last().info, u"js"_s);
    QCOMPARE(blocks.last().content.text, u"# code"_s);
    QVERIFY(!blocks.first().isOpen && !blocks.last().isOpen);
}

void TestAnswerReader::showsTheRestOfALongTablePlainly()
{
    const QString text = u"> |a|b|\n> |-|-|\n"_s + u"> | cell | *cell* |\n"_s.repeated(1000) + u"\nafter"_s;
    checkLongText(text);
    const QList<Block> blocks = readAtOnce(text);
    QCOMPARE(blocks[0].rows.size(), RichLimits::rows);
    QCOMPARE(notesOf(blocks), QList{BlockNote::TableTooLong});
    QCOMPARE(blocks[1].containers, blocks[0].containers);
    QVERIFY(blocks[1].content.text.startsWith(u"| cell | *cell* |\n| cell"_s));
    QCOMPARE(blocks.last().content.text, u"after"_s);
}

void TestAnswerReader::showsAWideTablePlainly()
{
    const QString text = u"|a"_s.repeated(65) + u"\n"_s + u"|-"_s.repeated(65) + u"\n|b|\n"_s;
    checkLongText(text);
    const QList<Block> blocks = readAtOnce(text);
    QCOMPARE(blocks.size(), 1);
    QCOMPARE(notesOf(blocks), QList{BlockNote::TableTooLong});
    QCOMPARE(blocks[0].content.text, text.chopped(1));
}

void TestAnswerReader::showsDeepNestingPlainly()
{
    const QString deep = u"> "_s.repeated(33) + u"deep\n"_s;
    const QString text = u"> quote\n"_s + deep + deep + u"\n"_s + u"- "_s.repeated(32) + u"just right\n"_s;
    checkLongText(text);
    const QList<Block> blocks = readAtOnce(text);
    QCOMPARE(blocks.size(), 3);
    QCOMPARE(notesOf(blocks), QList{BlockNote::TooDeep});
    QCOMPARE(blocks[1].content.text, (deep + deep).chopped(1));
    QCOMPARE(blocks[2].containers.size(), RichLimits::nesting);
}

void TestAnswerReader::cutsRawTextIntoChunks()
{
    const QString text =
        u"# not a heading\n\nतीन शब्द हैं।\n"_s.repeated(2000) + u"\U0001F600"_s.repeated(9000) + u"\n\n\n"_s;
    checkLongText(text, AnswerReader::Mode::Raw);
    const QList<Block> blocks = readAtOnce(text, AnswerReader::Mode::Raw);
    QVERIFY(notesOf(blocks).isEmpty());
    QVERIFY(std::ranges::all_of(blocks, [](const Block &block) { return block.kind == BlockKind::Plain; }));
}

QTEST_GUILESS_MAIN(TestAnswerReader)
#include "tst_answerreader.moc"
