// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/session.h"
#include "app/text/visibletext.h"
#include "ui/models/cellmodel.h"
#include "ui/models/draft.h"
#include "ui/models/format.h"
#include "ui/models/historymodel.h"
#include "ui/models/lineupmodel.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace evenhand;

namespace {

// A clock that stands still.
class StoppedClock : public Clock
{
public:
    Moment now() const override { return Moment(100s); }
};

Target target(const QString &model)
{
    return {.id = TargetId::create(), .channel = {}, .model = model, .parameters = {}};
}

Lineup lineup(const QStringList &models)
{
    Lineup lineup;
    for (const QString &model : models)
        lineup.targets.append(target(model));
    return lineup;
}

QStringList rows(const QAbstractItemModel &model)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts.append(model.index(row, 0).data().toString());
    return texts;
}

HistoryModel::Entry entry(const QString &title, const QDateTime &when)
{
    HistoryModel::Entry entry;
    entry.conversation = ConversationId::create();
    entry.title = title;
    entry.when = when;
    return entry;
}

QString shown(const QStringList &parts)
{
    VisibleText visible;
    QList<VisiblePiece> pieces;
    for (const QString &part : parts)
        pieces += visible.feed(part);
    pieces += visible.finish();
    QString text;
    for (const VisiblePiece &piece : std::as_const(pieces))
        text += piece.isMark() ? u'[' + piece.text + u']' : piece.text;
    return text;
}

} // namespace

class TestCompareModels : public QObject
{
    Q_OBJECT

private slots:
    void lineupKeepsTheModelsContract();
    void lineupMoves_data();
    void lineupMoves();
    void lineupDropMovesOnce();
    void lineupTakesNoMoreThanItHolds();
    void lineupSaysWhereAChannelIsGone();

    void historyGroupsByDay();
    void historyHeadsCannotBeSelected();
    void historyFindsWhatIsOpen();

    void cellsAreFoldedAndAnnouncedTogether();
    void cellsThatRunStayWhileNobodyLooks();
    void aWaitHasAnEnd();

    void hiddenCharactersBecomeMarks_data();
    void hiddenCharactersBecomeMarks();
    void textMayBeCutAnywhere();

    void draftsSurviveJson();
    void figuresHaveUnits();
};

void TestCompareModels::lineupKeepsTheModelsContract()
{
    LineupModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setLineup(lineup({u"a"_s, u"b"_s, u"c"_s}));
    model.append(target(u"d"_s));
    model.move(0, 3);
    model.move(3, 1);
    Target changed = model.target(2);
    changed.model = u"changed"_s;
    model.replace(2, changed);
    model.remove(0);
    QCOMPARE(rows(model), (QStringList{u"a"_s, u"changed"_s, u"d"_s}));
    model.setLineup({});
    QCOMPARE(model.rowCount(), 0);
}

void TestCompareModels::lineupMoves_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("to the right") << 0 << 2 << QStringList{u"b"_s, u"c"_s, u"a"_s};
    QTest::newRow("to the left") << 2 << 0 << QStringList{u"c"_s, u"a"_s, u"b"_s};
    QTest::newRow("nowhere") << 1 << 1 << QStringList{u"a"_s, u"b"_s, u"c"_s};
    QTest::newRow("past the end") << 1 << 3 << QStringList{u"a"_s, u"b"_s, u"c"_s};
    QTest::newRow("before the beginning") << 1 << -1 << QStringList{u"a"_s, u"b"_s, u"c"_s};
}

void TestCompareModels::lineupMoves()
{
    QFETCH(const int, from);
    QFETCH(const int, to);
    QFETCH(const QStringList, expected);
    LineupModel model;
    model.setLineup(lineup({u"a"_s, u"b"_s, u"c"_s}));
    model.move(from, to);
    QCOMPARE(rows(model), expected);
}

void TestCompareModels::lineupDropMovesOnce()
{
    LineupModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setLineup(lineup({u"a"_s, u"b"_s, u"c"_s}));
    const std::unique_ptr<QMimeData> dragged(model.mimeData({model.index(0)}));
    // The view removes the row that was dragged when it is told of a move that worked.
    QVERIFY(!model.dropMimeData(dragged.get(), Qt::MoveAction, 2, 0, {}));
    QCOMPARE(rows(model), (QStringList{u"b"_s, u"a"_s, u"c"_s}));
    QVERIFY(!model.dropMimeData(dragged.get(), Qt::MoveAction, -1, 0, {}));
    QCOMPARE(rows(model), (QStringList{u"b"_s, u"c"_s, u"a"_s}));
    QMimeData foreign;
    foreign.setText(u"a"_s);
    QVERIFY(!model.dropMimeData(&foreign, Qt::MoveAction, 0, 0, {}));
    QCOMPARE(rows(model), (QStringList{u"b"_s, u"c"_s, u"a"_s}));
}

void TestCompareModels::lineupTakesNoMoreThanItHolds()
{
    LineupModel model;
    QSignalSpy changed(&model, &LineupModel::lineupChanged);
    for (int i = 0; i < maxTargets + 1; ++i)
        model.append(target(QString::number(i)));
    QCOMPARE(model.rowCount(), maxTargets);
    QVERIFY(model.isFull());
    QCOMPARE(changed.count(), maxTargets);
}

void TestCompareModels::lineupSaysWhereAChannelIsGone()
{
    const Channel channel{.id = ChannelId::create(), .name = u"Local <b>"_s, .plugin = u"replay"_s};
    LineupModel model;
    model.setChannels({channel});
    Target known = target(u"m"_s);
    known.channel = channel.id;
    model.setLineup({.id = {}, .name = {}, .targets = {known, target(u"m"_s)}});
    QCOMPARE(model.index(0).data(LineupModel::ChannelRole).toString(), u"Local <b>"_s);
    QVERIFY(model.index(0).data(Qt::ToolTipRole).toString().contains(u"Local &lt;b&gt;"_s));
    QVERIFY(model.index(1).data(Qt::ToolTipRole).toString().contains(u"does not exist"_s));
    QCOMPARE(model.index(1).data(Qt::AccessibleTextRole).toString(), u"Target B: m"_s);
}

void TestCompareModels::historyGroupsByDay()
{
    const QDateTime now(QDate(2026, 6, 15), QTime(12, 0));
    HistoryModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setEntries({entry(u"old"_s, now.addDays(-100)), entry(u"morning"_s, now.addSecs(-3600)),
                      entry(u"noon"_s, now), entry(u"yesterday"_s, now.addDays(-1)), entry(u"week"_s, now.addDays(-4)),
                      entry(u"month"_s, now.addDays(-20))},
                     now);
    const QString longAgo = QLocale().toString(now.addDays(-100).date(), u"MMMM yyyy"_s);
    QCOMPARE(rows(model), (QStringList{u"Today"_s, u"noon"_s, u"morning"_s, u"Yesterday"_s, u"yesterday"_s,
                                       u"Last 7 days"_s, u"week"_s, u"Last 30 days"_s, u"month"_s, longAgo, u"old"_s}));
    model.setEntries({}, now);
    QVERIFY(model.isEmpty());
}

void TestCompareModels::historyHeadsCannotBeSelected()
{
    HistoryModel model;
    const QDateTime now = QDateTime::currentDateTime();
    model.setEntries({entry(u"one"_s, now)}, now);
    QCOMPARE(model.flags(model.index(0)), Qt::NoItemFlags);
    QVERIFY(model.index(0).data(HistoryModel::HeadRole).toBool());
    QVERIFY(model.flags(model.index(1)) & Qt::ItemIsSelectable);
}

void TestCompareModels::historyFindsWhatIsOpen()
{
    HistoryModel model;
    const QDateTime now = QDateTime::currentDateTime();
    HistoryModel::Entry run;
    run.run = RunId::create();
    run.title = u"run"_s;
    run.when = now;
    const HistoryModel::Entry conversation = entry(u"talk"_s, now.addSecs(-1));
    model.setEntries({run, conversation}, now);
    QCOMPARE(model.find(conversation.conversation, {}).data().toString(), u"talk"_s);
    QCOMPARE(model.find({}, run.run).data().toString(), u"run"_s);
    QVERIFY(!model.find({}, {}).isValid());
    QVERIFY(!model.find(ConversationId::create(), {}).isValid());
}

void TestCompareModels::cellsAreFoldedAndAnnouncedTogether()
{
    const QTemporaryDir folder;
    const auto session = Session::open({.workspace = folder.filePath(u"w.evenhand"_s)});
    QVERIFY(session);
    CellModels models((*session)->runs(), std::make_shared<StoppedClock>());
    const Cell cell{.id = CellId::create()};
    const std::shared_ptr<CellModel> model = models.started(cell);
    QSignalSpy changed(model.get(), &CellModel::changed);

    LaneEvents events{
        {cell.id, AttemptStarted{.id = AttemptId::create(), .most = 3, .started = QDateTime::currentDateTimeUtc()}},
        {cell.id, LaneStateChanged{.state = LaneState::Streaming}}};
    for (int i = 0; i < 100; ++i)
        events.append({cell.id, LaneOutput{.event = TextDelta{u"word "_s}, .since = std::chrono::milliseconds(i)}});
    emit(*session)->runs().laneEvents(events);
    emit(*session)->runs().laneEvents({{CellId::create(), LaneStateChanged{}}}); // of a cell nobody knows
    emit(*session)->runs().laneEvents({{cell.id, LaneOutput{.event = TextDelta{u"end"_s}}}});
    QCOMPARE(changed.count(), 0);
    QVERIFY(model->cell().state == LaneState::Streaming);
    QCOMPARE(model->mostAttempts(), 3);
    QVERIFY(changed.wait());
    QCOMPARE(changed.count(), 1);
    QCOMPARE(model->attempt()->answer.text, u"word "_s.repeated(100) + u"end"_s);
}

void TestCompareModels::cellsThatRunStayWhileNobodyLooks()
{
    const QTemporaryDir folder;
    const auto session = Session::open({.workspace = folder.filePath(u"w.evenhand"_s)});
    QVERIFY(session);
    CellModels models((*session)->runs());
    const Cell cell{.id = CellId::create()};
    std::weak_ptr<CellModel> watched = models.started(cell);
    emit(*session)->runs().laneEvents({{cell.id, LaneStateChanged{.state = LaneState::Streaming}}});
    QVERIFY(!watched.expired());
    // The same one is found again, whatever the disk says by now.
    QVERIFY(models.model(cell)->cell().state == LaneState::Streaming);
    emit(*session)->runs().laneEvents({{cell.id, LaneStateChanged{.state = LaneState::Done}}});
    QVERIFY(!watched.expired());
    emit(*session)->runs().recorded(cell.id);
    QVERIFY(watched.expired());
}

void TestCompareModels::aWaitHasAnEnd()
{
    const Cell cell{.id = CellId::create()};
    CellModel model(cell);
    model.apply({cell.id, LaneStateChanged{.state = LaneState::Waiting,
                                           .reason = WaitReason::RetryAfter,
                                           .wait = 12s,
                                           .message = u"slow down"_s}},
                Clock::Moment(100s));
    QVERIFY(model.wait().until == Clock::Moment(112s));
    QCOMPARE(model.wait().message, u"slow down"_s);
    model.apply({cell.id, LaneStateChanged{.state = LaneState::Streaming}}, Clock::Moment(113s));
    QVERIFY(model.wait() == CellModel::Wait{});
    model.apply({cell.id, LaneStateChanged{.state = LaneState::Failed}}, Clock::Moment(114s));
    QVERIFY(!model.isRunning());
    model.requeue();
    QVERIFY(model.isRunning());
}

void TestCompareModels::hiddenCharactersBecomeMarks_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("plain") << u"Hello, <b>world</b>\n\tdone"_s << u"Hello, <b>world</b>\n\tdone"_s;
    QTest::newRow("override") << u"safe\u202egnp.exe"_s << u"safe[U+202E]gnp.exe"_s;
    QTest::newRow("isolates") << u"a\u2066b\u2069"_s << u"a[U+2066]b[U+2069]"_s;
    QTest::newRow("zero width space") << u"zero\u200bwidth"_s << u"zero[U+200B]width"_s;
    QTest::newRow("joiner in Latin") << u"ab\u200dcd"_s << u"ab[U+200D]cd"_s;
    QTest::newRow("joiner in Devanagari") << u"क्\u200dष"_s << u"क्\u200dष"_s;
    QTest::newRow("non-joiner in Persian") << u"می\u200cخواهم"_s << u"می\u200cخواهم"_s;
    QTest::newRow("family") << u"👩\u200d👧"_s << u"👩\u200d👧"_s;
    QTest::newRow("skin tone") << u"👩🏽\u200d💻"_s << u"👩🏽\u200d💻"_s;
    QTest::newRow("tag characters") << QString::fromUcs4(U"\U000E0041", 1) << u"[U+E0041]"_s;
    QTest::newRow("byte order mark") << u"\ufeffx"_s << u"[U+FEFF]x"_s;
    QTest::newRow("escape") << u"\u001b[31m"_s << u"[U+001B][31m"_s;
    QTest::newRow("line ends") << u"a\r\nb\rc\n"_s << u"a\nb\rc\n"_s;
}

void TestCompareModels::hiddenCharactersBecomeMarks()
{
    QFETCH(const QString, text);
    QFETCH(const QString, expected);
    QCOMPARE(shown({text}), expected);
}

void TestCompareModels::textMayBeCutAnywhere()
{
    const QString text = u"a\r\nb👩\u200d👧\u202ec"_s;
    const QString expected = shown({text});
    for (qsizetype cut = 0; cut <= text.size(); ++cut)
        QCOMPARE(shown({text.first(cut), text.sliced(cut)}), expected);
    QCOMPARE(shown({text.first(5)}), u"a\nb\ufffd"_s);
}

void TestCompareModels::draftsSurviveJson()
{
    Draft draft;
    draft.lineup = lineup({u"a"_s, u"b"_s});
    draft.lineup.id = LineupId::create();
    draft.lineup.name = u"Mine"_s;
    draft.lineup.targets[0].channel = ChannelId::create();
    draft.lineup.targets[0].parameters.temperature = 0.5;
    draft.prompt = {.system = u"s"_s,
                    .user = u"{{x}}"_s,
                    .variables = {{u"x"_s, u"1"_s}},
                    .attachments = {{.path = u"/tmp/a.pdf"_s, .mediaType = u"application/pdf"_s, .size = 12}}};
    draft.repeats = 5;
    draft.conversation = ConversationId::create();
    draft.scrollTogether = true;
    draft.doubts.learn(draft.lineup.targets[0].channel, {{.id = u"a"_s, .lacks = {u"image"_s, u"tools"_s}}});
    QVERIFY(draftFromJson(toJson(draft)) == draft);
    QVERIFY(draftFromJson({}) == Draft{});
    QCOMPARE(draftFromJson({{u"repeats"_s, -3}}).repeats, 1);
}

void TestCompareModels::figuresHaveUnits()
{
    const QChar space(0x202f);
    QCOMPARE(Format::duration(412'400us), u"412"_s + space + u"ms"_s);
    QCOMPARE(Format::duration(999'600us), u"1.00"_s + space + u"s"_s);
    QCOMPARE(Format::duration(12'340ms), u"12.3"_s + space + u"s"_s);
    QCOMPARE(Format::duration(125s), u"2"_s + space + u"min 5"_s + space + u"s"_s);
    QCOMPARE(Format::seconds(11'001ms), u"12"_s + space + u"s"_s);
    QCOMPARE(Format::rate(87.4), u"87"_s);
    QCOMPARE(Format::rate(9.44), u"9.4"_s);
    QCOMPARE(Format::counted(1, u"1 word"_s, u"%1 words"_s), u"1 word"_s);
    QCOMPARE(Format::counted(1200, u"1 word"_s, u"%1 words"_s), u"1,200 words"_s);
    QCOMPARE(Format::parameters({}), QString());
    QCOMPARE(Format::parameters({.maxTokens = 64, .temperature = 0.0, .effort = u"low"_s, .extra = {{u"top_k"_s, 4}}}),
             u"max 64 · temperature 0 · effort low · top_k"_s);
    QCOMPARE(Format::toolTip(u"<b>\n&"_s), u"<qt>&lt;b&gt;<br>&amp;</qt>"_s);
}

QTEST_GUILESS_MAIN(TestCompareModels)
#include "tst_comparemodels.moc"
