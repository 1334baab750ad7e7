// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/attachments.h"
#include "app/service/runservice.h"
#include "app/service/sample.h"
#include "app/service/session.h"
#include "app/store/channelstore.h"
#include "app/store/lineupstore.h"
#include "app/store/promptstore.h"
#include "app/store/suitestore.h"
#include "app/store/runstore.h"
#include "app/store/workspace.h"
#include "tests/unit/engineharness.h"
#include "tests/unit/storehelpers.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace evenhand;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

static const QByteArray png = QByteArray::fromBase64(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

// From a prompt and a lineup to the disk, with the engine on a scripted plugin.
class TestRunService : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void storesARunBeforeAnythingIsSent();
    void tellsAndRecordsWhatComesBack();
    void refusesRequestsThatCannotBeSent_data();
    void refusesRequestsThatCannotBeSent();
    void refusesChannelsThatAreGone();
    void refusesAWorkspaceThatCannotBeWritten();
    void sendsEachTargetItsOwnAnswersOnly();
    void leavesOutFailedTurnsAndSaysSo();
    void sendsAttachments();
    void saysWhichAttachmentsAChannelDoesNotTake();
    void sendsEarlierAttachmentsAgain();
    void refusesAttachmentsThatAreGoneOrHaveChanged();
    void keepsNoCopyOfAnAttachment();
    void sendsToolsAndFormatToThoseThatTakeThem();
    void namesAConversationAfterItsPrompt();
    void keepsEarlierAttemptsWithARetry();
    void tellsThatPartOfAnAnswerMayHaveCostSomething();
    void retriesWithTheKeyOfToday();
    void retriesOnlyWhatHasEnded();
    void keepsWhatArrivedWhenStopped();
    void countsWhatRuns();
    void interruptsWhatRanWhenTheProgramEnded();
    void fillsANewWorkspaceWithTheSample();

private:
    Channel addChannel(const QString &name);
    Lineup lineup(const QStringList &models) const;
    RunService::Request request(const QString &prompt, const Lineup &lineup) const;
    AttachmentRef attached(const QString &name, const QByteArray &content);
    // Sends and waits until all is on disk.
    Run sent(const RunService::Request &request);
    Run stored(RunId run);
    static Script answering(const QString &answer);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<EngineHarness> m_harness;
    std::unique_ptr<RunService> m_service;
    Channel m_channel;
};

void TestRunService::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    Result<std::unique_ptr<Workspace>> workspace =
        Workspace::open(m_folder->filePath(u"w.evenhand"_s), Workspace::Access::Own);
    VERIFY_RESULT(workspace);
    m_workspace = std::move(*workspace);
    m_harness = std::make_unique<EngineHarness>();
    m_service = std::make_unique<RunService>(*m_workspace, *m_harness->engine, m_harness->redactor);
    m_channel = addChannel(u"Test"_s);
}

void TestRunService::cleanup()
{
    m_service.reset();
    m_harness.reset();
    m_workspace.reset();
}

Channel TestRunService::addChannel(const QString &name)
{
    const Channel channel = EngineHarness::channel(name);
    const Result<void> saved = m_workspace->write([&](Database &db) { return ChannelStore::save(db, channel); });
    return saved ? channel : Channel{};
}

Lineup TestRunService::lineup(const QStringList &models) const
{
    Lineup lineup;
    for (const QString &model : models)
        lineup.targets.append({.id = TargetId::create(), .channel = m_channel.id, .model = model});
    return lineup;
}

RunService::Request TestRunService::request(const QString &prompt, const Lineup &lineup) const
{
    return {.prompt = {.user = prompt}, .lineup = lineup};
}

AttachmentRef TestRunService::attached(const QString &name, const QByteArray &content)
{
    QFile file(m_folder->filePath(name));
    const bool written = file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.flush();
    return written ? attach(file.fileName()).value_or(AttachmentRef{}) : AttachmentRef{};
}

Run TestRunService::sent(const RunService::Request &request)
{
    QSignalSpy finished(m_service.get(), &RunService::runFinished);
    const Result<Run> run = m_service->start(request);
    if (!run) {
        qWarning() << run.error().message;
        return {};
    }
    (void)finished.wait();
    return stored(run->spec.id);
}

Run TestRunService::stored(RunId run)
{
    return RunStore::find(m_workspace->reader(), run).value_or(Run{});
}

Script TestRunService::answering(const QString &answer)
{
    return {.steps = {text(answer), ChatEvents{Stopped{StopReason::Stop, u"stop"_s}}, ChatOutcome{}}};
}

void TestRunService::storesARunBeforeAnythingIsSent()
{
    RunService::Request wanted = request(u"Hello"_s, lineup({u"a"_s, u"b"_s}));
    wanted.repeats = 2;
    m_harness->plugin->setScripts(u"a"_s, {goodScript()});
    m_harness->plugin->setScripts(u"b"_s, {goodScript()});
    const Result<Run> run = m_service->start(wanted);
    VERIFY_RESULT(run);
    QCOMPARE(stored(run->spec.id), *run);
    QCOMPARE(run->cells.size(), 4);
    for (const Cell &cell : run->cells)
        QVERIFY(cell.state == LaneState::Queued);
    QCOMPARE(run->cells.at(1).target, 0); // by target, then repeat
    QCOMPARE(run->cells.at(1).repeat, 1);
    QTRY_COMPARE(m_service->running(), 0);
}

void TestRunService::tellsAndRecordsWhatComesBack()
{
    m_harness->plugin->setScripts(u"a"_s, {answering(u"Hi"_s)});
    m_harness->plugin->setScripts(u"b"_s, {failingScript(failure(ErrorCode::Auth, u"The key is wrong."_s))});
    Run folded;
    connect(m_service.get(), &RunService::laneEvents, this, [&](const LaneEvents &events) {
        for (const LaneEvent &event : events) {
            const auto cell = std::ranges::find(folded.cells, event.cell, &Cell::id);
            QVERIFY(cell != folded.cells.end());
            apply(event, *cell);
        }
    });
    QSignalSpy recorded(m_service.get(), &RunService::recorded);
    QSignalSpy finished(m_service.get(), &RunService::runFinished);
    const Result<Run> run = m_service->start(request(u"Hello"_s, lineup({u"a"_s, u"b"_s})));
    VERIFY_RESULT(run);
    folded = *run;
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(recorded.size(), 2);
    QCOMPARE(finished.first().first().value<RunId>(), run->spec.id);

    const Run kept = stored(run->spec.id);
    QCOMPARE(kept, folded);
    QVERIFY(kept.cells.at(0).state == LaneState::Done);
    QCOMPARE(kept.cells.at(0).last()->answer.text, u"Hi"_s);
    QVERIFY(kept.cells.at(1).state == LaneState::Failed);
    QCOMPARE(kept.cells.at(1).last()->error->message, u"The key is wrong."_s);
}

void TestRunService::refusesRequestsThatCannotBeSent_data()
{
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<int>("targets");
    QTest::addColumn<int>("repeats");
    QTest::addColumn<QString>("reason");
    QTest::newRow("empty prompt") << u" \n"_s << 1 << 1 << u"The prompt is empty."_s;
    QTest::newRow("no targets") << u"Hello"_s << 0 << 1 << u"The lineup has no targets."_s;
    QTest::newRow("too many targets") << u"Hello"_s << 9 << 1 << u"at most 8"_s;
    QTest::newRow("no repeats") << u"Hello"_s << 1 << 0 << u"between 1 and 1000 times"_s;
}

void TestRunService::refusesRequestsThatCannotBeSent()
{
    QFETCH(const QString, prompt);
    QFETCH(const int, targets);
    QFETCH(const int, repeats);
    QFETCH(const QString, reason);
    RunService::Request wanted = request(prompt, lineup(QStringList(targets, u"a"_s)));
    wanted.repeats = repeats;
    VERIFY_ERROR(m_service->start(wanted), ErrorCode::InvalidInput, reason);
    QVERIFY(RunStore::summaries(m_workspace->reader())->isEmpty());
}

void TestRunService::refusesChannelsThatAreGone()
{
    Lineup wanted = lineup({u"a"_s, u"b"_s});
    wanted.targets[1].channel = ChannelId::create();
    VERIFY_ERROR(m_service->start(request(u"Hello"_s, wanted)), ErrorCode::InvalidInput,
                 u"Target B (b) uses a channel that no longer exists."_s);
}

void TestRunService::refusesAWorkspaceThatCannotBeWritten()
{
    VERIFY_RESULT(m_workspace->write([](Database &db) { return db.exec(u"ALTER TABLE cells RENAME TO hidden"_s); }));
    QVERIFY(!m_service->start(request(u"Hello"_s, lineup({u"a"_s}))));
    QVERIFY(m_harness->plugin->seen().requests.isEmpty()); // nothing that is not kept is sent
    QCOMPARE(m_service->running(), 0);
}

void TestRunService::sendsEachTargetItsOwnAnswersOnly()
{
    m_harness->plugin->setScripts(u"a"_s, {answering(u"I am A"_s)});
    m_harness->plugin->setScripts(u"b"_s, {answering(u"I am B"_s)});
    RunService::Request wanted = request(u"Who?"_s, lineup({u"a"_s, u"b"_s}));
    wanted.prompt.system = u"Be brief."_s;
    wanted.conversation = sent(wanted).spec.conversation;
    QVERIFY(!wanted.conversation.isNull());
    wanted.prompt.user = u"And now?"_s;
    const Run second = sent(wanted);
    QCOMPARE(second.spec.turn, 1);

    const QList<Message> history = {{.role = Role::User, .text = u"Who?"_s},
                                    {.role = Role::Assistant, .text = u"I am B"_s}};
    QCOMPARE(second.spec.targets.at(1).history, history);
    for (const ChatRequest &request : m_harness->plugin->seen().requests) {
        if (request.model != "b"_L1 || request.messages.size() == 2)
            continue;
        QCOMPARE(request.messages.size(), 4);
        QCOMPARE(request.messages.at(0).text, u"Be brief."_s);
        QCOMPARE(request.messages.mid(1, 2), history);
        QCOMPARE(request.messages.at(3).text, u"And now?"_s);
    }
    QCOMPARE(m_harness->plugin->seen().requests.size(), 4);
}

void TestRunService::leavesOutFailedTurnsAndSaysSo()
{
    m_harness->plugin->setScripts(u"a"_s, {failingScript(failure(ErrorCode::Server, u"No."_s)), answering(u"ok"_s)});
    RunService::Request wanted = request(u"Who?"_s, lineup({u"a"_s}));
    wanted.conversation = sent(wanted).spec.conversation;
    const Run second = sent(wanted);
    QVERIFY(second.spec.targets.first().history.isEmpty());
    QCOMPARE(second.cells.first().last()->answer.notices,
             QStringList(u"Turn 1 was not sent along: this target has no finished answer to it."_s));
}

void TestRunService::sendsAttachments()
{
    m_harness->plugin->setCapabilities({.images = true, .documents = true});
    m_harness->plugin->setScripts(u"a"_s, {answering(u"ok"_s)});
    RunService::Request wanted = request(u"Read this."_s, lineup({u"a"_s}));
    wanted.prompt.attachments = {attached(u"notes.md"_s, "# Notes\n"), attached(u"dot.txt"_s, png)};
    const Run run = sent(wanted);
    const QList<Attachment> expected = {
        {.name = u"notes.md"_s, .mediaType = u"text/markdown"_s, .data = "# Notes\n"},
        {.name = u"dot.txt"_s, .mediaType = u"image/png"_s, .data = png}}; // by its content
    QCOMPARE(m_harness->plugin->seen().requests.first().messages.last().attachments, expected);
    QCOMPARE(run.spec.prompt.attachments, wanted.prompt.attachments);
    QCOMPARE(run.spec.prompt.attachments.first().sha256,
             u"365d0b84ae63c2afc293dedd2b00bdf0dc8d6ef70c9297d90f9e5682ab0d72ee"_s);
    QCOMPARE(run.cells.first().last()->answer.notices, QStringList());
}

void TestRunService::saysWhichAttachmentsAChannelDoesNotTake()
{
    m_harness->plugin->setCapabilities({.images = true});
    m_harness->plugin->setScripts(u"a"_s, {answering(u"ok"_s)});
    RunService::Request wanted = request(u"Read this."_s, lineup({u"a"_s}));
    wanted.prompt.attachments = {attached(u"notes.md"_s, "# Notes\n"), attached(u"dot.png"_s, png)};
    QCOMPARE(sent(wanted).cells.first().last()->answer.notices,
             QStringList(u"“notes.md” was not sent: this channel takes no documents."_s));
    const QList<Attachment> taken = m_harness->plugin->seen().requests.first().messages.last().attachments;
    QCOMPARE(taken.size(), 1);
    QCOMPARE(taken.first().name, u"dot.png"_s);
}

void TestRunService::sendsEarlierAttachmentsAgain()
{
    m_harness->plugin->setCapabilities({.documents = true});
    m_harness->plugin->setScripts(u"a"_s, {answering(u"ok"_s)});
    RunService::Request wanted = request(u"Read this."_s, lineup({u"a"_s}));
    wanted.prompt.system = u"Be brief."_s;
    wanted.prompt.attachments = {attached(u"notes.txt"_s, "one")};
    const QList<AttachmentRef> first = wanted.prompt.attachments;
    wanted.conversation = sent(wanted).spec.conversation;
    wanted.prompt.attachments.clear();
    const Run second = sent(wanted);
    QCOMPARE(second.spec.targets.first().historyFiles, (QMap<int, QList<AttachmentRef>>{{0, first}}));
    VERIFY_RESULT(m_service->retry(second, second.cells.first().id));
    QTRY_COMPARE(m_harness->plugin->seen().requests.size(), 3);
    for (const ChatRequest &request : m_harness->plugin->seen().requests)
        QCOMPARE(request.messages.at(1).attachments.value(0).data, "one"_ba);
    QVERIFY(m_harness->plugin->seen().requests.last().messages.last().attachments.isEmpty());
    QTRY_COMPARE(m_service->running(), 0);
}

void TestRunService::refusesAttachmentsThatAreGoneOrHaveChanged()
{
    RunService::Request wanted = request(u"Read this."_s, lineup({u"a"_s}));
    wanted.prompt.attachments = {attached(u"notes.txt"_s, "one")};
    attached(u"notes.txt"_s, "two");
    VERIFY_ERROR(m_service->start(wanted), ErrorCode::InvalidInput,
                 u"“notes.txt” has changed since it was attached."_s);
    QVERIFY(QFile::remove(wanted.prompt.attachments.first().path));
    VERIFY_ERROR(m_service->start(wanted), ErrorCode::InvalidInput, u"“notes.txt” cannot be read"_s);
    QVERIFY(RunStore::summaries(m_workspace->reader())->isEmpty());

    wanted.prompt.attachments = {{.path = u"/tmp/old.txt"_s, .mediaType = u"text/plain"_s, .size = 3}};
    VERIFY_ERROR(m_service->start(wanted), ErrorCode::InvalidInput,
                 u"“old.txt” was attached with an earlier version."_s);
    VERIFY_RESULT(readFiles(wanted.prompt.attachments)); // of an earlier turn

    attached(u"empty.txt"_s, {});
    VERIFY_ERROR(attach(m_folder->filePath(u"empty.txt"_s)), ErrorCode::InvalidInput, u"“empty.txt” is empty"_s);
    const AttachmentRef half = attached(u"half.bin"_s, QByteArray(mostAttachedBytes / 2 + 1, 'a'));
    const AttachmentRef other = attached(u"other.bin"_s, QByteArray(mostAttachedBytes / 2, 'b'));
    wanted.prompt.attachments = {half, other};
    VERIFY_ERROR(m_service->start(wanted), ErrorCode::InvalidInput, u"more than 32 MiB together"_s);
    VERIFY_RESULT(readFiles({half, half})); // it counts once
    attached(u"large.bin"_s, QByteArray(mostAttachedBytes + 1, 'c'));
    VERIFY_ERROR(attach(m_folder->filePath(u"large.bin"_s)), ErrorCode::InvalidInput, u"is larger than the 32 MiB"_s);
}

void TestRunService::keepsNoCopyOfAnAttachment()
{
    const QByteArray content(5000, 'x');
    const QByteArray body = R"({"content":")" + content.toBase64() + R"("})";
    m_harness->plugin->setCapabilities({.documents = true});
    m_harness->plugin->setScripts(
        u"a"_s, {{.steps = {ChatEvents{RequestRecord{.method = "POST", .url = {}, .headers = {}, .body = body}},
                            text(u"ok"_s), ChatOutcome{}}}});
    RunService::Request wanted = request(u"Read this."_s, lineup({u"a"_s}));
    wanted.prompt.attachments = {attached(u"x.txt"_s, content)};
    const Run run = sent(wanted);
    QCOMPARE(run.cells.first().last()->request->body,
             R"({"content":"[5000 bytes, SHA-256 )" + run.spec.prompt.attachments.first().sha256.toLatin1() + R"(]"})");
}

void TestRunService::sendsToolsAndFormatToThoseThatTakeThem()
{
    m_harness->plugin->setScripts(u"a"_s, {answering(u"ok"_s)});
    m_harness->plugin->setCapabilities({.toolCalls = true, .structuredOutput = true});
    RunService::Request wanted = request(u"Weather?"_s, lineup({u"a"_s}));
    wanted.prompt.tools = {{.name = u"weather"_s, .description = {}, .schema = {{u"type"_s, u"object"_s}}}};
    wanted.prompt.format = {.name = u"city"_s, .schema = {{u"type"_s, u"object"_s}}};
    const Run run = sent(wanted);
    QCOMPARE(run.spec.prompt, wanted.prompt);
    QCOMPARE(m_harness->plugin->seen().requests.last().tools, wanted.prompt.tools);
    QCOMPARE(m_harness->plugin->seen().requests.last().format, wanted.prompt.format);
    QCOMPARE(run.cells.first().last()->answer.notices, QStringList());

    m_harness->plugin->setCapabilities({});
    QCOMPARE(sent(wanted).cells.first().last()->answer.notices,
             (QStringList{u"The tools were not sent: this channel takes none."_s,
                          u"The answer format was not sent: this channel takes none."_s}));
    QVERIFY(m_harness->plugin->seen().requests.last().tools.isEmpty());
    QVERIFY(!m_harness->plugin->seen().requests.last().format);
}

void TestRunService::namesAConversationAfterItsPrompt()
{
    m_harness->plugin->setScripts(u"a"_s, {answering(u"ok"_s)});
    sent(request(u"Explain\n the difference between a mutex and a semaphore, with an example in C."_s,
                 lineup({u"a"_s})));
    const auto conversations = ConversationStore::summaries(m_workspace->reader());
    VERIFY_RESULT(conversations);
    QCOMPARE(conversations->size(), 1);
    QCOMPARE(conversations->first().title, u"Explain the difference between a mutex and a semaphore, with…"_s);

    RunService::Request alone = request(u"Hello"_s, lineup({u"a"_s}));
    alone.inConversation = false;
    QVERIFY(sent(alone).spec.conversation.isNull());
    QCOMPARE(ConversationStore::summaries(m_workspace->reader())->size(), 1);
}

void TestRunService::keepsEarlierAttemptsWithARetry()
{
    const Script cut{.steps = {text(u"half"_s), failure(ErrorCode::Network, u"Reset."_s)}};
    m_harness->plugin->setScripts(u"a"_s, {cut, answering(u"whole"_s)});
    const Run first = sent(request(u"Hello"_s, lineup({u"a"_s})));
    QVERIFY(first.cells.first().state == LaneState::Failed);

    QSignalSpy finished(m_service.get(), &RunService::runFinished);
    VERIFY_RESULT(m_service->retry(first, first.cells.first().id));
    QTRY_COMPARE(finished.size(), 1);
    const Cell cell = stored(first.spec.id).cells.first();
    QVERIFY(cell.state == LaneState::Done);
    QCOMPARE(cell.attempts.size(), 2);
    QCOMPARE(cell.attempts.at(0), first.cells.first().attempts.first());
    QCOMPARE(cell.attempts.at(1).number, 2);
    QCOMPARE(cell.attempts.at(1).answer.text, u"whole"_s);
}

void TestRunService::tellsThatPartOfAnAnswerMayHaveCostSomething()
{
    m_service->setPrices([](const RunTarget &, const QList<BilledRequest> &, const QDateTime &) {
        return AttemptCost{.unpriced = u"the provider did not report tokens"_s};
    });
    const ChatOutcome reset = failure(ErrorCode::Network, u"Reset."_s);
    m_harness->plugin->setScripts(u"a"_s, {{.steps = {text(u"half"_s), reset}}});
    m_harness->plugin->setScripts(u"b"_s, {{.steps = {reset}}});
    const Run run = sent(request(u"Hello"_s, lineup({u"a"_s, u"b"_s})));
    QCOMPARE(run.cells.first().last()->cost, (AttemptCost{.unpriced = u"the provider did not report tokens"_s}));
    QCOMPARE(run.cells.last().last()->cost, std::nullopt);
}

void TestRunService::retriesWithTheKeyOfToday()
{
    m_channel.settings = {{u"ask"_s, u"http://127.0.0.1:1"_s}};
    m_channel.origin = QUrl(u"http://127.0.0.1:1"_s);
    m_channel.credentials = {{u"key"_s, {.kind = CredentialRef::Kind::Environment, .name = u"EVENHAND_TEST_KEY"_s}}};
    VERIFY_RESULT(m_workspace->write([this](Database &db) { return ChannelStore::save(db, m_channel); }));
    m_harness->plugin->setScripts(u"a"_s, {answering(u"ok"_s)});
    const Run first = sent(request(u"Hello"_s, lineup({u"a"_s})));
    QVERIFY(first.cells.first().last()->error->code == ErrorCode::Auth); // there is no such variable

    qputenv("EVENHAND_OTHER_KEY", "sk-of-today");
    m_channel.credentials[u"key"_s].name = u"EVENHAND_OTHER_KEY"_s;
    VERIFY_RESULT(m_workspace->write([this](Database &db) { return ChannelStore::save(db, m_channel); }));
    QSignalSpy finished(m_service.get(), &RunService::runFinished);
    VERIFY_RESULT(m_service->retry(first, first.cells.first().id));
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(stored(first.spec.id).cells.first().state == LaneState::Done);
}

void TestRunService::retriesOnlyWhatHasEnded()
{
    m_harness->plugin->setScripts(u"a"_s, {{.steps = {step::Hang{}}}});
    const Result<Run> run = m_service->start(request(u"Hello"_s, lineup({u"a"_s})));
    VERIFY_RESULT(run);
    VERIFY_ERROR(m_service->retry(*run, run->cells.first().id), ErrorCode::InvalidInput, u"still on its way"_s);
    VERIFY_ERROR(m_service->retry(*run, CellId::create()), ErrorCode::NotFound, u"no longer in the workspace"_s);
}

void TestRunService::keepsWhatArrivedWhenStopped()
{
    m_harness->plugin->setScripts(u"a"_s, {{.steps = {text(u"half"_s), step::Hang{}}}});
    QSignalSpy finished(m_service.get(), &RunService::runFinished);
    const Result<Run> run = m_service->start(request(u"Hello"_s, lineup({u"a"_s})));
    VERIFY_RESULT(run);
    QTRY_VERIFY(m_harness->log.cell(run->cells.first().id).state == LaneState::Streaming);
    m_service->cancelAll();
    QTRY_COMPARE(finished.size(), 1);
    const Cell cell = stored(run->spec.id).cells.first();
    QVERIFY(cell.state == LaneState::Cancelled);
    QCOMPARE(cell.last()->answer.text, u"half"_s);
}

void TestRunService::countsWhatRuns()
{
    m_harness->plugin->setScripts(u"a"_s, {answering(u"ok"_s)});
    QSignalSpy changed(m_service.get(), &RunService::runningChanged);
    RunService::Request wanted = request(u"Hello"_s, lineup({u"a"_s}));
    wanted.repeats = 2;
    sent(wanted);
    QList<int> counts;
    for (const QList<QVariant> &arguments : changed)
        counts.append(arguments.first().toInt());
    QCOMPARE(counts, (QList<int>{2, 1, 0}));
}

void TestRunService::interruptsWhatRanWhenTheProgramEnded()
{
    const QString path = m_folder->filePath(u"session.evenhand"_s);
    Run run;
    run.spec = {.id = RunId::create(), .prompt = {.user = u"Hello"_s}, .targets = {RunTarget{}}};
    run.created = QDateTime::currentDateTimeUtc();
    run.cells = {{.id = CellId::create(), .state = LaneState::Streaming}};
    {
        Result<std::unique_ptr<Workspace>> workspace = Workspace::open(path, Workspace::Access::Own);
        VERIFY_RESULT(workspace);
        VERIFY_RESULT((*workspace)->write([&](Database &db) { return RunStore::create(db, run); }));
    }
    Result<std::unique_ptr<Session>> session = Session::open({.workspace = path});
    VERIFY_RESULT(session);
    QVERIFY(!(*session)->isNew());
    QCOMPARE((*session)->interrupted(), 1);
    const Result<Run> found = RunStore::find((*session)->workspace().reader(), run.spec.id);
    VERIFY_RESULT(found);
    QVERIFY(found->cells.first().state == LaneState::Interrupted);
    VERIFY_ERROR(Session::open({.workspace = path}), ErrorCode::InUse, u"in use"_s);
}

void TestRunService::fillsANewWorkspaceWithTheSample()
{
    Result<std::unique_ptr<Session>> session = Session::open({.workspace = m_folder->filePath(u"new.evenhand"_s)});
    VERIFY_RESULT(session);
    QVERIFY((*session)->isNew());
    const Result<Sample> sample = addSample(**session);
    VERIFY_RESULT(sample);
    Database &db = (*session)->workspace().reader();
    QCOMPARE(LineupStore::find(db, sample->lineup.id), sample->lineup);
    QCOMPARE(sample->lineup.targets.size(), 4);
    QVERIFY(!sample->prompt.user.isEmpty());
    VERIFY_RESULT(ChannelStore::find(db, sample->lineup.targets.first().channel));
    const Result<QList<Prompt>> prompts = PromptStore::all(db);
    VERIFY_RESULT(prompts);
    QVERIFY(!prompts->isEmpty());
    for (const Prompt &prompt : *prompts)
        VERIFY_RESULT(PromptStore::versions(db, prompt.id));
    const Result<QList<SuiteSummary>> suites = SuiteStore::all(db);
    VERIFY_RESULT(suites);
    QCOMPARE(suites->size(), 1);
    QVERIFY(suites->first().name.startsWith(u"Sample: "_s));
}

QTEST_GUILESS_MAIN(TestRunService)
#include "tst_runservice.moc"
