// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/suites/needle.h"
#include "app/suites/starters.h"
#include "app/suites/suiteyaml.h"
#include "plugins/checks/check.h"
#include "tests/paths.h"

#include <QDir>
#include <QTest>

using namespace evenhand;
using namespace Qt::StringLiterals;

// The suites that come with the program: they load without a problem, and their checks say what they mean.
class tst_starters : public QObject
{
    Q_OBJECT

private slots:
    void everyFileIsOffered();
    void suites_data();
    void suites();
    void referencesPass();
    void everyTaskClass();
    void needles();
    void needlesAreTheSameEverywhere();
    void unknown();
};

void tst_starters::everyFileIsOffered()
{
    QStringList files = QDir(QStringLiteral(EVENHAND_SOURCE_FOLDER "/resources/suites")).entryList({u"*.yaml"_s});
    for (QString &file : files)
        file.chop(5);
    QStringList ids = starters::ids();
    QVERIFY(ids.removeOne(u"long-context"_s));
    ids.sort();
    QCOMPARE(files, ids);
}

void tst_starters::suites_data()
{
    QTest::addColumn<QString>("id");
    for (const QString &id : starters::ids())
        QTest::newRow(qPrintable(id)) << id;
}

void tst_starters::suites()
{
    QFETCH(const QString, id);
    const Result<Suite> suite = starters::suite(id);
    QVERIFY2(suite, suite ? "" : qPrintable(suite.error().message));
    const Result<SuiteImport> read = readSuiteYaml(writeSuiteYaml(*suite));
    QVERIFY(read && read->problems.isEmpty());
    if (id != "long-context"_L1) {
        QFile file(QStringLiteral(EVENHAND_SOURCE_FOLDER "/resources/suites/%1.yaml").arg(id));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const Result<SuiteImport> import = readSuiteYaml(file.readAll());
        QVERIFY2(import->problems.isEmpty(), qPrintable(toString(import->problems.value(0))));
    }
    QVERIFY(!suite->name.isEmpty() && !suite->description.isEmpty());
    QCOMPARE_GE(suite->cases.size(), 8);
    QCOMPARE_LE(suite->cases.size(), 20);
    QSet<QString> names;
    for (const SuiteCase &one : suite->cases) {
        QVERIFY2(!one.taskClass.isEmpty() && !one.checks.isEmpty() && !one.tags.isEmpty(), qPrintable(one.name));
        QVERIFY2(!names.contains(one.name), qPrintable(one.name));
        names.insert(one.name);
        PromptText prompt = *suite->prompt;
        prompt.variables = one.variables;
        QCOMPARE(render(prompt).missing, QStringList());
        for (const QJsonValue check : one.checks) {
            const Result<void> valid = checks::validate(check.toObject());
            QVERIFY2(valid, valid ? "" : qPrintable(one.name + u": "_s + valid.error().message));
            QVERIFY2(
                !checks::judge(check.toObject(), {.text = u"?"_s, .toolCalls = {ToolCall{{}, u"none"_s, {}}}}).passed
                    || check["type"_L1] == "refusal"_L1 || check["type"_L1] == "length"_L1
                    || check["type"_L1] == "not-contains"_L1,
                qPrintable(one.name));
        }
    }
}

// What we say is right passes the checks that judge the words of an answer.
void tst_starters::referencesPass()
{
    int judged = 0;
    for (const QString &id : starters::ids()) {
        const Suite suite = starters::suite(id).value();
        for (const SuiteCase &one : suite.cases) {
            for (const QJsonValue &check : one.checks) {
                const QString type = check["type"_L1].toString();
                if (one.reference.isEmpty() || type == "no-tool-call"_L1)
                    continue;
                const checks::Verdict verdict = checks::judge(check.toObject(), {.text = one.reference});
                QVERIFY2(verdict.passed, qPrintable(one.name + u": "_s + verdict.reason));
                ++judged;
            }
        }
    }
    QCOMPARE_GT(judged, 60);
}

void tst_starters::everyTaskClass()
{
    QSet<QString> classes;
    QSet<QString> types;
    for (const QString &id : starters::ids()) {
        const Suite suite = starters::suite(id).value();
        for (const SuiteCase &one : suite.cases) {
            classes.insert(one.taskClass);
            for (const QJsonValue &check : one.checks)
                types.insert(check["type"_L1].toString());
        }
    }
    for (const QString &expected : {u"reasoning"_s, u"long context"_s, u"tool use"_s, u"extraction"_s, u"summarising"_s,
                                    u"code"_s, u"safety"_s, u"languages"_s, u"latency"_s})
        QVERIFY2(classes.contains(expected), qPrintable(expected));
    QVERIFY(types.contains(u"tool-call"_s) && types.contains(u"json-schema"_s) && types.contains(u"script"_s));
}

void tst_starters::needles()
{
    const Suite suite = needleSuite({.lengths = {300, 600}, .depths = {0, 50, 100}, .seed = 7});
    QCOMPARE(suite.cases.size(), 6);
    for (qsizetype i = 0; i < suite.cases.size(); ++i) {
        const SuiteCase &one = suite.cases.at(i);
        const QString document = one.variables.value(u"document"_s);
        QCOMPARE(document.count(one.reference), 1);
        const qsizetype words = document.simplified().count(u' ') + 1;
        QCOMPARE_GE(words, i < 3 ? 300 : 600);
        QCOMPARE_LE(words, i < 3 ? 315 : 615);
        const double depth = double(document.indexOf(one.reference)) / double(document.size());
        QCOMPARE_LT(std::abs(depth - double(i % 3) / 2), 0.03 + 30.0 / double(document.size()));
    }
}

void tst_starters::needlesAreTheSameEverywhere()
{
    const Suite suite = needleSuite({});
    QCOMPARE(suite.cases.first().reference, needleSuite({}).cases.first().reference);
    QVERIFY(suite.cases.first().reference != needleSuite({.seed = 2}).cases.first().reference);
    QCOMPARE(suite.cases.first().variables.value(u"question"_s), u"What is the door code of the white greenhouse?"_s);
}

void tst_starters::unknown()
{
    QVERIFY(!starters::suite(u"none"_s));
    QVERIFY(!starters::suite(u"../suites/code"_s));
}

QTEST_GUILESS_MAIN(tst_starters)
#include "tst_starters.moc"
