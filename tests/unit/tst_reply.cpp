// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <evenhand/evaluator.h>
#include <evenhand/provider.h>

#include <QPointer>
#include <QtTest>

using namespace evenhand;
using namespace Qt::StringLiterals;

// What the base class of all replies promises, whatever a plugin does.
class TestReply : public QObject
{
    Q_OBJECT

private slots:
    void saysNothingBeforeTheCallHasReturned();
    void keepsTheOrderOfWhatIsSaidWhileItOpens();
    void speaksAtOnceLater();
    void finishesOnce();
    void dropsWhatComesAfterTheEnd();
    void cancels();
    void cancelsBeforeItSpoke();
    void cancelsFromASlot();
    void doesNotAbortWhatHasFinished();
    void survivesDeletionFromASlot();
    void stopsInSilenceWhenDeleted();
    void tellsModelsAndScoresTheSameWay();
};

namespace {

class TestedReply final : public ChatReply
{
public:
    using ChatReply::deliver;
    using ChatReply::finish;

    int aborted = 0;

protected:
    void abort() override { ++aborted; }
};

// What a reply said, in order.
class Log : public QObject
{
public:
    explicit Log(ChatReply &reply)
    {
        connect(&reply, &ChatReply::events, this, [this](const ChatEvents &batch) {
            for (const ChatEvent &event : batch)
                lines.append(std::get<TextDelta>(event).text);
        });
        connect(&reply, &ChatReply::finished, this, [this](const ChatOutcome &outcome) {
            lines.append(outcome.error ? u"end: "_s + toString(outcome.error->code) : u"end"_s);
        });
    }

    QStringList lines;
};

ChatEvents text(const QString &text)
{
    return {TextDelta{text}};
}

} // namespace

void TestReply::saysNothingBeforeTheCallHasReturned()
{
    TestedReply reply;
    Log log(reply);
    reply.deliver(text(u"a"_s));
    reply.deliver({});
    reply.deliver(text(u"b"_s));
    reply.finish({});
    QCOMPARE(log.lines, QStringList{});
    QVERIFY(!reply.isFinished());
    QTRY_COMPARE(log.lines, (QStringList{u"a"_s, u"b"_s, u"end"_s}));
    QVERIFY(reply.isFinished());
}

void TestReply::keepsTheOrderOfWhatIsSaidWhileItOpens()
{
    TestedReply reply;
    Log log(reply);
    connect(&reply, &ChatReply::events, &log, [&] {
        if (log.lines.size() == 1)
            reply.deliver(text(u"answer to a"_s));
    });
    reply.deliver(text(u"a"_s));
    reply.deliver(text(u"b"_s));
    QTRY_COMPARE(log.lines, (QStringList{u"a"_s, u"b"_s, u"answer to a"_s}));
}

void TestReply::speaksAtOnceLater()
{
    TestedReply reply;
    Log log(reply);
    QCoreApplication::sendPostedEvents(&reply);
    reply.deliver(text(u"a"_s));
    QCOMPARE(log.lines, QStringList{u"a"_s});
    reply.finish({});
    QCOMPARE(log.lines, (QStringList{u"a"_s, u"end"_s}));
}

void TestReply::finishesOnce()
{
    for (const bool open : {false, true}) {
        TestedReply reply;
        Log log(reply);
        if (open)
            QCoreApplication::sendPostedEvents(&reply);
        reply.finish({.error = Error{ErrorCode::Server, {}, {}}, .retryable = false, .retryAfter = {}});
        reply.finish({});
        QTRY_COMPARE(log.lines, QStringList{u"end: server"_s});
        QCoreApplication::sendPostedEvents(&reply);
        QCOMPARE(log.lines.size(), 1);
    }
}

void TestReply::dropsWhatComesAfterTheEnd()
{
    for (const bool open : {false, true}) {
        TestedReply reply;
        Log log(reply);
        if (open)
            QCoreApplication::sendPostedEvents(&reply);
        reply.finish({});
        reply.deliver(text(u"late"_s));
        reply.cancel();
        QTRY_VERIFY(reply.isFinished());
        QCoreApplication::sendPostedEvents(&reply);
        QCOMPARE(log.lines, QStringList{open ? u"end"_s : u"end: cancelled"_s});
    }
}

void TestReply::cancels()
{
    TestedReply reply;
    Log log(reply);
    QCoreApplication::sendPostedEvents(&reply);
    reply.deliver(text(u"a"_s));
    reply.cancel();
    reply.cancel();
    reply.deliver(text(u"late"_s));
    reply.finish({});
    QCOMPARE(reply.aborted, 1);
    QCOMPARE(log.lines, QStringList{u"a"_s}); // the end comes from the event loop
    QTRY_COMPARE(log.lines, (QStringList{u"a"_s, u"end: cancelled"_s}));
    reply.cancel();
    QCoreApplication::sendPostedEvents(&reply);
    QCOMPARE(log.lines.size(), 2);
    QCOMPARE(reply.aborted, 1);
}

void TestReply::cancelsBeforeItSpoke()
{
    TestedReply reply;
    Log log(reply);
    reply.deliver(text(u"a"_s));
    reply.cancel();
    QTRY_COMPARE(log.lines, QStringList{u"end: cancelled"_s});
    QCOMPARE(reply.aborted, 1);
}

void TestReply::cancelsFromASlot()
{
    TestedReply reply;
    Log log(reply);
    connect(&reply, &ChatReply::events, &reply, &Reply::cancel);
    reply.deliver(text(u"a"_s));
    reply.deliver(text(u"b"_s));
    reply.finish({});
    QTRY_COMPARE(log.lines, (QStringList{u"a"_s, u"end: cancelled"_s}));
}

void TestReply::doesNotAbortWhatHasFinished()
{
    TestedReply reply;
    Log log(reply);
    reply.finish({});
    reply.cancel();
    QTRY_COMPARE(log.lines, QStringList{u"end: cancelled"_s});
    QCOMPARE(reply.aborted, 0);
}

void TestReply::survivesDeletionFromASlot()
{
    auto *reply = new TestedReply;
    const QPointer<TestedReply> alive(reply);
    int batches = 0;
    connect(reply, &ChatReply::events, this, [&] {
        ++batches;
        delete reply;
    });
    reply->deliver(text(u"a"_s));
    reply->deliver(text(u"b"_s));
    QTRY_VERIFY(!alive);
    QCOMPARE(batches, 1);

    auto *finished = new TestedReply;
    const QPointer<TestedReply> stillAlive(finished);
    connect(finished, &ChatReply::finished, this, [&] { delete finished; });
    finished->finish({});
    QTRY_VERIFY(!stillAlive);
}

void TestReply::stopsInSilenceWhenDeleted()
{
    auto reply = std::make_unique<TestedReply>();
    Log log(*reply);
    reply->deliver(text(u"a"_s));
    reply->cancel();
    reply.reset();
    QCoreApplication::sendPostedEvents();
    QCOMPARE(log.lines, QStringList{});
}

template<typename Base>
class EmptyReply final : public Base
{
public:
    using Base::finish;

protected:
    void abort() override {}
};

void TestReply::tellsModelsAndScoresTheSameWay()
{
    EmptyReply<ModelsReply> models;
    std::optional<ModelList> list;
    connect(&models, &ModelsReply::finished, this, [&](const ModelList &found) { list = found; });
    models.finish(QList<ModelInfo>{{.id = u"m"_s}});
    QTRY_VERIFY(list);
    QCOMPARE(list->value().first().id, u"m"_s);

    EmptyReply<EvaluationReply> evaluation;
    std::optional<Scores> scores;
    connect(&evaluation, &EvaluationReply::finished, this, [&](const Scores &found) { scores = found; });
    evaluation.cancel();
    QTRY_VERIFY(scores);
    QCOMPARE(toString(scores->error().code), u"cancelled"_s);
}

QTEST_GUILESS_MAIN(TestReply)
#include "tst_reply.moc"
