// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/channelstore.h"
#include "app/store/lineupstore.h"
#include "app/store/promptstore.h"
#include "app/store/statestore.h"
#include "samplevalues.h"
#include "storehelpers.h"

#include <QTemporaryDir>

using namespace evenhand;
using namespace Qt::StringLiterals;

// Channels, lineups, prompts and the window's state.
class tst_stores : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void channelComesBack();
    void channelIsUpdated();
    void channelNamesAreTakenOnce();
    void channelsAreSortedByName();
    void channelOfALineupStays();

    void lineupComesBackInOrder();
    void lineupNamesAreTakenOnce();
    void lineupNeedsItsChannels();
    void targetMayBeInTwoLineups();

    void promptGetsAVersionWhenItsTextChanges();
    void stateComesBack();

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Database> m_db;
};

void tst_stores::init()
{
    QTest::failOnWarning();
    m_db.reset();
    m_dir = std::make_unique<QTemporaryDir>();
    m_db = freshDatabase(m_dir->filePath(u"w.evenhand"_s));
    QVERIFY(m_db);
}

void tst_stores::channelComesBack()
{
    VERIFY_RESULT(ChannelStore::save(*m_db, sample::channel()));
    QCOMPARE(ChannelStore::find(*m_db, sample::channel().id), Result<Channel>(sample::channel()));
    QCOMPARE(ChannelStore::all(*m_db).value(), QList<Channel>{sample::channel()});

    VERIFY_RESULT(ChannelStore::remove(*m_db, sample::channel().id));
    VERIFY_ERROR(ChannelStore::find(*m_db, sample::channel().id), ErrorCode::NotFound, u"does not exist"_s);
}

void tst_stores::channelIsUpdated()
{
    VERIFY_RESULT(ChannelStore::save(*m_db, sample::channel()));
    Channel changed = sample::channel();
    changed.name = u"New name"_s;
    changed.region.clear();
    VERIFY_RESULT(ChannelStore::save(*m_db, changed));
    VERIFY_RESULT(ChannelStore::save(*m_db, changed));
    QCOMPARE(ChannelStore::all(*m_db).value(), QList<Channel>{changed});
}

void tst_stores::channelNamesAreTakenOnce()
{
    VERIFY_RESULT(ChannelStore::save(*m_db, sample::channel()));
    Channel other = sample::channel();
    other.id = ChannelId::create();
    VERIFY_ERROR(ChannelStore::save(*m_db, other), ErrorCode::InvalidInput, other.name);
    other.name = u"  "_s;
    VERIFY_ERROR(ChannelStore::save(*m_db, other), ErrorCode::InvalidInput, u"needs a name"_s);
    QCOMPARE(ChannelStore::all(*m_db).value(), QList<Channel>{sample::channel()});
}

void tst_stores::channelsAreSortedByName()
{
    for (const QString &name : {u"beta"_s, u"Alpha"_s, u"alpha"_s, u"Gamma"_s}) {
        Channel channel;
        channel.id = ChannelId::create();
        channel.name = name;
        VERIFY_RESULT(ChannelStore::save(*m_db, channel));
    }
    QStringList names;
    const QList<Channel> channels = ChannelStore::all(*m_db).value();
    for (const Channel &channel : channels)
        names.append(channel.name);
    QCOMPARE(names, (QStringList{u"Alpha"_s, u"alpha"_s, u"beta"_s, u"Gamma"_s}));
}

void tst_stores::channelOfALineupStays()
{
    VERIFY_RESULT(ChannelStore::save(*m_db, sample::channel()));
    VERIFY_RESULT(LineupStore::save(*m_db, sample::lineup()));
    VERIFY_ERROR(ChannelStore::remove(*m_db, sample::channel().id), ErrorCode::InUse, u"\"Pair\""_s);
    VERIFY_RESULT(ChannelStore::find(*m_db, sample::channel().id));

    VERIFY_RESULT(LineupStore::remove(*m_db, sample::lineup().id));
    VERIFY_RESULT(ChannelStore::remove(*m_db, sample::channel().id));
}

void tst_stores::lineupComesBackInOrder()
{
    VERIFY_RESULT(ChannelStore::save(*m_db, sample::channel()));
    Lineup lineup = sample::lineup();
    VERIFY_RESULT(LineupStore::save(*m_db, lineup));
    QCOMPARE(LineupStore::find(*m_db, lineup.id), Result<Lineup>(lineup));

    std::ranges::reverse(lineup.targets);
    lineup.name = u"Other way round"_s;
    VERIFY_RESULT(LineupStore::save(*m_db, lineup));
    lineup.targets.removeLast();
    VERIFY_RESULT(LineupStore::save(*m_db, lineup));
    QCOMPARE(LineupStore::all(*m_db).value(), QList<Lineup>{lineup});

    VERIFY_RESULT(LineupStore::remove(*m_db, lineup.id));
    VERIFY_ERROR(LineupStore::find(*m_db, lineup.id), ErrorCode::NotFound, u"does not exist"_s);
    QCOMPARE(m_db->value(u"SELECT count(*) FROM lineup_targets"_s).value(), 0);
}

void tst_stores::lineupNamesAreTakenOnce()
{
    VERIFY_RESULT(ChannelStore::save(*m_db, sample::channel()));
    VERIFY_RESULT(LineupStore::save(*m_db, sample::lineup()));
    Lineup other{.id = LineupId::create(), .name = sample::lineup().name, .targets = {}};
    VERIFY_ERROR(LineupStore::save(*m_db, other), ErrorCode::InvalidInput, u"\"Pair\""_s);
    other.name.clear();
    VERIFY_ERROR(LineupStore::save(*m_db, other), ErrorCode::InvalidInput, u"needs a name"_s);
}

void tst_stores::lineupNeedsItsChannels()
{
    VERIFY_ERROR(LineupStore::save(*m_db, sample::lineup()), ErrorCode::NotFound, u"target A (\"org/model:7b\")"_s);
}

void tst_stores::targetMayBeInTwoLineups()
{
    VERIFY_RESULT(ChannelStore::save(*m_db, sample::channel()));
    VERIFY_RESULT(LineupStore::save(*m_db, sample::lineup()));
    Lineup warmer{.id = LineupId::create(), .name = u"Warmer"_s, .targets = sample::lineup().targets};
    warmer.targets.first().parameters.temperature = 1.5;
    VERIFY_RESULT(LineupStore::save(*m_db, warmer));
    QCOMPARE(LineupStore::all(*m_db).value(), (QList<Lineup>{sample::lineup(), warmer}));
}

void tst_stores::promptGetsAVersionWhenItsTextChanges()
{
    const Result<PromptVersion> first = PromptStore::save(*m_db, u"Explain"_s, sample::prompt());
    VERIFY_RESULT(first);
    QCOMPARE(first->number, 1);
    QCOMPARE(first->text, sample::prompt());
    QCOMPARE(PromptStore::save(*m_db, u"Explain"_s, sample::prompt()), first);

    PromptText changed = sample::prompt();
    changed.user += u'!';
    const Result<PromptVersion> second = PromptStore::save(*m_db, u"Explain"_s, changed);
    VERIFY_RESULT(second);
    QCOMPARE(second->number, 2);
    VERIFY_RESULT(PromptStore::save(*m_db, u"another"_s, changed));
    VERIFY_ERROR(PromptStore::save(*m_db, u" "_s, changed), ErrorCode::InvalidInput, u"needs a name"_s);

    const QList<Prompt> prompts = PromptStore::all(*m_db).value();
    QCOMPARE(prompts.size(), 2);
    QCOMPARE(prompts.first().name, u"another"_s);
    QCOMPARE(prompts.last(), (Prompt{.id = first->prompt, .name = u"Explain"_s, .latest = 2}));
    QCOMPARE(PromptStore::versions(*m_db, first->prompt).value(), (QList<PromptVersion>{*second, *first}));
}

void tst_stores::stateComesBack()
{
    QCOMPARE(StateStore::load(*m_db, u"window"_s).value(), QJsonObject());
    const QJsonObject state{{u"draft"_s, sample::hardText()}, {u"panes"_s, 3}};
    VERIFY_RESULT(StateStore::save(*m_db, u"window"_s, {{u"old"_s, true}}));
    VERIFY_RESULT(StateStore::save(*m_db, u"window"_s, state));
    VERIFY_RESULT(StateStore::save(*m_db, u"other"_s, {}));
    QCOMPARE(StateStore::load(*m_db, u"window"_s).value(), state);
}

QTEST_GUILESS_MAIN(tst_stores)
#include "tst_stores.moc"
