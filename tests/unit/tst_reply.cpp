// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <evenhand/provider.h>

#include <QPointer>
#include <QTest>

using namespace evenhand;
using namespace Qt::StringLiterals;

namespace {

class ScriptedReply final : public ChatReply
{
    Q_OBJECT
public:
    using ChatReply::deliver;
    using ChatReply::finish;

    void say(const QString &text) { deliver({TextDelta{text}}); }

    int aborts = 0;

private:
    void abort() override { ++aborts; }
};

QString describe(const ChatOutcome &outcome)
{
    return u"finished "_s + (outcome.error ? toString(outcome.error->code) : u"well"_s);
}

} // namespace

// What every reply promises, whatever its subclass does.
class ReplyTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_log.clear();
        m_reply = new ScriptedReply;
        connect(m_reply, &ChatReply::events, this, [this](const ChatEvents &batch) {
            for (const ChatEvent &event : batch)
                m_log.append(std::get<TextDelta>(event).text);
        });
        connect(m_reply, &ChatReply::finished, this,
                [this](const ChatOutcome &outcome) { m_log.append(describe(outcome)); });
    }

    void cleanup() { delete m_reply; }

    void waitsForTheEventLoop()
    {
        m_reply->say(u"a"_s);
        m_reply->say(u"b"_s);
        m_reply->finish({});
        QCOMPARE(m_log, QStringList{});
        QVERIFY(!m_reply->isFinished());
        expectLog({u"a"_s, u"b"_s, u"finished well"_s});
        QVERIFY(m_reply->isFinished());
    }

    void speaksAtOnceWhenOpen()
    {
        QCoreApplication::sendPostedEvents(m_reply);
        m_reply->say(u"a"_s);
        QCOMPARE(m_log, QStringList{u"a"_s});
        m_reply->finish({.error = Error{.code = ErrorCode::Server}});
        QCOMPARE(m_log, (QStringList{u"a"_s, u"finished server"_s}));
    }

    void leavesOutEmptyBatches()
    {
        m_reply->deliver({});
        m_reply->finish({});
        expectLog({u"finished well"_s});
    }

    void endsOnceAndLast()
    {
        m_reply->finish({});
        m_reply->say(u"late"_s);
        m_reply->finish({.error = Error{.code = ErrorCode::Network}});
        m_reply->say(u"later"_s);
        expectLog({u"finished well"_s});
    }

    void keepsTheOrderOfWhatIsSaidWhileItOpens()
    {
        connect(m_reply, &ChatReply::events, m_reply, [this] {
            if (m_log.size() == 1)
                m_reply->say(u"answer to a"_s);
        });
        m_reply->say(u"a"_s);
        m_reply->say(u"b"_s);
        expectLog({u"a"_s, u"b"_s, u"answer to a"_s});
    }

    void cancelComesFromTheEventLoop()
    {
        QCoreApplication::sendPostedEvents(m_reply);
        m_reply->say(u"a"_s);
        m_reply->cancel();
        m_reply->cancel();
        m_reply->say(u"late"_s);
        m_reply->finish({});
        QCOMPARE(m_log, QStringList{u"a"_s});
        expectLog({u"a"_s, u"finished cancelled"_s});
        QCOMPARE(m_reply->aborts, 1);
    }

    void cancelBeforeItOpens()
    {
        m_reply->say(u"a"_s);
        m_reply->cancel();
        expectLog({u"finished cancelled"_s});
        QCOMPARE(m_reply->aborts, 1);
    }

    void cancelFromWithinASlot()
    {
        connect(m_reply, &ChatReply::events, m_reply, [this] { m_reply->cancel(); });
        m_reply->say(u"a"_s);
        m_reply->say(u"b"_s);
        m_reply->finish({});
        expectLog({u"a"_s, u"finished cancelled"_s});
    }

    void cancelAfterTheEndIsNothing()
    {
        m_reply->finish({});
        expectLog({u"finished well"_s});
        m_reply->cancel();
        expectLog({u"finished well"_s});
        QCOMPARE(m_reply->aborts, 0);
    }

    void deletingItEndsItInSilence()
    {
        connect(m_reply, &ChatReply::events, this, [this] { delete m_reply; });
        m_reply->say(u"a"_s);
        m_reply->say(u"b"_s);
        m_reply->finish({});
        expectLog({u"a"_s});
        QVERIFY(!m_reply);
    }

private:
    // Nothing more comes after it.
    void expectLog(const QStringList &expected)
    {
        QTRY_COMPARE(m_log, expected);
        QCoreApplication::sendPostedEvents();
        QCOMPARE(m_log, expected);
    }

    QPointer<ScriptedReply> m_reply;
    QStringList m_log;
};

QTEST_GUILESS_MAIN(ReplyTest)
#include "tst_reply.moc"
