// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/core/redactor.h"
#include "app/engine/credentials.h"
#include "tests/unit/fakekeychain.h"

#include <QtTest>

using namespace evenhand;
using namespace Qt::StringLiterals;

class TestCredentials : public QObject
{
    Q_OBJECT

private slots:
    void findsWhatIsInTheEnvironment();
    void findsNothingWhereNothingIsNeeded();
    void keepsSessionKeysInMemoryOnly();
    void filesKeychainKeysByChannelFieldAndOrigin();
    void asksTheKeychainOnce();
    void collectsAllFields();
    void saysWhichKeyIsMissing_data();
    void saysWhichKeyIsMissing();
    void takesEveryFailureForNoKeychain();
    void probesTheKeychain();
    void forgets();
    void storesOnlyWhereTheChannelSays();
    void tellsTheRedactorFirst();
    void dropsAnswersThatComeTooLate();

private:
    static Channel channel(CredentialRef::Kind kind, const QString &name = {});
    static Result<Secrets> resolved(CredentialStore &store, const Channel &channel);
    static Result<void> stored(CredentialStore &store, const Channel &channel, const QByteArray &secret);
};

Channel TestCredentials::channel(CredentialRef::Kind kind, const QString &name)
{
    Channel channel;
    channel.id = ChannelId::fromString(u"5a1f6b0c-6f2e-4f6c-9d0a-0c5f0f6f3a11");
    channel.name = u"Cloud"_s;
    channel.origin = QUrl(u"https://api.example/v1"_s);
    channel.credentials.insert(u"key"_s, {.kind = kind, .name = name});
    return channel;
}

// The keychain of these tests answers at once, so the store does.
Result<Secrets> TestCredentials::resolved(CredentialStore &store, const Channel &channel)
{
    Result<Secrets> result = std::unexpected(Error{ErrorCode::Internal, u"No answer."_s, {}});
    store.resolve(channel, [&](const Result<Secrets> &secrets) { result = secrets; });
    return result;
}

Result<void> TestCredentials::stored(CredentialStore &store, const Channel &channel, const QByteArray &secret)
{
    Result<void> result = std::unexpected(Error{ErrorCode::Internal, u"No answer."_s, {}});
    store.store(channel, u"key"_s, secret, [&](const Result<void> &written) { result = written; });
    return result;
}

void TestCredentials::findsWhatIsInTheEnvironment()
{
    Redactor redactor;
    FakeKeychain::State keychain;
    CredentialStore store(std::make_unique<FakeKeychain>(keychain), redactor);
    qputenv("EVENHAND_TEST_KEY", "canary-key\n");
    const Secrets expected{{u"key"_s, "canary-key"}};
    QCOMPARE(resolved(store, channel(CredentialRef::Kind::Environment, u"EVENHAND_TEST_KEY"_s)), expected);
    qunsetenv("EVENHAND_TEST_KEY");
    QVERIFY(keychain.calls.isEmpty());
}

void TestCredentials::findsNothingWhereNothingIsNeeded()
{
    Redactor redactor;
    FakeKeychain::State keychain;
    CredentialStore store(std::make_unique<FakeKeychain>(keychain), redactor);
    QCOMPARE(resolved(store, channel(CredentialRef::Kind::None)), Secrets());
    QCOMPARE(resolved(store, Channel{}), Secrets());
    QVERIFY(keychain.calls.isEmpty());
}

void TestCredentials::keepsSessionKeysInMemoryOnly()
{
    Redactor redactor;
    FakeKeychain::State keychain;
    const Channel cloud = channel(CredentialRef::Kind::Session);
    {
        CredentialStore store(std::make_unique<FakeKeychain>(keychain), redactor);
        QVERIFY(stored(store, cloud, " canary-key "));
        QCOMPARE(resolved(store, cloud), (Secrets{{u"key"_s, "canary-key"}}));
    }
    CredentialStore next(std::make_unique<FakeKeychain>(keychain), redactor);
    QVERIFY(!resolved(next, cloud));
    QVERIFY(keychain.calls.isEmpty());
}

void TestCredentials::filesKeychainKeysByChannelFieldAndOrigin()
{
    Redactor redactor;
    FakeKeychain::State keychain;
    CredentialStore store(std::make_unique<FakeKeychain>(keychain), redactor);
    const Channel cloud = channel(CredentialRef::Kind::Keychain);
    QVERIFY(stored(store, cloud, "canary-key"));
    const QString entry = u"5a1f6b0c-6f2e-4f6c-9d0a-0c5f0f6f3a11/key@https://api.example:443"_s;
    QCOMPARE(keychain.entries, (QMap<QString, QByteArray>{{entry, "canary-key"}}));
    QCOMPARE(resolved(store, cloud), (Secrets{{u"key"_s, "canary-key"}}));

    Channel samePlace = cloud;
    samePlace.origin = QUrl(u"HTTPS://API.example:443/other"_s);
    QCOMPARE(resolved(store, samePlace), (Secrets{{u"key"_s, "canary-key"}}));

    for (const QString &elsewhere :
         {u"http://api.example"_s, u"https://api.example:8443"_s, u"https://api.example.org"_s}) {
        Channel moved = cloud;
        moved.origin = QUrl(elsewhere);
        QVERIFY2(!resolved(store, moved), qPrintable(elsewhere));
    }
    Channel other = cloud;
    other.id = ChannelId::create();
    QVERIFY(!resolved(store, other));
}

void TestCredentials::asksTheKeychainOnce()
{
    Redactor redactor;
    FakeKeychain::State keychain;
    const Channel cloud = channel(CredentialRef::Kind::Keychain);
    keychain.entries.insert(u"5a1f6b0c-6f2e-4f6c-9d0a-0c5f0f6f3a11/key@https://api.example:443"_s, "canary-key");
    CredentialStore store(std::make_unique<FakeKeychain>(keychain), redactor);
    QVERIFY(resolved(store, cloud) && resolved(store, cloud));
    QCOMPARE(keychain.calls.size(), 1);
}

void TestCredentials::collectsAllFields()
{
    Redactor redactor;
    FakeKeychain::State keychain;
    CredentialStore store(std::make_unique<FakeKeychain>(keychain), redactor);
    Channel cloud = channel(CredentialRef::Kind::Keychain);
    cloud.credentials.insert(u"organisation"_s, {.kind = CredentialRef::Kind::None, .name = {}});
    cloud.credentials.insert(u"session_token"_s, {.kind = CredentialRef::Kind::Session, .name = {}});
    QVERIFY(stored(store, cloud, "canary-key"));
    store.store(cloud, u"session_token"_s, "canary-token", [](const Result<void> &) {});
    QCOMPARE(resolved(store, cloud), (Secrets{{u"key"_s, "canary-key"}, {u"session_token"_s, "canary-token"}}));
}

void TestCredentials::saysWhichKeyIsMissing_data()
{
    QTest::addColumn<CredentialRef>("credential");
    QTest::addColumn<QString>("message");

    QTest::newRow("environment")
        << CredentialRef{CredentialRef::Kind::Environment, u"EVENHAND_TEST_NOT_SET"_s}
        << u"The environment variable EVENHAND_TEST_NOT_SET, which holds the key of channel "
           "\"Cloud\", is not set. Set it and start the program again, or choose another place for "
           "the key."_s;
    QTest::newRow("session")
        << CredentialRef{CredentialRef::Kind::Session, {}}
        << u"The key of channel \"Cloud\" was kept only until the program ended. Enter it again in the "
           "channel's settings."_s;
    QTest::newRow("keychain") << CredentialRef{CredentialRef::Kind::Keychain, {}}
                              << u"The keychain of the system has no key of channel \"Cloud\" for "
                                 "https://api.example:443. Enter it in the channel's settings."_s;
}

void TestCredentials::saysWhichKeyIsMissing()
{
    QFETCH(CredentialRef, credential);
    QFETCH(QString, message);
    Redactor redactor;
    FakeKeychain::State keychain;
    CredentialStore store(std::make_unique<FakeKeychain>(keychain), redactor);
    const Result<Secrets> secrets = resolved(store, channel(credential.kind, credential.name));
    QVERIFY(!secrets);
    QCOMPARE(toString(secrets.error().code), u"auth"_s);
    QCOMPARE(secrets.error().message, message);
}

void TestCredentials::takesEveryFailureForNoKeychain()
{
    Redactor redactor;
    FakeKeychain::State keychain;
    keychain.failure = Error{ErrorCode::Io, u"Unknown error 7"_s, {}};
    CredentialStore store(std::make_unique<FakeKeychain>(keychain), redactor);
    const Channel cloud = channel(CredentialRef::Kind::Keychain);
    const Error expected{
        ErrorCode::Auth,
        u"The keychain of the system cannot be used, so the key of channel \"Cloud\" is missing. Keep it in "
        "an environment variable or enter it for this session."_s,
        u"Unknown error 7"_s, Step::Credentials};
    QCOMPARE(resolved(store, cloud).error(), expected);
    QVERIFY(
        stored(store, cloud, "canary-key").error().message.contains(u"the key of channel \"Cloud\" was not kept"_s));
    // What could not be written is not in memory either: it would be gone at the next start.
    keychain.failure.reset();
    QVERIFY(!resolved(store, cloud));
}

void TestCredentials::probesTheKeychain()
{
    Redactor redactor;
    FakeKeychain::State keychain;
    CredentialStore store(std::make_unique<FakeKeychain>(keychain), redactor);
    bool usable = false;
    const auto take = [&](bool answers) { usable = answers; };
    store.probeKeychain(take);
    QVERIFY(usable);
    keychain.failure = Error{ErrorCode::Io, u"No backend"_s, {}};
    store.probeKeychain(take);
    QVERIFY(!usable);
    QVERIFY(keychain.entries.isEmpty());
}

void TestCredentials::forgets()
{
    Redactor redactor;
    FakeKeychain::State keychain;
    CredentialStore store(std::make_unique<FakeKeychain>(keychain), redactor);
    for (const CredentialRef::Kind kind : {CredentialRef::Kind::Keychain, CredentialRef::Kind::Session}) {
        const Channel cloud = channel(kind);
        QVERIFY(stored(store, cloud, "canary-key"));
        store.forget(cloud, u"key"_s);
        QVERIFY(!resolved(store, cloud));
    }
    QVERIFY(keychain.entries.isEmpty());
}

void TestCredentials::storesOnlyWhereTheChannelSays()
{
    Redactor redactor;
    FakeKeychain::State keychain;
    CredentialStore store(std::make_unique<FakeKeychain>(keychain), redactor);
    for (const CredentialRef::Kind kind : {CredentialRef::Kind::None, CredentialRef::Kind::Environment}) {
        const Result<void> written = stored(store, channel(kind, u"EVENHAND_TEST_NOT_SET"_s), "canary-key");
        QCOMPARE(toString(written.error().code), u"invalid_input"_s);
    }
    QVERIFY(keychain.calls.isEmpty());
}

void TestCredentials::tellsTheRedactorFirst()
{
    Redactor redactor;
    FakeKeychain::State keychain;
    keychain.entries.insert(u"5a1f6b0c-6f2e-4f6c-9d0a-0c5f0f6f3a11/key@https://api.example:443"_s, "canary-key");
    CredentialStore store(std::make_unique<FakeKeychain>(keychain), redactor);
    QString seen;
    store.resolve(channel(CredentialRef::Kind::Keychain), [&](const Result<Secrets> &secrets) {
        seen = redactor.redact(QString::fromUtf8(secrets->value(u"key"_s)));
    });
    QCOMPARE(seen, u"[redacted]"_s);
}

// Keeps what it is asked until the test lets it answer.
class SlowKeychain final : public Keychain
{
public:
    explicit SlowKeychain(std::function<void()> &answer)
        : m_answer(answer)
    {
    }
    void read(const QString &, std::function<void(Result<QByteArray>)> done) override
    {
        m_answer = [done] { done(QByteArray("canary-key")); };
    }
    void write(const QString &, const QByteArray &, std::function<void(Result<void>)> done) override
    {
        m_answer = [done] { done({}); };
    }
    void remove(const QString &, std::function<void(Result<void>)> done) override
    {
        m_answer = [done] { done({}); };
    }

private:
    std::function<void()> &m_answer;
};

void TestCredentials::dropsAnswersThatComeTooLate()
{
    Redactor redactor;
    std::function<void()> answer;
    auto store = std::make_unique<CredentialStore>(std::make_unique<SlowKeychain>(answer), redactor);
    int answers = 0;
    store->resolve(channel(CredentialRef::Kind::Keychain), [&](const Result<Secrets> &) { ++answers; });
    answer();
    QCOMPARE(answers, 1);

    Channel other = channel(CredentialRef::Kind::Keychain);
    other.id = ChannelId::create();
    store->resolve(other, [&](const Result<Secrets> &) { ++answers; });
    store.reset();
    answer();
    QCOMPARE(answers, 1);
}

QTEST_GUILESS_MAIN(TestCredentials)
#include "tst_credentials.moc"
