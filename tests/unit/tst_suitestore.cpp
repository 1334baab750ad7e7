// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/promptstore.h"
#include "app/store/runstore.h"
#include "app/store/suitestore.h"
#include "samplevalues.h"
#include "storehelpers.h"

#include <QTemporaryDir>

using namespace evenhand;
using namespace Qt::StringLiterals;

namespace {

Suite capitals()
{
    Suite suite{.name = u"Capitals"_s, .description = sample::hardText(), .columns = {u"country"_s, u"style"_s}};
    suite.prompt = sample::prompt();
    suite.cases = {
        {.id = CaseId::create(),
         .name = u"one"_s,
         .variables = {{u"country"_s, sample::hardText()}},
         .reference = u"Paris"_s,
         .taskClass = u"knowledge"_s,
         .tags = {u"a"_s, u"b"_s},
         .attachments = {{.path = u"/x/y.txt"_s, .mediaType = u"text/plain"_s, .size = 3, .sha256 = u"ab"_s}},
         .checks = {QJsonObject{{u"type"_s, u"contains"_s}, {u"value"_s, u"Paris"_s}}}},
        {.id = CaseId::create()}};
    return suite;
}

} // namespace

class tst_suitestore : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void comesBack();
    void anotherOneGetsAFreeName();
    void unusedVersionIsReplaced();
    void usedVersionStays();
    void sameContentIsLeftAlone();
    void namesAreTakenOnce();
    void removed();
    void foundByName();
    void usesOfAPrompt();

private:
    void use(const Suite &suite, const QDateTime &when);

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Database> m_db;
};

void tst_suitestore::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_db = freshDatabase(m_dir->filePath(u"w.evenhand"_s));
    QVERIFY(m_db);
}

void tst_suitestore::use(const Suite &suite, const QDateTime &when)
{
    Run run = sample::run();
    run.spec.id = RunId::create();
    run.spec.suite = RunSuite{.id = suite.id, .name = suite.name, .columns = suite.columns, .cases = suite.cases};
    run.created = when;
    run.cells.clear();
    VERIFY_RESULT(RunStore::create(*m_db, run));
}

void tst_suitestore::comesBack()
{
    const Result<SuiteVersion> saved = SuiteStore::save(*m_db, capitals());
    VERIFY_RESULT(saved);
    QVERIFY(!saved->suite.id.isNull());
    QCOMPARE(SuiteStore::newest(*m_db, saved->suite.id), saved);
    QCOMPARE(SuiteStore::all(*m_db).value(), (QList<SuiteSummary>{{.id = saved->suite.id,
                                                                   .name = u"Capitals"_s,
                                                                   .latest = 1,
                                                                   .cases = 2,
                                                                   .checks = {u"contains"_s},
                                                                   .changed = saved->changed}}));
}

void tst_suitestore::anotherOneGetsAFreeName()
{
    VERIFY_RESULT(SuiteStore::add(*m_db, capitals()));
    const Result<SuiteVersion> second = SuiteStore::add(*m_db, capitals());
    VERIFY_RESULT(second);
    QCOMPARE(second->suite.name, u"Capitals 2"_s);
    QCOMPARE(SuiteStore::add(*m_db, second->suite).value().suite.name, u"Capitals 2 2"_s);
    QCOMPARE(SuiteStore::all(*m_db).value().size(), 3);
}

void tst_suitestore::unusedVersionIsReplaced()
{
    const SuiteVersion first = SuiteStore::save(*m_db, capitals()).value();
    use(first.suite, first.changed.addMSecs(-1)); // of an earlier time, before this version was there
    Suite changed = first.suite;
    changed.cases.removeLast();
    changed.prompt.reset();
    const Result<SuiteVersion> second = SuiteStore::save(*m_db, changed);
    VERIFY_RESULT(second);
    QCOMPARE(second->id, first.id);
    QCOMPARE(second->number, 1);
    QCOMPARE(SuiteStore::newest(*m_db, first.suite.id)->suite, changed);
    QCOMPARE(SuiteStore::versionNumbers(*m_db, first.suite.id).value(), QList<int>{1});
}

void tst_suitestore::usedVersionStays()
{
    const SuiteVersion first = SuiteStore::save(*m_db, capitals()).value();
    use(first.suite, first.changed);
    Suite changed = first.suite;
    changed.cases.first().reference = u"Lyon"_s;
    const Result<SuiteVersion> second = SuiteStore::save(*m_db, changed);
    VERIFY_RESULT(second);
    QCOMPARE(second->number, 2);
    QCOMPARE(SuiteStore::version(*m_db, first.suite.id, 1).value(), first);
    QCOMPARE(SuiteStore::newest(*m_db, first.suite.id)->suite, changed);
    QCOMPARE(SuiteStore::versionNumbers(*m_db, first.suite.id).value(), (QList<int>{2, 1}));
    QCOMPARE(SuiteStore::all(*m_db)->first().latest, 2);
}

void tst_suitestore::sameContentIsLeftAlone()
{
    const SuiteVersion first = SuiteStore::save(*m_db, capitals()).value();
    use(first.suite, first.changed);
    QCOMPARE(SuiteStore::save(*m_db, first.suite).value(), first);
}

void tst_suitestore::namesAreTakenOnce()
{
    VERIFY_RESULT(SuiteStore::save(*m_db, capitals()));
    VERIFY_ERROR(SuiteStore::save(*m_db, capitals()), ErrorCode::InvalidInput,
                 u"There already is a suite \"Capitals\""_s);
    VERIFY_ERROR(SuiteStore::save(*m_db, {.name = u" "_s}), ErrorCode::InvalidInput, u"needs a name"_s);
}

void tst_suitestore::removed()
{
    const SuiteVersion first = SuiteStore::save(*m_db, capitals()).value();
    VERIFY_RESULT(SuiteStore::remove(*m_db, first.suite.id));
    QCOMPARE(SuiteStore::all(*m_db).value(), QList<SuiteSummary>());
    QCOMPARE(m_db->value(u"SELECT count(*) FROM suite_cases"_s).value(), 0);
    VERIFY_ERROR(SuiteStore::newest(*m_db, first.suite.id), ErrorCode::NotFound, u"does not exist any more"_s);
}

void tst_suitestore::foundByName()
{
    const SuiteVersion first = SuiteStore::save(*m_db, capitals()).value();
    QCOMPARE(SuiteStore::named(*m_db, u"capitals"_s).value(), first.suite.id);
    QCOMPARE(SuiteStore::named(*m_db, first.suite.id.toString()).value(), first.suite.id);
    VERIFY_ERROR(SuiteStore::named(*m_db, u"capital"_s), ErrorCode::NotFound, u"There is no suite \"capital\"."_s);
}

void tst_suitestore::usesOfAPrompt()
{
    const SuiteVersion suite = SuiteStore::save(*m_db, capitals()).value();
    QCOMPARE(PromptStore::uses(*m_db, sample::prompt()).value(), QList<PromptUse>());
    use(suite.suite, suite.changed);
    use(suite.suite, suite.changed.addSecs(1));
    const QList<PromptUse> uses = PromptStore::uses(*m_db, sample::prompt()).value();
    QCOMPARE(uses.size(), 2);
    QCOMPARE(uses.first().created, suite.changed.addSecs(1));
    QCOMPARE(uses.first().suite, u"Capitals"_s);
    PromptText other = sample::prompt();
    other.variables.clear();
    QCOMPARE(PromptStore::uses(*m_db, other)->size(), 2);
    other.user += u'!';
    QCOMPARE(PromptStore::uses(*m_db, other)->size(), 0);
}

QTEST_GUILESS_MAIN(tst_suitestore)
#include "tst_suitestore.moc"
