// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/row.h"
#include "samplevalues.h"
#include "storehelpers.h"

#include <QTemporaryDir>

using namespace evenhand;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Access = Database::Access;

class tst_database : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void settings_data();
    void settings();
    void readersDoNotWrite();
    void probeLeavesNoTrace();
    void probeTakesAnyPath_data();
    void probeTakesAnyPath();
    void valuesComeBack();
    void halfASurrogatePairDoesNotSwallowItsNeighbour();
    void transactionRollsBackUnlessCommitted();
    void movedTransactionIsOne();
    void failureInALaterRowIsAFailure();
    void failuresSpeakPlainly();
    void fullDiskIsSaid();
    void regexpKnowsAllScripts();

private:
    QString file(const QString &name) const { return m_dir->filePath(name); }
    std::unique_ptr<Database> open(const QString &name, Access access = Access::ReadWrite) const
    {
        Result<std::unique_ptr<Database>> db = Database::open(file(name), access);
        return db ? std::move(*db) : nullptr;
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void tst_database::init()
{
    QTest::failOnWarning();
    m_dir = std::make_unique<QTemporaryDir>();
}

void tst_database::cleanup()
{
    QCOMPARE(QSqlDatabase::connectionNames(), QStringList());
}

void tst_database::settings_data()
{
    QTest::addColumn<int>("access");
    QTest::addColumn<QString>("pragma");
    QTest::addColumn<int>("value");

    for (const Access access : {Access::ReadWrite, Access::ReadOnly}) {
        const char *name = access == Access::ReadWrite ? "writer" : "reader";
        const auto row = [&](const QString &pragma, int value) {
            QTest::addRow("%s: %s", name, qPrintable(pragma)) << int(access) << pragma << value;
        };
        row(u"PRAGMA foreign_keys"_s, 1);
        row(u"PRAGMA trusted_schema"_s, 0);
        row(u"PRAGMA cell_size_check"_s, 1);
        row(u"PRAGMA synchronous"_s, 2);
        row(u"PRAGMA query_only"_s, access == Access::ReadOnly);
        row(u"PRAGMA wal_autocheckpoint"_s, access == Access::ReadOnly ? 0 : 1000);
    }
}

void tst_database::settings()
{
    QFETCH(const int, access);
    QFETCH(const QString, pragma);

    VERIFY_RESULT(open(u"a"_s)->exec(u"CREATE TABLE t (x)"_s));
    const auto db = open(u"a"_s, Access(access));
    const Result<QVariant> value = db->value(pragma);
    VERIFY_RESULT(value);
    QTEST(value->toInt(), "value");
}

void tst_database::readersDoNotWrite()
{
    VERIFY_RESULT(open(u"a"_s)->exec(u"CREATE TABLE t (x)"_s));

    const auto reader = open(u"a"_s, Access::ReadOnly);
    VERIFY_ERROR(reader->exec(u"INSERT INTO t VALUES (1)"_s), ErrorCode::Io, u"cannot be written"_s);
    VERIFY_ERROR(Database::open(file(u"missing"_s), Access::ReadOnly), ErrorCode::Io, u"cannot be opened"_s);
    QVERIFY(!QFile::exists(file(u"missing"_s)));
}

void tst_database::probeLeavesNoTrace()
{
    {
        const auto writer = open(u"a"_s);
        VERIFY_RESULT(writer->exec(u"PRAGMA application_id = 7"_s));
        VERIFY_RESULT(writer->value(u"PRAGMA journal_mode = WAL"_s));
    }
    const auto before = filesIn(m_dir->path());
    QCOMPARE(before.keys(), QStringList{u"a"_s});

    const auto probe = open(u"a"_s, Access::Probe);
    QCOMPARE(probe->value(u"PRAGMA application_id"_s).value(), 7);
    QCOMPARE(filesIn(m_dir->path()), before);
}

void tst_database::probeTakesAnyPath_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name : {u"täglich 漢字"_s, u"100% #1?.evenhand"_s, u"a;b&c='d'"_s, u"file:x"_s})
        QTest::newRow(qPrintable(name)) << name;
}

void tst_database::probeTakesAnyPath()
{
    QFETCH(const QString, name);

    VERIFY_RESULT(open(name)->exec(u"PRAGMA application_id = 7"_s));
    QCOMPARE(open(name, Access::Probe)->value(u"PRAGMA application_id"_s).value(), 7);
}

void tst_database::valuesComeBack()
{
    const auto db = open(u"a"_s);
    VERIFY_RESULT(
        db->exec(u"CREATE TABLE t (i INTEGER, t TEXT NOT NULL, e TEXT NOT NULL, b BLOB NOT NULL, id BLOB, "
                 "null_id BLOB, m INTEGER, null_m INTEGER, d INTEGER, null_d INTEGER, o TEXT, a TEXT) STRICT"_s));
    const CellId id = CellId::create();
    const QDateTime moment = sample::run().created;
    const QJsonObject object{{u"text"_s, sample::hardText()}, {u"number"_s, 1.5}};
    const QJsonArray array{u"a"_s, sample::hardText()};
    VERIFY_RESULT(db->exec(u"INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s, 42, sample::hardText(),
                           QString(), QByteArray(), id, CellId(), moment.toLocalTime(), QDateTime(), 1'234'567us,
                           std::optional<std::chrono::microseconds>(), object, array));

    const auto check = [&](const QSqlQuery &query) {
        Row row(query);
        return row.integer() == 42 && row.text() == sample::hardText() && row.text().isEmpty() && row.text().isEmpty()
               && row.id<CellId>() == id && row.id<CellId>().isNull() && row.moment() == moment
               && !row.moment().isValid() && row.duration() == 1'234'567us && !row.duration() && row.object() == object
               && row.strings() == QStringList{u"a"_s, sample::hardText()};
    };
    QCOMPARE(db->all<bool>(check, u"SELECT * FROM t"_s).value(), QList<bool>{true});
}

void tst_database::halfASurrogatePairDoesNotSwallowItsNeighbour()
{
    const auto db = open(u"a"_s);
    const QString half = u"a"_s + QChar(0xd83e) + u"bc"_s;

    QCOMPARE(db->value(u"SELECT ?"_s, half).value().toString(), u"a?bc"_s);
    const QString inJson = db->value(u"SELECT ? ->> '$.x'"_s, QJsonObject{{u"x"_s, half}}).value().toString();
    QCOMPARE(inJson, u"a\uFFFDbc"_s);
}

void tst_database::transactionRollsBackUnlessCommitted()
{
    const auto db = open(u"a"_s);
    VERIFY_RESULT(db->exec(u"CREATE TABLE t (x)"_s));
    {
        const Result<Transaction> transaction = Transaction::begin(*db);
        VERIFY_RESULT(transaction);
        VERIFY_RESULT(db->exec(u"INSERT INTO t VALUES (1)"_s));
    }
    QCOMPARE(db->value(u"SELECT count(*) FROM t"_s).value(), 0);
    {
        Result<Transaction> transaction = Transaction::begin(*db);
        VERIFY_RESULT(transaction);
        VERIFY_RESULT(db->exec(u"INSERT INTO t VALUES (1)"_s));
        VERIFY_RESULT(transaction->commit());
    }
    QCOMPARE(db->value(u"SELECT count(*) FROM t"_s).value(), 1);
}

void tst_database::movedTransactionIsOne()
{
    const auto db = open(u"a"_s);
    VERIFY_RESULT(db->exec(u"CREATE TABLE t (x)"_s));
    Result<Transaction> first = Transaction::begin(*db);
    VERIFY_RESULT(first);
    {
        Transaction second(std::move(*first));
        VERIFY_RESULT(db->exec(u"INSERT INTO t VALUES (1)"_s));
        VERIFY_RESULT(second.commit());
    }
    VERIFY_RESULT(Transaction::begin(*db));
    QCOMPARE(db->value(u"SELECT count(*) FROM t"_s).value(), 1);
}

void tst_database::failureInALaterRowIsAFailure()
{
    const auto db = open(u"a"_s);
    const auto text = [](const QSqlQuery &query) { return Row(query).text(); };
    const QString sql = u"SELECT json(column1) FROM (VALUES ('1'), (?))"_s;

    QCOMPARE(db->all<QString>(text, sql, u"2"_s).value(), (QStringList{u"1"_s, u"2"_s}));
    QVERIFY(!db->all<QString>(text, sql, u"{"_s));
}

void tst_database::failuresSpeakPlainly()
{
    const auto db = open(u"a"_s);
    VERIFY_RESULT(db->exec(u"CREATE TABLE t (x TEXT NOT NULL UNIQUE)"_s));
    VERIFY_RESULT(db->exec(u"INSERT INTO t VALUES ('a')"_s));

    const Result<void> twice = db->exec(u"INSERT INTO t VALUES (?)"_s, u"a"_s);
    VERIFY_ERROR(twice, ErrorCode::Internal, u"UNIQUE constraint failed: t.x"_s);
    QVERIFY(twice.error().detail.contains(u"INSERT INTO t VALUES (?)"_s));
    VERIFY_ERROR(db->exec(u"SELECT nonsense FROM t"_s), ErrorCode::Internal, u"no such column"_s);
    QVERIFY(!db->exec(u"INSERT INTO t VALUES (?)"_s)); // a value is missing

    writeFile(file(u"text"_s), QByteArray("This is a text, not a database. ").repeated(50));
    const Result<QVariant> text = open(u"text"_s, Access::Probe)->value(u"PRAGMA application_id"_s);
    VERIFY_ERROR(text, ErrorCode::Incompatible, u"not a workspace"_s);
}

void tst_database::fullDiskIsSaid()
{
    const auto db = open(u"a"_s);
    VERIFY_RESULT(db->exec(u"CREATE TABLE t (x)"_s));
    VERIFY_RESULT(db->value(u"PRAGMA max_page_count = 3"_s));

    Result<Transaction> transaction = Transaction::begin(*db);
    VERIFY_RESULT(transaction);
    VERIFY_ERROR(db->exec(u"INSERT INTO t VALUES (randomblob(100000))"_s), ErrorCode::Io, u"no room"_s);
}

void tst_database::regexpKnowsAllScripts()
{
    const auto db = open(u"a"_s);
    QCOMPARE(db->value(u"SELECT 'ПРИВЕТ, Ärger' REGEXP ?"_s, u"(?i)привет, äRGER"_s).value(), 1);
    QCOMPARE(db->value(u"SELECT 'привет' REGEXP ?"_s, u"(?i)пока"_s).value(), 0);
}

QTEST_GUILESS_MAIN(tst_database)
#include "tst_database.moc"
