// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/channelstore.h"
#include "app/store/coststore.h"
#include "app/store/lineupstore.h"
#include "app/store/pricestore.h"
#include "app/store/promptstore.h"
#include "app/store/runstore.h"
#include "app/store/scorestore.h"
#include "app/store/statestore.h"
#include "app/store/workspace.h"
#include "samplevalues.h"
#include "storehelpers.h"
#include "tests/paths.h"

#include <QCoreApplication>
#include <QTemporaryDir>

using namespace evenhand;
using namespace Qt::StringLiterals;

namespace {

const QString stateKey = u"window"_s;
const QString promptName = u"Explain"_s;
const QString title = u"A talk – двa ходa"_s;

const QDateTime imported(QDate(2026, 11, 21), QTime(12, 0), QTimeZone::UTC);

// Two files; the first of them is not used any more, and its row is the row of the second as well.
QList<StoredPriceLayer> priceLayers()
{
    const StoredPriceRow row{.id = u"0123456789abcdef"_s, .content = {{u"m"_s, u"model"_s}}};
    const StoredPriceRow other{.id = u"fedcba9876543210"_s, .content = {{u"m"_s, sample::hardText()}}};
    const auto id = [](const char *text) { return PriceLayerId::fromString(QLatin1StringView(text)); };
    return {{.id = id("5a3f1c00-0000-4000-8000-000000000042"),
             .name = u"contract.csv"_s,
             .kind = u"csv"_s,
             .source = {{u"catalogue"_s, u"contract.csv"_s}},
             .imported = imported.addDays(1),
             .ended = {},
             .rows = {row, other}},
            {.id = id("5a3f1c00-0000-4000-8000-000000000041"),
             .name = u"contract.csv"_s,
             .kind = u"csv"_s,
             .source = {},
             .imported = imported,
             .ended = imported.addDays(1),
             .rows = {row}}};
}

PromptText secondPrompt()
{
    PromptText prompt = sample::prompt();
    prompt.user = u"Explain {{language}} again."_s;
    return prompt;
}

// The second turn was under way when the program ended.
QList<Run> talk(ConversationId conversation)
{
    const auto id = [](auto none, const char *text) { return decltype(none)::fromString(QLatin1StringView(text)); };
    Run first = sample::run();
    first.spec.id = id(RunId(), "5a3f1c00-0000-4000-8000-000000000011");
    first.spec.conversation = conversation;
    first.cells.removeLast();
    first.cells.first().id = id(CellId(), "5a3f1c00-0000-4000-8000-000000000022");
    first.cells.first().attempts.removeFirst();
    first.cells.first().attempts.first().id = id(AttemptId(), "5a3f1c00-0000-4000-8000-000000000033");

    Run second = first;
    second.spec.id = id(RunId(), "5a3f1c00-0000-4000-8000-000000000012");
    second.spec.turn = 1;
    second.cells.first().id = id(CellId(), "5a3f1c00-0000-4000-8000-000000000023");
    second.cells.first().state = LaneState::Streaming;
    Attempt &attempt = second.cells.first().attempts.first();
    attempt.id = id(AttemptId(), "5a3f1c00-0000-4000-8000-000000000034");
    attempt.state = LaneState::Streaming;
    attempt.answer = {.text = u"Partial"_s};
    return {first, second};
}

Result<void> storeRuns(Database &db, const QList<Run> &runs)
{
    Result<void> stored;
    for (const Run &run : runs) {
        stored = stored.and_then([&] { return RunStore::create(db, run); });
        for (const Cell &cell : run.cells)
            stored = stored.and_then([&] { return RunStore::saveCell(db, cell); });
    }
    return stored;
}

Result<void> fill(Database &db)
{
    return ChannelStore::save(db, sample::channel())
        .and_then([&] { return LineupStore::save(db, sample::lineup()); })
        .and_then([&] { return PromptStore::save(db, promptName, sample::prompt()); })
        .and_then([&](const PromptVersion &) { return PromptStore::save(db, promptName, secondPrompt()); })
        .and_then([&](const PromptVersion &) { return storeRuns(db, {sample::run()}); })
        .and_then([&] { return ScoreStore::save(db, sample::attempt().id, sample::scores()); })
        .and_then([&] { return ConversationStore::create(db, title); })
        .and_then([&](ConversationId conversation) { return storeRuns(db, talk(conversation)); })
        .and_then([&] { return PriceStore::add(db, priceLayers().last()); })
        .and_then([&] { return PriceStore::add(db, priceLayers().first()); })
        .and_then([&] { return StateStore::save(db, stateKey, {{u"draft"_s, sample::hardText()}}); });
}

// Version 1 had no room for what providers want back, version 2 none for more than one request of an attempt, and version 4
// none for answers that were taken from earlier runs.
Run asOfVersion(int version, Run run)
{
    for (RunTarget &target : run.spec.targets) {
        for (Message &message : target.history)
            message.state = version > 1 ? message.state : QJsonObject();
    }
    for (Cell &cell : run.cells) {
        for (Attempt &attempt : cell.attempts) {
            attempt.answer.providerState = version > 1 ? attempt.answer.providerState : QJsonObject();
            attempt.rounds = version > 2 ? attempt.rounds : QList<Round>();
            attempt.copyOf = version > 4 ? attempt.copyOf : std::nullopt;
        }
    }
    run.spec.reuse = version > 4 && run.spec.reuse;
    return run;
}

// The two attempts of sample::run() and its talk of which something was sent: one request each before version 3, then two.
// Nothing of them was priced.
QList<SpendingGroup> spending(int version)
{
    const qint64 requests = version < 3 ? 2 : 4;
    return {
        {.key = u"2026-03"_s,
         .name = u"2026-03"_s,
         .sum = {
             .cells = 2, .attempts = 2, .unpriced = 2, .inputTokens = requests * 130, .outputTokens = requests * 108}}};
}

int writeFixture(const QString &path)
{
    const auto workspace = Workspace::open(path, Workspace::Access::Own);
    const Result<void> filled =
        workspace ? (*workspace)->write(&fill) : Result<void>(std::unexpected(workspace.error()));
    if (!filled)
        QTextStream(stderr) << problem(filled) << Qt::endl;
    return filled ? 0 : 1;
}

} // namespace

// A workspace of each schema version that was ever released opens, is upgraded, and holds what was put into it. How they
// are made: tests/data/workspaces/README.md.
class tst_workspacefixtures : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void holdsWhatWasPutIntoIt_data();
    void holdsWhatWasPutIntoIt();

private:
    QTemporaryDir m_dir;
};

void tst_workspacefixtures::init()
{
    QTest::failOnWarning();
}

void tst_workspacefixtures::holdsWhatWasPutIntoIt_data()
{
    QTest::addColumn<QString>("fixture");
    QTest::addColumn<int>("version");
    for (int version = 1; version <= Workspace::schemaVersion; ++version) {
        const QString name = u"v%1.evenhand"_s.arg(version);
        QTest::newRow(qPrintable(name)) << QStringLiteral(EVENHAND_TEST_DATA "/workspaces/") + name << version;
    }
    const QString now = m_dir.filePath(u"now.evenhand"_s);
    QCOMPARE(writeFixture(now), 0);
    QTest::newRow("written now") << now << Workspace::schemaVersion;
}

void tst_workspacefixtures::holdsWhatWasPutIntoIt()
{
    QFETCH(const QString, fixture);
    QFETCH(const int, version);
    const QString path = m_dir.filePath(u"copy.evenhand"_s);
    QFile::remove(path);
    QVERIFY(QFile::copy(fixture, path));
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner));

    const auto workspace = Workspace::open(path, Workspace::Access::Own);
    VERIFY_RESULT(workspace);
    Database &db = (*workspace)->reader();

    QCOMPARE(ChannelStore::all(db).value(), QList<Channel>{sample::channel()});
    QCOMPARE(LineupStore::all(db).value(), QList<Lineup>{sample::lineup()});
    const QList<Prompt> prompts = PromptStore::all(db).value();
    QCOMPARE(prompts.size(), 1);
    const QList<PromptVersion> versions = PromptStore::versions(db, prompts.first().id).value();
    QCOMPARE(versions.size(), 2);
    QCOMPARE(versions.first().text, secondPrompt());
    QCOMPARE(versions.last().text, sample::prompt());

    QCOMPARE(RunStore::find(db, sample::run().spec.id), Result<Run>(asOfVersion(version, sample::run())));
    const QList<ConversationSummary> talks = ConversationStore::summaries(db).value();
    QCOMPARE(talks.size(), 1);
    QCOMPARE(talks.first().title, title);
    QList<Run> runs = talk(talks.first().id);
    for (Run &run : runs)
        run = asOfVersion(version, run);
    QCOMPARE(ConversationStore::runs(db, talks.first().id).value(), runs);
    QCOMPARE(StateStore::load(db, stateKey).value(), (QJsonObject{{u"draft"_s, sample::hardText()}}));
    QCOMPARE(CostStore::spending(db, SpendingBy::Month), Result<QList<SpendingGroup>>(spending(version)));
    QCOMPARE(PriceStore::layers(db).value(), version < 4 ? QList<StoredPriceLayer>() : priceLayers());

    QCOMPARE(ScoreStore::ofAttempt(db, sample::attempt().id).value(),
             version < 5 ? QList<CheckScore>() : sample::scores());
    const GridCell judged = RunStore::gridCell(db, sample::run().cells.first().id).value();
    QCOMPARE(judged.checks, version < 5 ? std::nullopt : std::optional(resultsOf(sample::scores())));
    QCOMPARE(judged.reused, version > 4);

    QCOMPARE((*workspace)->write(&RunStore::interruptUnfinished), Result<int>(1));
    QCOMPARE(db.value(u"PRAGMA integrity_check"_s).value(), u"ok"_s);
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == "--write"_L1)
        return writeFixture(arguments.value(2));
    tst_workspacefixtures test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_workspacefixtures.moc"
