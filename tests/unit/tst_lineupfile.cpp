// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/lineupfile.h"
#include "app/engine/plugincatalog.h"
#include "app/files/suggestion.h"

#include <QTest>

using namespace evenhand;
using namespace evenhand::cli;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// A provider that is only asked for its origin.
class FormPlugin final : public ProviderPlugin
{
public:
    Result<QUrl> origin(const QJsonObject &settings) const override
    {
        const QUrl url(settings.value("base_url"_L1).toString());
        if (url.scheme() != "http"_L1 && url.scheme() != "https"_L1)
            return std::unexpected(Error{.code = ErrorCode::InvalidInput, .message = u"That is no address."_s});
        return url.adjusted(QUrl::RemovePath);
    }
    Result<std::unique_ptr<Provider>> create(const QJsonObject &, const ProviderContext &) override
    {
        return std::unexpected(Error{.code = ErrorCode::Internal, .message = u"Not asked for here."_s});
    }
};

PluginField field(const QString &key, PluginField::Type type)
{
    return {.key = key, .label = key, .type = type, .defaultValue = QJsonValue::Undefined};
}

PluginInfo formInfo()
{
    PluginInfo info;
    info.id = u"form"_s;
    info.fields = {field(u"base_url"_s, PluginField::Type::Url), field(u"api_key"_s, PluginField::Type::Secret),
                   field(u"style"_s, PluginField::Type::Choice), field(u"strict"_s, PluginField::Type::Flag),
                   field(u"depth"_s, PluginField::Type::Integer)};
    info.fields[0].required = true;
    info.fields[1].required = true;
    info.fields[1].environment = u"FORM_KEY"_s;
    info.fields[2].choices = {u"plain"_s, u"fancy"_s};
    return info;
}

PluginInfo openInfo()
{
    PluginInfo info;
    info.id = u"open"_s;
    info.fields = {field(u"base_url"_s, PluginField::Type::Url), field(u"user"_s, PluginField::Type::Text)};
    info.fields[1].required = true;
    info.fields[1].when = {{u"base_url"_s, {u"http://intranet"_s}}};
    return info;
}

// "3: There is no …", one line for each mistake.
QStringList mistakesOf(const LineupFile &file)
{
    QStringList lines;
    for (const FileMistake &mistake : file.mistakes)
        lines.append(u"%1: %2"_s.arg(mistake.line).arg(mistake.reason));
    return lines;
}

} // namespace

// Lineup files, good and bad, with the line and the reason of each mistake.
class TestLineupFile : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void readsAWholeFile();
    void takesNumbersInTextFieldsAsText();
    void takesTheKeyUnderEitherName();
    void leavesOtherChannelsToTheWorkspace();
    void namesMistakes_data();
    void namesMistakes();
    void collectsAllMistakes();
    void neverRepeatsAKey_data();
    void neverRepeatsAKey();
    void survivesABombOfAliases();
    void suggestsWhatIsClose_data();
    void suggestsWhatIsClose();

private:
    LineupFile parse(const QByteArray &yaml)
    {
        LineupFile file = parseLineupFile(yaml, m_catalog);
        checkChannels(file, {});
        return file;
    }

    PluginCatalog m_catalog{{}};
};

void TestLineupFile::initTestCase()
{
    m_catalog.addBuiltIn(formInfo(), std::make_unique<FormPlugin>());
    m_catalog.addBuiltIn(openInfo(), std::make_unique<FormPlugin>());
}

void TestLineupFile::readsAWholeFile()
{
    const LineupFile file = parse(R"(
channels:
  local:
    plugin: form
    base_url: "http://127.0.0.1:18082/v1"
    key: "env:LOCAL_KEY"
    style: fancy
    strict: true
    depth: -2
    operator: Us
    jurisdiction: EU
    region: Oslo
    max_concurrent: 3
    timeouts: {connect: 0.5, idle: 20, total: 60}
targets:
  - {channel: local, model: m1, max_tokens: 64, temperature: 0, top_p: 0.9, seed: -7, stop: [a, b], effort: none}
  - channel: local
    model: m2
    stop: end
    extra: {a: 1, b: [true, "2", 0.5, null], c: {d: x}}
)");
    QCOMPARE(mistakesOf(file), QStringList());
    QCOMPARE(file.channels.size(), 1);
    Channel expected;
    expected.id = file.channels.first().id;
    expected.name = u"local"_s;
    expected.plugin = u"form"_s;
    expected.settings = {{u"base_url"_s, u"http://127.0.0.1:18082/v1"_s},
                         {u"style"_s, u"fancy"_s},
                         {u"strict"_s, true},
                         {u"depth"_s, -2}};
    expected.credentials = {{u"api_key"_s, {.kind = CredentialRef::Kind::Environment, .name = u"LOCAL_KEY"_s}}};
    expected.origin = QUrl(u"http://127.0.0.1:18082"_s);
    expected.operatorName = u"Us"_s;
    expected.jurisdiction = u"EU"_s;
    expected.region = u"Oslo"_s;
    expected.maxConcurrent = 3;
    expected.limits.connect = 500ms;
    expected.limits.idle = 20s;
    expected.limits.total = 60s;
    QCOMPARE(file.channels.first(), expected);
    QVERIFY(!expected.id.isNull());

    QCOMPARE(file.targets.size(), 2);
    const Parameters first{
        .maxTokens = 64, .temperature = 0, .topP = 0.9, .seed = -7, .stop = {u"a"_s, u"b"_s}, .effort = u"none"_s};
    QCOMPARE(file.targets.at(0).target.parameters, first);
    QCOMPARE(file.targets.at(0).line, 16);
    const Parameters second{.stop = {u"end"_s},
                            .extra = {{u"a"_s, 1},
                                      {u"b"_s, QJsonArray{true, u"2"_s, 0.5, QJsonValue::Null}},
                                      {u"c"_s, QJsonObject{{u"d"_s, u"x"_s}}}}};
    QCOMPARE(file.targets.at(1).target.parameters, second);
    QCOMPARE(file.targets.at(1).channel, u"local"_s);
    QCOMPARE(file.targets.at(1).target.model, u"m2"_s);
}

void TestLineupFile::takesNumbersInTextFieldsAsText()
{
    const LineupFile file =
        parse("channels: {c: {plugin: open, base_url: 'http://a'}}\ntargets: [{channel: c, model: 3.10}]");
    QCOMPARE(mistakesOf(file), QStringList());
    QCOMPARE(file.targets.first().target.model, u"3.10"_s);
}

void TestLineupFile::takesTheKeyUnderEitherName()
{
    for (const QByteArray &name : {QByteArray("key"), QByteArray("api_key")}) {
        const LineupFile file = parse("channels: {c: {plugin: form, base_url: 'http://a', " + name
                                      + ": 'env:K'}}\ntargets: [{channel: c, model: m}]");
        QCOMPARE(mistakesOf(file), QStringList());
        QCOMPARE(file.channels.first().credentials.value(u"api_key"_s).toString(), u"env:K"_s);
    }
}

void TestLineupFile::leavesOtherChannelsToTheWorkspace()
{
    LineupFile file = parseLineupFile("targets: [{channel: kept, model: m}]", m_catalog);
    QVERIFY(file.needsWorkspace());
    checkChannels(file, {u"kept"_s});
    QCOMPARE(mistakesOf(file), QStringList());
    checkChannels(file, {u"kapt"_s});
    QCOMPARE(mistakesOf(file),
             QStringList(u"1: There is no channel \"kept\", neither in this file nor in the workspace. "
                         "Did you mean \"kapt\"?"_s));
}

void TestLineupFile::namesMistakes_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QString>("mistake");
    const QByteArray channel = "channels:\n  c: {plugin: open, base_url: 'http://a'}\n";
    const QByteArray targets = "targets: [{channel: c, model: m}]\n";
    const auto row = [](const char *name, const QByteArray &yaml, const QString &mistake) {
        QTest::newRow(name) << yaml << mistake;
    };
    const auto inTarget = [&](const char *name, const QByteArray &entry, const QString &mistake) {
        QTest::newRow(name) << channel + "targets:\n  - channel: c\n    model: m\n    " + entry + "\n" << mistake;
    };
    const auto inChannel = [&](const char *name, const QByteArray &entry, const QString &mistake) {
        QTest::newRow(name) << "channels:\n  c:\n    plugin: form\n    base_url: http://a\n    key: env:K\n    " + entry
                                   + "\n" + targets
                            << mistake;
    };

    row("empty file", "", u"1: The file is empty."_s);
    row("wrong YAML", "channels:\n  c: [1, 2\ntargets: x\n", u"3: This is not YAML: "_s);
    row("tabs", "channels:\n\tc: 1\n", u"2: This is not YAML: "_s);
    row("not UTF-8", "channels:\ntargets: \xff\xfe\n", u"2: This is not text in UTF-8."_s);
    row("nested without end", "channels: " + QByteArray(10'000, '['),
        u"1: The values are nested too deep for a lineup."_s);
    const QString second = u"2: A second YAML document begins here, or a comma separates nothing."_s;
    row("two documents", "a: 1\n---\nb: 2\n", second);
    row("a comma that separates nothing", "# A comment.\n,\n", second);
    row("a list", "- 1\n- 2\n", u"1: A lineup file must be a mapping of names to values."_s);
    row("unknown part", channel + targets + "tergets: 1\n",
        u"4: A lineup file has no \"tergets\". Did you mean \"targets\"?"_s);
    row("part twice", channel + targets + targets, u"4: \"targets\" stands here twice; it is already in line 3."_s);
    row("no targets", channel, u"1: The file has no \"targets\": the list of models to ask."_s);
    row("empty targets", channel + "targets: []\n", u"3: \"targets\" must be a list with at least one target."_s);
    row("targets that are none", channel + "targets: {a: 1}\n", u"3: \"targets\" must be a list"_s);
    row("target that is none", channel + "targets:\n  - m\n", u"4: A target must be a mapping of names to values."_s);

    row("no plugin", "channels:\n  c: {base_url: x}\n" + targets,
        u"2: The channel \"c\" does not say which plugin it uses"_s);
    row("channel that is none", "channels:\n  c: 5\n" + targets, u"2: The channel \"c\" does not say which plugin"_s);
    row("unknown plugin", "channels:\n  c:\n    plugin: forn\n" + targets,
        u"3: There is no provider plugin \"forn\". Did you mean \"form\"?"_s);
    row("unlike any plugin", "channels:\n  c:\n    plugin: something\n" + targets,
        u"3: There is no provider plugin \"something\". There are: open, form."_s);
    row("missing address", "channels:\n  c: {plugin: form, key: 'env:K'}\n" + targets,
        u"2: The channel \"c\" has no \"base_url\", which the plugin \"form\" needs."_s);
    row("missing key", "channels:\n  c: {plugin: form, base_url: 'http://a'}\n" + targets,
        u"2: The channel \"c\" has no \"key\", which the plugin \"form\" needs. Say where its key is, as in \"key: env:FORM_KEY\"."_s);
    row("missing where it applies", "channels:\n  c: {plugin: open, base_url: 'http://intranet'}\n" + targets,
        u"2: The channel \"c\" has no \"user\", which the plugin \"open\" needs."_s);
    row("bad address", "channels:\n  c:\n    plugin: open\n    base_url: nowhere\n" + targets,
        u"4: That is no address."_s);
    row("a key where none is taken",
        "channels:\n  c:\n    plugin: open\n    base_url: http://a\n    key: env:K\n" + targets,
        u"5: A channel of the plugin \"open\" has no \"key\"."_s);
    inChannel("unknown setting", "base_ulr: http://b",
              u"6: A channel of the plugin \"form\" has no \"base_ulr\". Did you mean \"base_url\"?"_s);
    inChannel("setting twice", "base_url: http://b", u"6: \"base_url\" stands here twice; it is already in line 4."_s);
    inChannel("key twice", "api_key: env:L", u"6: The key is given twice, as \"key\" and as \"api_key\"."_s);
    inChannel("unknown choice", "style: loud", u"6: \"style\" must be one of: plain, fancy."_s);
    inChannel("flag that is none", "strict: 'true'", u"6: \"strict\" must be true or false."_s);
    inChannel("number that is none", "depth: deep", u"6: \"depth\" must be a whole number."_s);
    inChannel("text that is none", "operator: [a]", u"6: \"operator\" must be a text."_s);
    inChannel("empty text", "region:", u"6: \"region\" must be a text."_s);
    inChannel("too many at once", "max_concurrent: 0",
              u"6: \"max_concurrent\" must be a whole number from 1 to 1000."_s);
    inChannel("unknown timeout", "timeouts: {conect: 5}",
              u"6: \"timeouts\" has no \"conect\". Did you mean \"connect\"?"_s);
    inChannel("no time", "timeouts: {idle: 0}", u"6: \"idle\" must be a number from 0.001 to 86400."_s);

    row("unknown channel", channel + "targets:\n  - {channel: d, model: m}\n",
        u"4: There is no channel \"d\", neither in this file nor in the workspace."_s);
    row("no model", channel + "targets:\n  - {channel: c}\n", u"4: A target has no \"model\"."_s);
    row("no channel", channel + "targets:\n  - {model: m}\n", u"4: A target has no \"channel\"."_s);
    row("duplicate target",
        channel
            + "targets:\n  - {channel: c, model: m, seed: 1}\n  - {channel: c, model: m}\n"
              "  - {model: m, seed: 1, channel: c}\n",
        u"6: This target is the same as the one in line 4; use --repeat to ask more than once."_s);
    inTarget("unknown parameter", "max_tokes: 5", u"6: A target has no \"max_tokes\". Did you mean \"max_tokens\"?"_s);
    inTarget("no tokens", "max_tokens: 0", u"6: \"max_tokens\" must be a whole number from 1 to"_s);
    inTarget("quoted number", "max_tokens: '64'", u"6: \"max_tokens\" must be a whole number"_s);
    inTarget("fraction", "max_tokens: 6.5", u"6: \"max_tokens\" must be a whole number"_s);
    inTarget("cold", "temperature: -1", u"6: \"temperature\" must be a number from 0 to 10."_s);
    inTarget("not a number", "temperature: .nan", u"6: \"temperature\" must be a number"_s);
    inTarget("effort", "effort: huge",
             u"6: \"effort\" must be one of: none, minimal, low, medium, high, xhigh, max."_s);
    inTarget("much", "top_p: 1.5", u"6: \"top_p\" must be a number from 0 to 1."_s);
    inTarget("seed that is none", "seed: x", u"6: \"seed\" must be a whole number."_s);
    inTarget("stop that is none", "stop: {a: b}", u"6: \"stop\" must be a text."_s);
    inTarget("stop with a hole", "stop: [a, [b]]", u"6: \"stop\" must be a text."_s);
    inTarget("extra that is none", "extra: 5", u"6: \"extra\" must be a mapping of names to values."_s);
    inTarget("extra with a name twice", "extra: {a: 1, a: 2}",
             u"6: \"a\" stands here twice; it is already in line 6."_s);
}

void TestLineupFile::namesMistakes()
{
    QFETCH(const QByteArray, yaml);
    QFETCH(const QString, mistake);
    const QStringList mistakes = mistakesOf(parse(yaml));
    QVERIFY2(mistakes.size() == 1, qPrintable(mistakes.join(u'\n')));
    QVERIFY2(mistakes.first().startsWith(mistake), qPrintable(mistakes.first()));
}

void TestLineupFile::collectsAllMistakes()
{
    const QStringList mistakes = mistakesOf(parse(R"(channels:
  a: {plugin: form}
  b: {plugin: opan}
targets:
  - {channel: a, model: m, top_p: 2, seed: x}
  - {channel: z, model: m}
)"));
    const QStringList expected = {u"2: The channel \"a\" has no \"base_url\""_s,
                                  u"2: The channel \"a\" has no \"key\""_s,
                                  u"3: There is no provider plugin"_s,
                                  u"5: \"top_p\""_s,
                                  u"5: \"seed\""_s,
                                  u"6: There is no channel \"z\""_s};
    QCOMPARE(mistakes.size(), expected.size());
    for (qsizetype i = 0; i < expected.size(); ++i)
        QVERIFY2(mistakes.at(i).startsWith(expected.at(i)), qPrintable(mistakes.at(i)));
}

void TestLineupFile::neverRepeatsAKey_data()
{
    QTest::addColumn<QByteArray>("entry");
    QTest::newRow("as it is") << QByteArray("key: sk-canary-1234");
    QTest::newRow("under its own name") << QByteArray("api_key: sk-canary-1234");
    QTest::newRow("as a list") << QByteArray("key: [sk-canary-1234]");
    QTest::newRow("where none belongs") << QByteArray("token: sk-canary-1234");
    QTest::newRow("as a choice") << QByteArray("key: env:K\n    style: sk-canary-1234");
    QTest::newRow("with a colon") << QByteArray("key: sk-canary-1234: x");
    QTest::newRow("in a number") << QByteArray("key: env:K\n    depth: sk-canary-1234");
}

void TestLineupFile::neverRepeatsAKey()
{
    QFETCH(const QByteArray, entry);
    const LineupFile file = parse("channels:\n  c:\n    plugin: form\n    base_url: http://a\n    " + entry
                                  + "\ntargets: [{channel: c, model: m}]\n");
    QVERIFY(!file.mistakes.isEmpty());
    QVERIFY2(!mistakesOf(file).join(u'\n').contains("canary"_L1), qPrintable(mistakesOf(file).join(u'\n')));
}

void TestLineupFile::survivesABombOfAliases()
{
    QByteArray extra = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 12; ++i) {
        const QByteArray before = "*a" + QByteArray::number(i - 1);
        extra += "      a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " ["
                 + QByteArrayList(10, before).join(", ") + "]\n";
    }
    const QStringList mistakes = mistakesOf(parse("channels: {c: {plugin: open, base_url: 'http://a'}}\ntargets:\n"
                                                  "  - channel: c\n    model: m\n    extra:\n      "
                                                  + extra));
    QCOMPARE(mistakes, QStringList(u"6: \"extra\" holds more than 10000 values."_s));
}

void TestLineupFile::suggestsWhatIsClose_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("suggestion");
    QTest::newRow("letters that changed places") << u"rnu"_s << u"run"_s;
    QTest::newRow("a letter too many") << u"modells"_s << u"models"_s;
    QTest::newRow("upper case") << u"Channels"_s << u"channels"_s;
    QTest::newRow("something else") << u"scorecard"_s << QString();
    QTest::newRow("short") << u"x"_s << QString();
}

void TestLineupFile::suggestsWhatIsClose()
{
    QFETCH(const QString, name);
    QFETCH(const QString, suggestion);
    QCOMPARE(closest(name, {u"run"_s, u"models"_s, u"channels"_s}), suggestion);
}

QTEST_GUILESS_MAIN(TestLineupFile)
#include "tst_lineupfile.moc"
