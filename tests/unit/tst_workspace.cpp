// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/runstore.h"
#include "app/store/statestore.h"
#include "app/store/workspace.h"
#include "samplevalues.h"
#include "storehelpers.h"

#include <QCoreApplication>
#include <QProcess>
#include <QSysInfo>
#include <QTemporaryDir>
#include <QThread>

#include <unistd.h>

using namespace evenhand;
using namespace Qt::StringLiterals;
using Access = Workspace::Access;

namespace {

constexpr auto nobody = 65534;

// Nothing in the folder can be written while this lives. Root could write all the same, so it becomes somebody else.
class WriteProtection
{
public:
    explicit WriteProtection(const QString &folder)
        : m_folder(folder)
    {
        for (const QFileInfo &file : QDir(folder).entryInfoList(QDir::Files))
            QFile::setPermissions(file.filePath(), QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther);
        QFile::setPermissions(folder, readAndEnter);
        m_wasRoot = geteuid() == 0 && setresuid(nobody, nobody, 0) == 0;
    }
    ~WriteProtection()
    {
        if (m_wasRoot && setresuid(0, 0, 0) != 0)
            qFatal("The test cannot become root again.");
        QFile::setPermissions(m_folder, readAndEnter | QFile::WriteOwner);
    }
    Q_DISABLE_COPY_MOVE(WriteProtection)

private:
    static constexpr QFile::Permissions readAndEnter =
        QFile::ReadOwner | QFile::ExeOwner | QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther;
    QString m_folder;
    bool m_wasRoot = false;
};

Result<void> count(Database &db, int number)
{
    return StateStore::save(db, u"count"_s, {{u"number"_s, number}});
}

Result<int> counted(Database &db)
{
    return StateStore::load(db, u"count"_s).transform([](const QJsonObject &state) {
        return state.value("number"_L1).toInt();
    });
}

// The other process: it owns a workspace, counts in it when it is told to and says what it has done.
int ownUntilTold(const QString &path)
{
    QTextStream in(stdin);
    QTextStream out(stdout);
    const Result<std::unique_ptr<Workspace>> workspace = Workspace::open(path, Access::Own);
    out << (workspace ? u"owned"_s : workspace.error().message) << Qt::endl;
    if (!workspace)
        return 1;
    for (QString line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
        const Result<void> written = (*workspace)->write([&](Database &db) { return count(db, line.toInt()); });
        out << (written ? line : written.error().message) << Qt::endl;
    }
    return 0;
}

class OtherProcess
{
public:
    explicit OtherProcess(const QString &path)
    {
        m_process.start(QCoreApplication::applicationFilePath(), {u"--own"_s, path});
    }
    ~OtherProcess()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(OtherProcess)

    QString answer()
    {
        while (!m_process.canReadLine() && m_process.waitForReadyRead()) {
        }
        return QString::fromUtf8(m_process.readLine()).trimmed();
    }
    QString ask(int number)
    {
        m_process.write(QByteArray::number(number) + '\n');
        return answer();
    }
    qint64 pid() const { return m_process.processId(); }
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

private:
    QProcess m_process;
};

// A database of some other program in the folder, in one of the states in which it may be found.
void makeForeign(const QString &folder, const QString &state)
{
    QTemporaryDir elsewhere;
    const QString made = elsewhere.filePath(u"theirs.db"_s);
    const auto db = Database::open(made, Database::Access::ReadWrite);
    VERIFY_RESULT(db);
    if (state == "wal"_L1)
        VERIFY_RESULT((*db)->value(u"PRAGMA journal_mode = WAL"_s));
    VERIFY_RESULT((*db)->exec(u"PRAGMA application_id = 4711"_s));
    VERIFY_RESULT((*db)->exec(u"CREATE TABLE t (x)"_s));
    VERIFY_RESULT((*db)->exec(u"INSERT INTO t SELECT randomblob(4000) FROM json_each('[1,2,3,4,5,6,7,8]')"_s));
    if (state == "hot journal"_L1) {
        // A cache of one page writes into the file before the commit.
        VERIFY_RESULT((*db)->exec(u"PRAGMA cache_size = 1"_s));
        VERIFY_RESULT((*db)->exec(u"BEGIN"_s));
        VERIFY_RESULT((*db)->exec(u"UPDATE t SET x = randomblob(4000)"_s));
    }
    // As a crash would leave them.
    for (const QFileInfo &file : QDir(elsewhere.path()).entryInfoList(QDir::Files))
        QVERIFY(QFile::copy(file.filePath(), QDir(folder).filePath(file.fileName())));
}

} // namespace

class tst_workspace : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void newOneIsMade();
    void emptyFileIsNew();
    void keepsWhatWasWritten();
    void linkAndFileAreTheSame();

    void foreignDatabaseIsLeftAlone_data();
    void foreignDatabaseIsLeftAlone();
    void otherFilesAreRefused_data();
    void otherFilesAreRefused();
    void newerSchemaIsRefused();
    void damagedFileIsLeftAlone_data();
    void damagedFileIsLeftAlone();
    void missingOnesAreNotMade();

    void writeProtectedFolderIsSaid();
    void writeProtectedFolderTakesNoNewOne();

    void secondOwnerIsTurnedAway();
    void secondOwnerInThisProcessIsTurnedAway();
    void lockOfAnotherKindIsNotBroken();
    void killedOwnerIsSucceeded();
    void readerSeesWhatAnotherProcessWrites();
    void readerDoesNotWrite();

    void failedWorkIsRolledBackAlone();
    void workIsDoneInOrderInItsOwnThread();
    void doneComesAfterTheCommit();
    void destructionWritesEverything();
    void fullDiskLosesNothing();
    void readerSeesWhatWasWritten();
    void opensManyTimes();

private:
    Result<std::unique_ptr<Workspace>> open(Access access = Access::Own) const
    {
        return Workspace::open(m_path, access);
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_path;
};

void tst_workspace::init()
{
    QTest::failOnWarning();
    m_dir = std::make_unique<QTemporaryDir>();
    m_path = m_dir->filePath(u"Wörk #1.v2.evenhand"_s);
}

void tst_workspace::cleanup()
{
    QCOMPARE(QSqlDatabase::connectionNames(), QStringList());
}

void tst_workspace::newOneIsMade()
{
    {
        const auto workspace = open();
        VERIFY_RESULT(workspace);
        QCOMPARE((*workspace)->path(), m_path);
        QCOMPARE((*workspace)->name(), u"Wörk #1.v2"_s);
        QVERIFY(!(*workspace)->isReadOnly());
        QCOMPARE((*workspace)->reader().value(u"PRAGMA journal_mode"_s).value(), u"wal"_s);
        QCOMPARE((*workspace)->reader().value(u"PRAGMA application_id"_s).value(), Workspace::applicationId);
    }
    QCOMPARE(filesIn(m_dir->path()).keys(), QStringList{u"Wörk #1.v2.evenhand"_s}); // no lock, no WAL
    QVERIFY(filesIn(m_dir->path()).first().mid(68).startsWith("EVHD"));
    const QFileDevice::Permissions ofOthers =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFile::permissions(m_path) & ofOthers));
}

void tst_workspace::emptyFileIsNew()
{
    writeFile(m_path, {});
    VERIFY_RESULT(open());
    VERIFY_RESULT(open(Access::Read));
}

void tst_workspace::keepsWhatWasWritten()
{
    VERIFY_RESULT((*open())->write([](Database &db) { return RunStore::create(db, sample::run()); }));
    const auto workspace = open();
    VERIFY_RESULT(workspace);
    QCOMPARE(RunStore::find((*workspace)->reader(), sample::run().spec.id)->spec, sample::run().spec);
}

void tst_workspace::linkAndFileAreTheSame()
{
    const auto workspace = open();
    VERIFY_RESULT(workspace);
    const QString link = m_dir->filePath(u"link"_s);
    QVERIFY(QFile::link(m_path, link));
    VERIFY_ERROR(Workspace::open(link, Access::Own), ErrorCode::InUse, m_path);
}

void tst_workspace::foreignDatabaseIsLeftAlone_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<int>("files");
    QTest::newRow("closed") << u"closed"_s << 1;
    QTest::newRow("crashed in WAL mode") << u"wal"_s << 3;
    QTest::newRow("crashed in a transaction") << u"hot journal"_s << 2;
}

void tst_workspace::foreignDatabaseIsLeftAlone()
{
    QFETCH(const QString, state);
    makeForeign(m_dir->path(), state);
    const auto before = filesIn(m_dir->path());
    QTEST(int(before.size()), "files");

    for (const Access access : {Access::Own, Access::Read}) {
        VERIFY_ERROR(Workspace::open(m_dir->filePath(u"theirs.db"_s), access), ErrorCode::Incompatible,
                     u"theirs.db\" is not an Evenhand workspace. Nothing was changed."_s);
        QCOMPARE(filesIn(m_dir->path()), before);
    }
}

void tst_workspace::otherFilesAreRefused_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("one byte") << QByteArray("x");
    QTest::newRow("text") << QByteArray("A list of things to do. ").repeated(1000);
    QTest::newRow("SQLite's name alone") << QByteArray("SQLite format 3\0", 16);
    QTest::newRow("zeros") << QByteArray(8192, '\0');
}

void tst_workspace::otherFilesAreRefused()
{
    QFETCH(const QByteArray, content);
    writeFile(m_path, content);
    const auto before = filesIn(m_dir->path());

    for (const Access access : {Access::Own, Access::Read}) {
        VERIFY_ERROR(open(access), ErrorCode::Incompatible, u"is not an Evenhand workspace"_s);
        QCOMPARE(filesIn(m_dir->path()), before);
    }
    VERIFY_ERROR(Workspace::open(m_dir->path(), Access::Own), ErrorCode::Incompatible, u"is not an Evenhand"_s);
}

void tst_workspace::newerSchemaIsRefused()
{
    const int newer = Workspace::schemaVersion + 1;
    VERIFY_RESULT(
        (*open())->write([newer](Database &db) { return db.exec(u"PRAGMA user_version = %1"_s.arg(newer)); }));
    const QString reason = u"made by a newer version of Evenhand (format %1"_s.arg(newer);
    const auto before = filesIn(m_dir->path());

    VERIFY_ERROR(open(), ErrorCode::Incompatible, reason);
    QCOMPARE(filesIn(m_dir->path()), before);
    VERIFY_ERROR(open(Access::Read), ErrorCode::Incompatible, reason);
    QCOMPARE(filesIn(m_dir->path()).value(QFileInfo(m_path).fileName()), before.first());
}

void tst_workspace::damagedFileIsLeftAlone_data()
{
    QTest::addColumn<int>("size");
    QTest::newRow("half a page") << 2048;
    QTest::newRow("one page") << 4096;
    QTest::newRow("some pages") << 5 * 4096;
}

void tst_workspace::damagedFileIsLeftAlone()
{
    QFETCH(const int, size);
    VERIFY_RESULT(open());
    QVERIFY(QFile::resize(m_path, size));
    const auto before = filesIn(m_dir->path());

    for (const Access access : {Access::Own, Access::Read}) {
        VERIFY_ERROR(open(access), ErrorCode::Io, u"is damaged"_s);
        QCOMPARE(filesIn(m_dir->path()).value(QFileInfo(m_path).fileName()), before.first());
    }
}

void tst_workspace::missingOnesAreNotMade()
{
    VERIFY_ERROR(open(Access::Read), ErrorCode::NotFound, m_path);
    VERIFY_ERROR(Workspace::open(m_dir->filePath(u"no/such"_s), Access::Own), ErrorCode::Io, u"There is no folder"_s);
    QCOMPARE(filesIn(m_dir->path()).size(), 0);
}

void tst_workspace::writeProtectedFolderIsSaid()
{
    VERIFY_RESULT(open());
    const auto before = filesIn(m_dir->path());
    {
        const WriteProtection protection(m_dir->path());
        VERIFY_ERROR(open(), ErrorCode::Io, u"Copy it to a folder of your own and open the copy"_s);
        const auto reader = open(Access::Read);
        VERIFY_ERROR(reader, ErrorCode::Io, u"Copy the workspace to a folder of your own and open the copy"_s);
        QVERIFY(reader.error().detail.contains(u"1544"_s));
    }
    QCOMPARE(filesIn(m_dir->path()), before);
}

void tst_workspace::writeProtectedFolderTakesNoNewOne()
{
    const WriteProtection protection(m_dir->path());
    VERIFY_ERROR(open(), ErrorCode::Io, u"No workspace can be made in"_s);
}

void tst_workspace::secondOwnerIsTurnedAway()
{
    OtherProcess owner(m_path);
    QCOMPARE(owner.answer(), u"owned"_s);

    const auto second = open();
    VERIFY_ERROR(second, ErrorCode::InUse, u"in use by tst_workspace"_s);
    QVERIFY(second.error().message.contains(u"process %1 on %2"_s.arg(owner.pid()).arg(QSysInfo::machineHostName())));
    QCOMPARE(owner.ask(1), u"1"_s); // it goes on
}

void tst_workspace::secondOwnerInThisProcessIsTurnedAway()
{
    const auto owner = open();
    VERIFY_RESULT(owner);
    VERIFY_ERROR(open(), ErrorCode::InUse, QString::number(QCoreApplication::applicationPid()));
    // The first one's locks are still there: another process is turned away by them, too.
    VERIFY_RESULT((*owner)->write([](Database &db) { return count(db, 5); }));
    OtherProcess other(m_path);
    QVERIFY(other.answer().contains(u"in use"_s));
}

void tst_workspace::lockOfAnotherKindIsNotBroken()
{
    writeFile(m_path + u".lock"_s, "something else");
    VERIFY_ERROR(open(), ErrorCode::InUse, u".lock\" and try again"_s);
    QCOMPARE(filesIn(m_dir->path()), (QMap<QString, QByteArray>{{u"Wörk #1.v2.evenhand.lock"_s, "something else"}}));
}

void tst_workspace::killedOwnerIsSucceeded()
{
    OtherProcess owner(m_path);
    QCOMPARE(owner.answer(), u"owned"_s);
    QCOMPARE(owner.ask(41), u"41"_s);
    QCOMPARE(owner.ask(42), u"42"_s);
    owner.kill();

    QCOMPARE(counted((*open(Access::Read))->reader()), Result<int>(42));
    const auto successor = open();
    VERIFY_RESULT(successor);
    QCOMPARE(counted((*successor)->reader()), Result<int>(42));
    QCOMPARE((*successor)->reader().value(u"PRAGMA integrity_check"_s).value(), u"ok"_s);
}

void tst_workspace::readerSeesWhatAnotherProcessWrites()
{
    OtherProcess owner(m_path);
    QCOMPARE(owner.answer(), u"owned"_s);
    const auto reader = open(Access::Read);
    VERIFY_RESULT(reader);
    QVERIFY((*reader)->isReadOnly());
    for (int number = 1; number <= 20; ++number) {
        QCOMPARE(owner.ask(number), QString::number(number));
        QCOMPARE(counted((*reader)->reader()), Result<int>(number));
    }
}

void tst_workspace::readerDoesNotWrite()
{
    VERIFY_RESULT((*open())->write([](Database &db) { return count(db, 1); }));
    const auto before = filesIn(m_dir->path());
    {
        const auto reader = open(Access::Read);
        VERIFY_RESULT(reader);
        bool called = false;
        VERIFY_ERROR((*reader)->write([&](Database &db) {
            called = true;
            return count(db, 2);
        }),
                     ErrorCode::InUse, u"for reading only"_s);
        QVERIFY(!called);
        QVERIFY(!count((*reader)->reader(), 3));
        QCOMPARE(counted((*reader)->reader()), Result<int>(1));
    }
    QCOMPARE(filesIn(m_dir->path()).value(QFileInfo(m_path).fileName()), before.first());
}

void tst_workspace::failedWorkIsRolledBackAlone()
{
    const auto workspace = open();
    VERIFY_RESULT(workspace);
    QList<bool> outcomes;
    const auto note = [&](const Result<void> &outcome) { outcomes.append(outcome.has_value()); };

    (*workspace)->post([](Database &db) { return count(db, 1); }, note);
    (*workspace)
        ->post(
            [](Database &db) {
                return count(db, 2).and_then([&] { return db.exec(u"INSERT INTO nowhere VALUES (1)"_s); });
            },
            note);
    const Result<int> number = (*workspace)->write(&counted);
    VERIFY_RESULT(number);
    QCOMPARE(*number, 1);
    QCOMPARE(outcomes, (QList<bool>{true, false}));

    const Error own{ErrorCode::InvalidInput, u"not that"_s};
    const Result<int> refused = (*workspace)->write([&](Database &db) -> Result<int> {
        return count(db, 3).and_then([&] { return Result<int>(std::unexpected(own)); });
    });
    QCOMPARE(refused, Result<int>(std::unexpected(own)));
    QCOMPARE(counted((*workspace)->reader()), Result<int>(1));
}

void tst_workspace::workIsDoneInOrderInItsOwnThread()
{
    auto workspace = open();
    VERIFY_RESULT(workspace);
    QList<int> order;
    QSet<QThread *> threads;
    for (int number = 0; number < 200; ++number) {
        (*workspace)
            ->post(
                [&, number](Database &db) {
                    threads.insert(QThread::currentThread());
                    return count(db, number);
                },
                [&, number](const Result<void> &) { order.append(number); });
    }
    workspace->reset();
    QList<int> expected(200);
    std::iota(expected.begin(), expected.end(), 0);
    QCOMPARE(order, expected);
    QCOMPARE(threads.size(), 1);
    QVERIFY(!threads.contains(QThread::currentThread()));
}

void tst_workspace::doneComesAfterTheCommit()
{
    auto workspace = open();
    VERIFY_RESULT(workspace);
    Result<int> seen = 0;
    (*workspace)
        ->post([](Database &db) { return count(db, 9); },
               [&](const Result<void> &) {
                   const auto reader = Database::open(m_path, Database::Access::ReadOnly);
                   seen = reader ? counted(**reader) : Result<int>(std::unexpected(reader.error()));
               });
    workspace->reset();
    QCOMPARE(seen, Result<int>(9));
}

void tst_workspace::destructionWritesEverything()
{
    {
        const auto workspace = open();
        VERIFY_RESULT(workspace);
        Workspace *raw = workspace->get();
        for (int number = 1; number <= 50; ++number)
            raw->post([number](Database &db) { return count(db, number); });
        // What is posted from there comes along, too.
        raw->post([](Database &) { return Result<void>(); },
                  [raw](const Result<void> &) { raw->post([](Database &db) { return count(db, 77); }); });
    }
    QCOMPARE(counted((*open(Access::Read))->reader()), Result<int>(77));
}

void tst_workspace::fullDiskLosesNothing()
{
    const auto workspace = open();
    VERIFY_RESULT(workspace);
    VERIFY_RESULT((*workspace)->write([](Database &db) {
        return count(db, 1).and_then([&] { return db.exec(u"PRAGMA max_page_count = 40"_s); });
    }));
    const Result<void> tooMuch = (*workspace)->write([](Database &db) {
        return count(db, 2).and_then(
            [&] { return StateStore::save(db, u"big"_s, {{u"text"_s, QString(500'000, u'x')}}); });
    });
    VERIFY_ERROR(tooMuch, ErrorCode::Io, u"no room left"_s);
    QCOMPARE(counted((*workspace)->reader()), Result<int>(1));

    VERIFY_RESULT((*workspace)->write([](Database &db) { return count(db, 3); }));
    QCOMPARE(counted((*workspace)->reader()), Result<int>(3));
    QCOMPARE((*workspace)->reader().value(u"PRAGMA integrity_check"_s).value(), u"ok"_s);
}

void tst_workspace::readerSeesWhatWasWritten()
{
    const auto workspace = open();
    VERIFY_RESULT(workspace);
    for (int number = 1; number <= 50; ++number) {
        VERIFY_RESULT((*workspace)->write([&](Database &db) { return count(db, number); }));
        QCOMPARE(counted((*workspace)->reader()), Result<int>(number));
    }
    VERIFY_ERROR(count((*workspace)->reader(), 0), ErrorCode::Io, u"cannot be written"_s);
}

void tst_workspace::opensManyTimes()
{
    const auto openFiles = [] { return QDir(u"/proc/self/fd"_s).entryList(QDir::Files | QDir::System).size(); };
    VERIFY_RESULT(open());
    const qsizetype before = openFiles();
    for (int round = 0; round < 100; ++round) {
        const auto owner = open();
        VERIFY_RESULT(owner);
        VERIFY_RESULT(open(Access::Read));
        QVERIFY(!open());
    }
    QCOMPARE(openFiles(), before);
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == "--own"_L1)
        return ownUntilTold(arguments.value(2));
    tst_workspace test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_workspace.moc"
