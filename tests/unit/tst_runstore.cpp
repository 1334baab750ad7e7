// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/runstore.h"
#include "app/store/scorestore.h"
#include "samplevalues.h"
#include "storehelpers.h"

#include <QCryptographicHash>
#include <QTemporaryDir>

using namespace evenhand;
using namespace Qt::StringLiterals;

namespace {

Result<void> store(Database &db, const Run &run)
{
    Result<void> stored = RunStore::create(db, run);
    for (const Cell &cell : run.cells)
        stored = stored.and_then([&] { return RunStore::saveCell(db, cell); });
    return stored;
}

// Like sample::run(), with ids of its own, queued, and no attempts.
Run plannedRun(const QString &prompt, int minutes, ConversationId conversation = {}, int turn = 0)
{
    Run run = sample::run();
    run.spec.id = RunId::create();
    run.spec.conversation = conversation;
    run.spec.turn = turn;
    run.spec.prompt = {.system = u"Be brief."_s, .user = prompt, .variables = {}, .attachments = {}};
    run.created = run.created.addSecs(60 * minutes);
    for (Cell &cell : run.cells)
        cell = {.id = CellId::create(), .target = cell.target, .repeat = 0, .state = LaneState::Queued, .attempts = {}};
    return run;
}

// Two cases on two targets, planned, with every setting.
Run suiteRun()
{
    Run run = sample::run();
    run.spec.name = u"Harvest, second try"_s;
    run.spec.suite = RunSuite{.id = SuiteId::create(),
                              .name = u"Harvest"_s,
                              .columns = {u"crop"_s},
                              .cases = {{.id = CaseId::create(),
                                         .name = u"first"_s,
                                         .variables = {{u"crop"_s, sample::hardText()}},
                                         .reference = u"42"_s,
                                         .taskClass = u"reasoning"_s,
                                         .tags = {u"a"_s, u"b"_s},
                                         .attachments = sample::prompt().attachments,
                                         .checks = {QJsonObject{{u"type"_s, u"contains"_s}}}},
                                        {}}};
    run.spec.seed = -7;
    run.spec.budget = Money{.nano = 5'000'000'000, .currency = u"EUR"_s};
    run.spec.concurrency = 20;
    run.spec.reuse = false;
    run.cells.clear();
    for (int i = 0; i < 4; ++i)
        run.cells.append({.id = CellId::create(), .caseIndex = i / 2, .target = i % 2});
    return run;
}

Attempt streaming(const QString &text)
{
    Attempt attempt;
    attempt.id = AttemptId::create();
    attempt.state = LaneState::Streaming;
    attempt.started = sample::run().created;
    attempt.answer.text = text;
    return attempt;
}

QStringList titles(const Result<QList<RunSummary>> &summaries)
{
    QStringList titles;
    for (const RunSummary &summary : *summaries)
        titles.append(summary.title);
    return titles;
}

QStringList titles(const Result<QList<ConversationSummary>> &summaries)
{
    QStringList titles;
    for (const ConversationSummary &summary : *summaries)
        titles.append(summary.title);
    return titles;
}

} // namespace

class tst_runstore : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void everythingComesBack();
    void sameAgainChangesNothing();
    void checkpointsGrow();
    void endedAttemptStaysAsItWas();
    void retryIsAnotherAttempt();
    void textIsHashed();
    void cellOfAnUnknownRunIsRefused();
    void unfinishedIsInterrupted();
    void suiteAndSettingsComeBack();
    void gridTellsOfTheLastAttempt();
    void beginningsEndBetweenCharacters();
    void gridAddsNoCurrencies();
    void laterAttemptsNeedNotBringTheEarlierOnes();
    void whatWasSentIsKeptOnce();
    void oneCellComesBack();
    void failsAsAWhole_data();
    void failsAsAWhole();

    void summariesSayWhatHappened();
    void summariesAreNewestFirst();
    void summariesAreOfRunsOfAKind();
    void filterTakesWords_data();
    void filterTakesWords();

    void conversationHasItsTurns();
    void conversationSummaries();
    void removedConversationLeavesNothing();
    void indexesAreUsed_data();
    void indexesAreUsed();

private:
    int count(const QString &table) const { return m_db->value(u"SELECT count(*) FROM "_s + table)->toInt(); }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Database> m_db;
};

void tst_runstore::init()
{
    QTest::failOnWarning();
    m_db.reset();
    m_dir = std::make_unique<QTemporaryDir>();
    m_db = freshDatabase(m_dir->filePath(u"w.evenhand"_s));
    QVERIFY(m_db);
}

void tst_runstore::everythingComesBack()
{
    VERIFY_RESULT(store(*m_db, sample::run()));
    const Result<Run> found = RunStore::find(*m_db, sample::run().spec.id);
    VERIFY_RESULT(found);
    QCOMPARE(found->spec, sample::run().spec);
    QCOMPARE(*found, sample::run());
    VERIFY_ERROR(RunStore::find(*m_db, RunId::create()), ErrorCode::NotFound, u"no run"_s);
}

void tst_runstore::sameAgainChangesNothing()
{
    VERIFY_RESULT(store(*m_db, sample::run()));
    VERIFY_RESULT(store(*m_db, sample::run()));
    QCOMPARE(RunStore::find(*m_db, sample::run().spec.id), Result<Run>(sample::run()));
    QCOMPARE(count(u"cells"_s), 2);
    QCOMPARE(count(u"attempts"_s), 3);
    QCOMPARE(count(u"answers"_s), 3);
}

void tst_runstore::checkpointsGrow()
{
    Run run = plannedRun(u"p"_s, 0);
    VERIFY_RESULT(RunStore::create(*m_db, run));
    Cell &cell = run.cells.last();
    cell.state = LaneState::Waiting;
    cell.attempts = {streaming({})};
    VERIFY_RESULT(RunStore::saveCell(*m_db, cell));
    QCOMPARE(count(u"answers"_s), 0);

    cell.state = LaneState::Streaming;
    for (const QString &piece : {u"One "_s, sample::hardText(), u" and the rest."_s}) {
        cell.attempts.last().answer.text += piece;
        VERIFY_RESULT(RunStore::saveCell(*m_db, cell));
        QCOMPARE(RunStore::find(*m_db, run.spec.id), Result<Run>(run));
    }
    Attempt ended = sample::attempt();
    ended.id = cell.attempts.last().id;
    ended.number = cell.attempts.last().number;
    cell.state = LaneState::Done;
    cell.attempts.last() = ended;
    VERIFY_RESULT(RunStore::saveCell(*m_db, cell));
    QCOMPARE(RunStore::find(*m_db, run.spec.id), Result<Run>(run));
}

void tst_runstore::gridAddsNoCurrencies()
{
    Run run = suiteRun();
    VERIFY_RESULT(RunStore::create(*m_db, run));
    Cell &cell = run.cells[0];
    for (const QString &currency : {u"USD"_s, u"EUR"_s}) {
        Attempt attempt = streaming(currency);
        attempt.number = int(cell.attempts.size()) + 1;
        attempt.state = LaneState::Done;
        attempt.cost = AttemptCost{.amount = Money{.nano = 40, .currency = currency}, .priceRow = u"row"_s};
        cell.attempts.append(attempt);
        VERIFY_RESULT(RunStore::saveCell(*m_db, cell));
    }
    QCOMPARE(RunStore::gridCell(*m_db, cell.id)->cost, std::nullopt);
}

void tst_runstore::endedAttemptStaysAsItWas()
{
    VERIFY_RESULT(store(*m_db, sample::run()));
    Cell cell = sample::run().cells.first();
    cell.attempts.last().answer.text = u"Something else"_s;
    cell.attempts.last().state = LaneState::Streaming;
    VERIFY_RESULT(RunStore::saveCell(*m_db, cell));
    QCOMPARE(RunStore::find(*m_db, sample::run().spec.id), Result<Run>(sample::run()));
}

void tst_runstore::retryIsAnotherAttempt()
{
    Run run = sample::run();
    VERIFY_RESULT(store(*m_db, run));
    Cell &cell = run.cells.last();
    cell.state = LaneState::Streaming;
    cell.attempts.append(streaming(u"Now it "_s));
    cell.attempts.last().number = 2;
    VERIFY_RESULT(RunStore::saveCell(*m_db, cell));
    QCOMPARE(RunStore::find(*m_db, run.spec.id), Result<Run>(run));
}

void tst_runstore::textIsHashed()
{
    VERIFY_RESULT(store(*m_db, sample::run()));
    const QByteArray hash =
        QCryptographicHash::hash(sample::attempt().answer.text.toUtf8(), QCryptographicHash::Sha256);
    QCOMPARE(m_db->value(u"SELECT text_sha256 FROM answers WHERE attempt = ?"_s, sample::attempt().id).value(), hash);
}

void tst_runstore::cellOfAnUnknownRunIsRefused()
{
    VERIFY_ERROR(RunStore::saveCell(*m_db, sample::run().cells.first()), ErrorCode::NotFound, u"was not kept"_s);
}

void tst_runstore::unfinishedIsInterrupted()
{
    Run ended = sample::run();
    VERIFY_RESULT(store(*m_db, ended));
    Run open = plannedRun(u"p"_s, 1);
    open.cells.last().state = LaneState::Streaming;
    open.cells.last().attempts = {streaming(u"Partial te"_s)};
    VERIFY_RESULT(store(*m_db, open));

    QCOMPARE(RunStore::interruptUnfinished(*m_db), Result<int>(2));

    open.cells.first().state = LaneState::Interrupted;
    open.cells.last().state = LaneState::Interrupted;
    open.cells.last().attempts.last().state = LaneState::Interrupted;
    QCOMPARE(RunStore::find(*m_db, open.spec.id), Result<Run>(open));
    QCOMPARE(RunStore::find(*m_db, ended.spec.id), Result<Run>(ended));
    QCOMPARE(RunStore::interruptUnfinished(*m_db), Result<int>(0));
}

void tst_runstore::suiteAndSettingsComeBack()
{
    const Run run = suiteRun();
    VERIFY_RESULT(store(*m_db, run));
    QCOMPARE(RunStore::find(*m_db, run.spec.id), Result<Run>(run));
    const Result<Run> head = RunStore::head(*m_db, run.spec.id);
    VERIFY_RESULT(head);
    QCOMPARE(head->spec, run.spec);
    QVERIFY(head->cells.isEmpty());
    QCOMPARE(titles(RunStore::summaries(*m_db, u"harvest"_s)), QStringList{u"Harvest, second try"_s});
}

void tst_runstore::gridTellsOfTheLastAttempt()
{
    Run run = suiteRun();
    VERIFY_RESULT(RunStore::create(*m_db, run));
    Cell &cell = run.cells[1];
    Attempt failed = streaming({});
    failed.state = LaneState::Failed;
    failed.error = Error{.code = ErrorCode::Server, .message = u"The server\nbroke."_s};
    failed.cost = AttemptCost{.amount = Money{.nano = 40, .currency = u"USD"_s}, .priceRow = u"row-1"_s};
    cell.attempts = {failed};
    cell.state = LaneState::Failed;
    VERIFY_RESULT(RunStore::saveCell(*m_db, cell));
    GridCell expected{.id = cell.id,
                      .target = 1,
                      .state = LaneState::Failed,
                      .attempts = 1,
                      .cost = Money{.nano = 40, .currency = u"USD"_s},
                      .beginning = u"The server broke."_s};
    QCOMPARE(RunStore::grid(*m_db, run.spec.id)->at(1), expected);

    Attempt done = sample::attempt();
    done.cost = AttemptCost{.amount = Money{.nano = 2, .currency = u"USD"_s}, .priceRow = u"row-2"_s};
    cell.attempts.append(done);
    cell.state = LaneState::Done;
    VERIFY_RESULT(RunStore::saveCell(*m_db, cell));
    expected.state = LaneState::Done;
    expected.attempts = 2;
    expected.firstToken = done.firstToken();
    expected.total = done.total();
    expected.inputTokens = *sample::usage().inputTotal() * 2; // of a round and of the last request
    expected.outputTokens = *sample::usage().outputTotal() * 2;
    expected.cost->nano = 42;
    expected.beginning = done.answer.text.left(80).simplified();
    expected.textHash = textHash(done.answer.text);
    expected.reused = true;
    const QList<GridCell> grid = RunStore::grid(*m_db, run.spec.id).value();
    QCOMPARE(grid.size(), run.cells.size());
    QCOMPARE(grid.at(1), expected);
    QCOMPARE(RunStore::find(*m_db, run.spec.id), Result<Run>(run));
}

void tst_runstore::beginningsEndBetweenCharacters()
{
    const QString letters(79, u'a');
    QCOMPARE(beginningOf({.answer = {.text = letters + u"\U0001F600 and more"_s}}), letters);
    QCOMPARE(beginningOf({.answer = {.text = letters.first(78) + u"\U0001F600 and more"_s}}),
             letters.first(78) + u"\U0001F600"_s);
}

void tst_runstore::laterAttemptsNeedNotBringTheEarlierOnes()
{
    Run run = sample::run();
    VERIFY_RESULT(store(*m_db, run));
    Cell &cell = run.cells.last();
    Attempt next = streaming(u"At last"_s);
    next.number = 2;
    VERIFY_RESULT(
        RunStore::saveCell(*m_db, {.id = cell.id, .target = 1, .state = LaneState::Streaming, .attempts = {next}}));
    cell.attempts.append(next);
    cell.state = LaneState::Streaming;
    QCOMPARE(RunStore::cell(*m_db, cell.id), Result<Cell>(cell));
}

void tst_runstore::whatWasSentIsKeptOnce()
{
    Run run = suiteRun();
    for (Cell &cell : run.cells) {
        Attempt attempt = sample::attempt();
        attempt.id = AttemptId::create();
        attempt.number = 1;
        attempt.request->body = cell.target == 0 ? "{}" : "\xff";
        cell.attempts = {attempt};
        cell.state = LaneState::Done;
    }
    VERIFY_RESULT(store(*m_db, run));
    QCOMPARE(RunStore::find(*m_db, run.spec.id), Result<Run>(run));
    QCOMPARE(count(u"request_texts"_s), 3); // a head, a body, and a head with the body that is no text
}

void tst_runstore::oneCellComesBack()
{
    VERIFY_RESULT(store(*m_db, sample::run()));
    QCOMPARE(RunStore::cell(*m_db, sample::run().cells.first().id), Result<Cell>(sample::run().cells.first()));
    VERIFY_ERROR(RunStore::cell(*m_db, CellId::create()), ErrorCode::NotFound, u"no longer in the workspace"_s);
}

void tst_runstore::failsAsAWhole_data()
{
    QTest::addColumn<QString>("trigger");

    const QString fail = u"BEGIN SELECT RAISE(ABORT, 'injected'); END"_s;
    QTest::newRow("run") << u"CREATE TEMP TRIGGER t BEFORE INSERT ON runs "_s + fail;
    QTest::newRow("first target") << u"CREATE TEMP TRIGGER t BEFORE INSERT ON run_targets "_s + fail;
    QTest::newRow("last target") << u"CREATE TEMP TRIGGER t BEFORE INSERT ON run_targets WHEN new.position = 1 "_s
                                        + fail;
    QTest::newRow("last cell") << u"CREATE TEMP TRIGGER t BEFORE INSERT ON cells WHEN new.target = 1 "_s + fail;
    QTest::newRow("cell's state") << u"CREATE TEMP TRIGGER t BEFORE UPDATE ON cells "_s + fail;
    QTest::newRow("second attempt") << u"CREATE TEMP TRIGGER t BEFORE INSERT ON attempts WHEN new.number = 2 "_s + fail;
    QTest::newRow("answer") << u"CREATE TEMP TRIGGER t BEFORE INSERT ON answers "_s + fail;
    QTest::newRow("last score") << u"CREATE TEMP TRIGGER t BEFORE INSERT ON scores WHEN new.check_index = 2 "_s + fail;
    QTest::newRow("what scores come to") << u"CREATE TEMP TRIGGER t BEFORE UPDATE OF checks_passed ON cells "_s + fail;
}

void tst_runstore::failsAsAWhole()
{
    QFETCH(const QString, trigger);
    VERIFY_RESULT(m_db->exec(trigger));
    {
        const Result<Transaction> transaction = Transaction::begin(*m_db);
        VERIFY_RESULT(transaction);
        const Result<void> stored = store(*m_db, sample::run()).and_then([this] {
            return ScoreStore::save(*m_db, sample::attempt().id, sample::scores());
        });
        VERIFY_ERROR(stored, ErrorCode::Internal, u"injected"_s);
    }
    for (const QString &table : {u"runs"_s, u"run_targets"_s, u"cells"_s, u"attempts"_s, u"answers"_s, u"scores"_s})
        QCOMPARE(count(table), 0);

    VERIFY_RESULT(m_db->exec(u"DROP TRIGGER t"_s));
    VERIFY_RESULT(store(*m_db, sample::run()));
    QCOMPARE(RunStore::find(*m_db, sample::run().spec.id), Result<Run>(sample::run()));
}

void tst_runstore::summariesSayWhatHappened()
{
    VERIFY_RESULT(store(*m_db, sample::run()));
    const QList<RunSummary> summaries = RunStore::summaries(*m_db).value();
    QCOMPARE(summaries.size(), 1);
    RunSummary summary = summaries.first();
    QVERIFY(summary.title.startsWith(u"Explain Zażółć – 漢字 🦊 \"quoted\""_s));
    summary.title.clear();
    QCOMPARE(summary, (RunSummary{.id = sample::run().spec.id,
                                  .conversation = {},
                                  .title = {},
                                  .created = sample::run().created,
                                  .targets = 2,
                                  .repeats = 1,
                                  .cells = {{LaneState::Done, 1}, {LaneState::Failed, 1}}}));
}

void tst_runstore::summariesAreNewestFirst()
{
    for (const int minutes : {5, 1, 9, 5})
        VERIFY_RESULT(RunStore::create(*m_db, plannedRun(QString::number(minutes), minutes)));
    QCOMPARE(titles(RunStore::summaries(*m_db)), (QStringList{u"9"_s, u"5"_s, u"5"_s, u"1"_s}));
    QCOMPARE(titles(RunStore::summaries(*m_db, {}, 2)), (QStringList{u"9"_s, u"5"_s}));
}

// What is left out does not take the place of what is listed.
void tst_runstore::summariesAreOfRunsOfAKind()
{
    const Result<ConversationId> conversation = ConversationStore::create(*m_db, u"talk"_s);
    VERIFY_RESULT(conversation);
    Run turn = plannedRun(u"turn"_s, 9);
    turn.spec.conversation = *conversation;
    Run ofSuite = plannedRun(u"suite"_s, 5);
    ofSuite.spec.name = u"suite"_s;
    ofSuite.spec.suite = RunSuite{.name = u"Words"_s, .cases = {{}, {}}};
    for (const Run &run : {turn, ofSuite, plannedRun(u"prompt"_s, 1)})
        VERIFY_RESULT(RunStore::create(*m_db, run));
    QCOMPARE(titles(RunStore::summaries(*m_db)), (QStringList{u"talk"_s, u"suite"_s, u"prompt"_s}));
    QCOMPARE(titles(RunStore::summaries(*m_db, {}, 1, RunsOf::NoConversation)), QStringList{u"suite"_s});
    QCOMPARE(titles(RunStore::summaries(*m_db, {}, 1, RunsOf::PromptAlone)), QStringList{u"prompt"_s});
}

void tst_runstore::filterTakesWords_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<bool>("found");

    QTest::newRow("empty") << u""_s << true;
    QTest::newRow("blank") << u" \t"_s << true;
    QTest::newRow("one word") << u"tide"_s << true;
    QTest::newRow("any case, any script") << u"ÜBER приВЕТ"_s << true;
    QTest::newRow("any order, title and prompt") << u"moon sea"_s << true;
    QTest::newRow("system part") << u"brief"_s << true;
    QTest::newRow("one word is missing") << u"tide desert"_s << false;
    QTest::newRow("special characters") << u"(50%_*.)"_s << true;
    QTest::newRow("no wildcards") << u"t.de"_s << false;
    QTest::newRow("a quote") << u"'"_s << false;
    QTest::newRow("names of members") << u"user"_s << false;
}

void tst_runstore::filterTakesWords()
{
    QFETCH(const QString, filter);
    QFETCH(const bool, found);

    const Result<ConversationId> conversation = ConversationStore::create(*m_db, u"The sea"_s);
    VERIFY_RESULT(conversation);
    const Run run = plannedRun(u"Tide, Moon\nüber \"Привет\" (50%_*.)"_s, 0, *conversation);
    VERIFY_RESULT(RunStore::create(*m_db, run));

    const QStringList expected = found ? QStringList{u"The sea"_s} : QStringList();
    QCOMPARE(titles(RunStore::summaries(*m_db, filter)), expected);
    QCOMPARE(titles(ConversationStore::summaries(*m_db, filter)), expected);
}

void tst_runstore::conversationHasItsTurns()
{
    const Result<ConversationId> id = ConversationStore::create(*m_db, u"Talk"_s);
    VERIFY_RESULT(id);
    const Run second = plannedRun(u"and then?"_s, 1, *id, 1);
    const Run first = plannedRun(u"hello"_s, 2, *id, 0);
    VERIFY_RESULT(RunStore::create(*m_db, second));
    VERIFY_RESULT(RunStore::create(*m_db, first));
    VERIFY_RESULT(RunStore::create(*m_db, plannedRun(u"elsewhere"_s, 0)));

    QCOMPARE(ConversationStore::runs(*m_db, *id).value(), (QList<Run>{first, second}));
    QCOMPARE(ConversationStore::runs(*m_db, ConversationId::create()).value(), QList<Run>());
}

void tst_runstore::conversationSummaries()
{
    const Result<ConversationId> id = ConversationStore::create(*m_db, u"Talk"_s);
    VERIFY_RESULT(id);
    VERIFY_RESULT(ConversationStore::rename(*m_db, *id, u"Renamed"_s));
    const QDateTime made = ConversationStore::summaries(*m_db)->first().updated;
    QCOMPARE(ConversationStore::summaries(*m_db).value(),
             (QList<ConversationSummary>{{.id = *id, .title = u"Renamed"_s, .updated = made}}));

    Run first = plannedRun(u"one"_s, 0, *id, 0);
    first.created = made.addSecs(10);
    first.spec.targets.append(first.spec.targets.first());
    VERIFY_RESULT(RunStore::create(*m_db, first));
    Run second = plannedRun(u"two"_s, 0, *id, 1);
    second.created = made.addSecs(20);
    second.cells.first().state = LaneState::Failed;
    second.cells.last().state = LaneState::Done;
    VERIFY_RESULT(store(*m_db, second));
    VERIFY_RESULT(ConversationStore::create(*m_db, u"Older"_s));

    const QList<ConversationSummary> summaries = ConversationStore::summaries(*m_db).value();
    QCOMPARE(titles(summaries), (QStringList{u"Renamed"_s, u"Older"_s}));
    QCOMPARE(
        summaries.first(),
        (ConversationSummary{
            .id = *id, .title = u"Renamed"_s, .updated = made.addSecs(20), .turns = 2, .targets = 2, .failed = 1}));
}

void tst_runstore::removedConversationLeavesNothing()
{
    const Result<ConversationId> id = ConversationStore::create(*m_db, u"Talk"_s);
    VERIFY_RESULT(id);
    Run run = sample::run();
    run.spec.conversation = *id;
    run.spec.suite = suiteRun().spec.suite;
    VERIFY_RESULT(store(*m_db, run));
    VERIFY_RESULT(ScoreStore::save(*m_db, sample::attempt().id, sample::scores()));
    VERIFY_RESULT(ConversationStore::remove(*m_db, *id));
    for (const QString &table : {u"conversations"_s, u"runs"_s, u"run_targets"_s, u"run_cases"_s, u"cells"_s,
                                 u"attempts"_s, u"answers"_s, u"request_texts"_s, u"scores"_s})
        QCOMPARE(count(table), 0);
}

void tst_runstore::indexesAreUsed_data()
{
    QTest::addColumn<QString>("sql");

    // What is done at each start or for each answer must not read a whole table of a million rows.
    const QString unfinished = u"state <> 'done' AND state IN ('queued', 'waiting', 'streaming')"_s;
    QTest::newRow("unfinished cells") << u"SELECT count(*) FROM cells WHERE "_s + unfinished;
    QTest::newRow("attempts of unfinished cells")
        << u"UPDATE attempts SET state = 'interrupted' WHERE cell IN (SELECT id FROM cells WHERE "_s + unfinished
               + u')';
    QTest::newRow("cells of a run that are not done")
        << u"SELECT count(*) FROM cells WHERE run = x'00' AND "_s + unfinished;
    QTest::newRow("cell") << u"UPDATE cells SET state = 'done' WHERE id = x'00'"_s;
    QTest::newRow("cells of a run")
        << u"SELECT state FROM cells WHERE run = x'00' ORDER BY case_index, target, repeat"_s;
    QTest::newRow("attempts of a run")
        << u"SELECT 1 FROM cells JOIN attempts ON attempts.cell = cells.id LEFT JOIN answers ON attempt = attempts.id "
           "WHERE run = x'00' ORDER BY case_index, target, repeat, number"_s;
    QTest::newRow("what was sent") << u"SELECT id FROM request_texts WHERE run = x'00' AND sha256 = x'00'"_s;
    QTest::newRow("cost of a cell") << u"SELECT sum(cost_nano) FROM attempts WHERE cell = x'00'"_s;
    QTest::newRow("runs of a conversation") << u"SELECT id FROM runs WHERE conversation = x'00' ORDER BY turn"_s;
}

void tst_runstore::indexesAreUsed()
{
    QFETCH(const QString, sql);

    const auto step = [](const QSqlQuery &query) { return query.value(3).toString(); };
    const Result<QList<QString>> plan = m_db->all<QString>(step, u"EXPLAIN QUERY PLAN "_s + sql);
    VERIFY_RESULT(plan);
    QVERIFY(!plan->isEmpty());
    for (const QString &line : *plan)
        QVERIFY2(line.startsWith(u"SEARCH"_s) || line.contains(u"INDEX"_s) || line.contains(u"SUBQUERY"_s),
                 qPrintable(line));
}

QTEST_GUILESS_MAIN(tst_runstore)
#include "tst_runstore.moc"
