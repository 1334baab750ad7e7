// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/workspace.h"
#include "storehelpers.h"

#include <QTemporaryDir>

using namespace evenhand;
using namespace Qt::StringLiterals;

namespace {

// A step that touches all there is: a new table, data carried over, a table rebuilt, a trigger with semicolons.
Migration nextStep()
{
    return {.version = Migrator::builtIn().last().version + 1,
            .statements = {
                u"CREATE TABLE notes (lineup BLOB NOT NULL REFERENCES lineups, note TEXT NOT NULL) STRICT"_s,
                u"INSERT INTO notes SELECT id, 'note on ' || name FROM lineups"_s,
                u"CREATE TABLE new_lineups (id BLOB NOT NULL PRIMARY KEY, name TEXT NOT NULL, more TEXT) STRICT"_s,
                u"INSERT INTO new_lineups SELECT id, name, 'more' FROM lineups"_s,
                u"DROP TABLE lineups"_s,
                u"ALTER TABLE new_lineups RENAME TO lineups"_s,
                u"CREATE TRIGGER t AFTER DELETE ON notes BEGIN SELECT 1; SELECT 2; END"_s,
            }};
}

QList<Migration> withNextStep()
{
    return Migrator::builtIn() << nextStep();
}

// Schema and content, as SQL would see them.
QString dump(Database &db)
{
    const Result<QVariant> schema = db.value(u"SELECT group_concat(name || sql ORDER BY name) FROM sqlite_schema"_s);
    const Result<QVariant> targets = db.value(
        u"SELECT group_concat(hex(lineup) || name || model) FROM lineup_targets JOIN lineups ON id = lineup"_s);
    const Result<int> version = Migrator::version(db);
    return schema->toString() + targets->toString() + QString::number(*version);
}

} // namespace

class tst_migrator : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void stepsAreNumberedFromOne();
    void newFileGetsAllSteps();
    void currentFileIsLeftAlone();
    void stepKeepsWhatRefersToARebuiltTable();
    void copyHoldsWhatWasThere();
    void threeCopiesAreKept();
    void newerIsRefused();
    void failsAtEachStatement();
    void failsWhenTheDiskIsFullAtAnyPage();
    void withoutACopyNothingIsDone();
    void danglingReferencesAreRefused();

private:
    QStringList copies() const { return QDir(m_dir->path()).entryList({u"*.backup"_s}, QDir::Files, QDir::Name); }

    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_path;
    std::unique_ptr<Database> m_db; // up to date, with a lineup of one target
};

void tst_migrator::init()
{
    QTest::failOnWarning();
    m_dir = std::make_unique<QTemporaryDir>();
    m_path = m_dir->filePath(u"Work [1].evenhand"_s);
    m_db = freshDatabase(m_path);
    QVERIFY(m_db);
    VERIFY_RESULT(m_db->exec(u"INSERT INTO channels VALUES (x'01', 'c', '{}')"_s));
    VERIFY_RESULT(m_db->exec(u"INSERT INTO lineups VALUES (x'02', 'pair')"_s));
    VERIFY_RESULT(m_db->exec(u"INSERT INTO lineup_targets VALUES (x'02', 0, x'03', x'01', 'm', '{}')"_s));
}

void tst_migrator::cleanup()
{
    m_db.reset();
    QCOMPARE(QSqlDatabase::connectionNames(), QStringList());
}

void tst_migrator::stepsAreNumberedFromOne()
{
    int version = 0;
    for (const Migration &step : Migrator::builtIn()) {
        QCOMPARE(step.version, ++version);
        QVERIFY(!step.statements.isEmpty());
    }
    QCOMPARE(version, Workspace::schemaVersion);
}

void tst_migrator::newFileGetsAllSteps()
{
    QCOMPARE(Migrator::version(*m_db).value(), Workspace::schemaVersion);
    QCOMPARE(m_db->value(u"PRAGMA application_id"_s).value(), Workspace::applicationId);
    QCOMPARE(m_db->value(u"PRAGMA foreign_keys"_s).value(), 1);
    QCOMPARE(m_db->value(u"PRAGMA integrity_check"_s).value(), u"ok"_s);
    QCOMPARE(m_db->value(u"SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND NOT strict "
                         "AND name NOT LIKE 'sqlite_%'"_s)
                 .value(),
             0);
    QCOMPARE(copies(), QStringList());
}

void tst_migrator::currentFileIsLeftAlone()
{
    const auto before = filesIn(m_dir->path());
    VERIFY_RESULT(Migrator::upgrade(*m_db, m_path, Migrator::builtIn()));
    QCOMPARE(filesIn(m_dir->path()), before);
}

void tst_migrator::stepKeepsWhatRefersToARebuiltTable()
{
    VERIFY_RESULT(Migrator::upgrade(*m_db, m_path, withNextStep()));

    QCOMPARE(Migrator::version(*m_db).value(), nextStep().version);
    QCOMPARE(m_db->value(u"SELECT note || more || model FROM notes JOIN lineups ON id = notes.lineup "
                         "JOIN lineup_targets ON id = lineup_targets.lineup"_s)
                 .value(),
             u"note on pairmorem"_s);
    QCOMPARE(m_db->value(u"PRAGMA foreign_keys"_s).value(), 1);
}

void tst_migrator::copyHoldsWhatWasThere()
{
    const QString before = dump(*m_db);
    VERIFY_RESULT(Migrator::upgrade(*m_db, m_path, withNextStep()));

    QCOMPARE(copies().size(), 1);
    const auto copy = Database::open(m_dir->filePath(copies().first()), Database::Access::ReadOnly);
    VERIFY_RESULT(copy);
    QCOMPARE(dump(**copy), before);
    QCOMPARE((*copy)->value(u"PRAGMA application_id"_s).value(), Workspace::applicationId);
}

void tst_migrator::threeCopiesAreKept()
{
    const QStringList older{u"Work [1].evenhand.20250101T000000000Z.v1.backup"_s,
                            u"Work [1].evenhand.20250102T000000000Z.v10.backup"_s,
                            u"Work [1].evenhand.20250103T000000000Z.v9.backup"_s};
    const QStringList others{u"Other.evenhand.20250101T000000000Z.v1.backup"_s, u"Work [1].evenhand.mine.backup"_s,
                             u"Work 1.evenhand.20250101T000000000Z.v1.backup"_s};
    for (const QString &name : older + others)
        writeFile(m_dir->filePath(name), "old");

    VERIFY_RESULT(Migrator::upgrade(*m_db, m_path, withNextStep()));

    QStringList left = copies();
    QVERIFY(!left.contains(older.first()));
    for (const QString &name : older.mid(1) + others)
        QVERIFY2(left.removeOne(name), qPrintable(name));
    QCOMPARE(left.size(), 1); // the new one
}

void tst_migrator::newerIsRefused()
{
    VERIFY_RESULT(Migrator::upgrade(*m_db, m_path, withNextStep()));
    const auto before = filesIn(m_dir->path());

    VERIFY_ERROR(Migrator::upgrade(*m_db, m_path, Migrator::builtIn()), ErrorCode::Incompatible,
                 u"newer version of Evenhand (format %1, this version knows up to %2)"_s.arg(nextStep().version)
                     .arg(Workspace::schemaVersion));
    QCOMPARE(filesIn(m_dir->path()), before);
}

void tst_migrator::failsAtEachStatement()
{
    const QString before = dump(*m_db);
    for (qsizetype n = 0; n < nextStep().statements.size(); ++n) {
        Migration broken = nextStep();
        broken.statements[n] = u"INSERT INTO channels VALUES (x'01', 'the id is taken', '{}')"_s;

        VERIFY_ERROR(Migrator::upgrade(*m_db, m_path, Migrator::builtIn() << broken), ErrorCode::Internal,
                     u"UNIQUE constraint"_s);
        QCOMPARE(dump(*m_db), before);
        QCOMPARE(copies(), QStringList());
        QCOMPARE(m_db->value(u"PRAGMA foreign_keys"_s).value(), 1);
    }
    VERIFY_RESULT(Migrator::upgrade(*m_db, m_path, withNextStep()));
}

void tst_migrator::failsWhenTheDiskIsFullAtAnyPage()
{
    const QString before = dump(*m_db);
    const int pages = m_db->value(u"PRAGMA page_count"_s)->toInt();
    int failures = 0;
    for (int room = pages;; ++room) {
        VERIFY_RESULT(m_db->exec(u"PRAGMA max_page_count = %1"_s.arg(room)));
        const Result<void> upgraded = Migrator::upgrade(*m_db, m_path, withNextStep());
        if (upgraded)
            break;
        VERIFY_ERROR(upgraded, ErrorCode::Io, u"no room"_s);
        QCOMPARE(dump(*m_db), before);
        QCOMPARE(copies(), QStringList());
        ++failures;
    }
    QCOMPARE_GT(failures, 1);
    QCOMPARE(Migrator::version(*m_db).value(), nextStep().version);
}

void tst_migrator::withoutACopyNothingIsDone()
{
    const QString before = dump(*m_db);
    VERIFY_ERROR(Migrator::upgrade(*m_db, m_dir->filePath(u"no such folder/x"_s), withNextStep()), ErrorCode::Io,
                 u"was not upgraded, as no safety copy"_s);
    QCOMPARE(dump(*m_db), before);
}

void tst_migrator::danglingReferencesAreRefused()
{
    const QString before = dump(*m_db);
    Migration careless = nextStep();
    careless.statements = {u"DELETE FROM channels"_s};

    const Result<void> upgraded = Migrator::upgrade(*m_db, m_path, Migrator::builtIn() << careless);
    VERIFY_ERROR(upgraded, ErrorCode::Internal, u"is as it was"_s);
    QVERIFY(upgraded.error().detail.contains(u"lineup_targets"_s));
    QCOMPARE(dump(*m_db), before);
}

QTEST_GUILESS_MAIN(tst_migrator)
#include "tst_migrator.moc"
