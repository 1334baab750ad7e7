// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How true is a measured time to first token? Lanes run at once through RunEngine and the openai plugin against a
// server that writes down when it sent the first token; what is printed is how much more the lane says it took than the
// server. Each round begins without open connections.

#include "app/core/redactor.h"
#include "app/engine/credentials.h"
#include "app/engine/plugincatalog.h"
#include "app/engine/runengine.h"
#include "tests/bench/pacedserver.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QTextStream>

#include <algorithm>
#include <cmath>

using namespace evenhand;
using namespace Qt::StringLiterals;

namespace {

struct Options
{
    QList<int> lanes;
    int rounds = 5;
    PacedServer::Pace pace;

    int requests() const
    {
        int sum = 0;
        for (const int count : lanes)
            sum += count * rounds;
        return sum;
    }
};

struct Parameter
{
    QString name;
    QString help;
    QString value;
};

const Parameter lanesParameter{u"lanes"_s, u"Lanes at once, a comma between."_s, u"1,20,100"_s};
const Parameter roundsParameter{u"rounds"_s, u"Rounds for each number of lanes."_s, u"5"_s};
const Parameter delayParameter{u"delay"_s, u"Milliseconds to the first token."_s, u"200"_s};
const Parameter tokensParameter{u"tokens"_s, u"Tokens of each answer, 20 ms between."_s, u"1"_s};

// Without an application, which must not be there yet: the server is a fork.
std::optional<Options> readOptions(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    QCommandLineParser parser;
    const QCommandLineOption help = parser.addHelpOption();
    for (const Parameter &each : {lanesParameter, roundsParameter, delayParameter, tokensParameter})
        parser.addOption({each.name, each.help, each.name, each.value});
    const bool understood = parser.parse(arguments);
    if (!understood || parser.isSet(help)) {
        QTextStream(stderr) << parser.errorText() << '\n' << parser.helpText();
        return std::nullopt;
    }
    Options options;
    for (const QString &count : parser.value(lanesParameter.name).split(u','))
        options.lanes.append(std::max(1, count.toInt()));
    options.rounds = std::max(1, parser.value(roundsParameter.name).toInt());
    options.pace.firstToken = std::chrono::milliseconds(parser.value(delayParameter.name).toInt());
    options.pace.tokens = std::max(1, parser.value(tokensParameter.name).toInt());
    return options;
}

// Runs lanes at once and hands in how many milliseconds each was late.
class Bench
{
public:
    Bench(const PacedServer &server, PluginCatalog &plugins)
        : m_server(server)
        , m_plugins(plugins)
        , m_credentials(makeSystemKeychain(), m_redactor)
    {
        m_channel.id = ChannelId::create();
        m_channel.name = u"Bench"_s;
        m_channel.plugin = u"openai"_s;
        m_channel.settings = {{u"base_url"_s, u"http://127.0.0.1:%1/v1"_s.arg(server.port())}};
        m_channel.origin = QUrl(u"http://127.0.0.1:%1"_s.arg(server.port()));
    }

    // Fails with the sentence of the first lane that was not done.
    Result<QList<double>> round(int lanes);

private:
    RunSpec spec(int lanes);
    Result<double> lateness(const Cell &cell) const;

    const PacedServer &m_server;
    PluginCatalog &m_plugins;
    Redactor m_redactor;
    CredentialStore m_credentials;
    Channel m_channel;
    int m_firstRequest = 0;
    int m_nextRequest = 0;
};

RunSpec Bench::spec(int lanes)
{
    RunSpec spec;
    spec.id = RunId::create();
    spec.prompt.user = u"How long does it take?"_s;
    m_firstRequest = m_nextRequest;
    for (int i = 0; i < lanes; ++i) {
        RunTarget column;
        column.channel = m_channel;
        column.channel.maxConcurrent = lanes;
        column.target.model = u"bench-%1"_s.arg(m_nextRequest++);
        spec.targets.append(column);
    }
    return spec;
}

Result<QList<double>> Bench::round(int lanes)
{
    const RunSpec run = spec(lanes);
    QHash<CellId, Cell> cells;
    const QList<CellSpec> plan = planCells(run);
    for (const CellSpec &cell : plan)
        cells.insert(cell.id, {.id = cell.id, .target = cell.target, .repeat = 0, .state = {}, .attempts = {}});

    int left = lanes;
    RunEngine engine({.plugins = m_plugins, .credentials = m_credentials, .redactor = m_redactor, .clock = std::make_shared<Clock>(), .retry = {}});
    QObject::connect(&engine, &RunEngine::laneEvents, qApp, [&](const LaneEvents &events) {
        for (const LaneEvent &event : events) {
            Cell &cell = cells[event.cell];
            apply(event, cell);
            if (isFinal(cell.state) && --left == 0)
                QCoreApplication::quit();
        }
    });
    engine.start(run, plan);
    QCoreApplication::exec();

    QList<double> late;
    for (const Cell &cell : std::as_const(cells)) {
        const Result<double> each = lateness(cell);
        if (!each)
            return std::unexpected(each.error());
        late.append(*each);
    }
    return late;
}

Result<double> Bench::lateness(const Cell &cell) const
{
    const Attempt *attempt = cell.last();
    if (cell.state != LaneState::Done)
        return std::unexpected(attempt->error.value_or(Error{}));
    const std::optional<Duration> measured = attempt->timing.firstToken();
    const PacedServer::Record &record = m_server.records()[std::size_t(m_firstRequest + cell.target)];
    if (!measured || record.firstToken == 0)
        return std::unexpected(Error{.code = ErrorCode::Protocol, .message = u"A lane has no first token."_s, .detail = {}});
    const auto actual = std::chrono::nanoseconds(record.firstToken - record.arrived);
    return std::chrono::duration<double, std::milli>(*measured - actual).count();
}

// Of values in ascending order: the smallest that at least this share of them does not exceed.
double quantile(const QList<double> &sorted, double share)
{
    const auto rank = qsizetype(std::ceil(share * double(sorted.size())));
    return sorted.at(std::clamp(rank - 1, qsizetype(0), sorted.size() - 1));
}

int printTable(Bench &bench, const Options &options)
{
    QTextStream out(stdout);
    out << "Measured time to first token less the server's, in ms\n"
        << qSetFieldWidth(9) << "lanes" << "rounds" << "median" << "p99" << "max" << qSetFieldWidth(0) << Qt::endl;
    for (const int lanes : options.lanes) {
        QList<double> late;
        for (int i = 0; i < options.rounds; ++i) {
            const Result<QList<double>> round = bench.round(lanes);
            if (!round) {
                QTextStream(stderr) << round.error().message << '\n';
                return 1;
            }
            late += *round;
        }
        std::ranges::sort(late);
        out << qSetFieldWidth(9) << qSetRealNumberPrecision(2) << Qt::fixed << lanes << options.rounds << quantile(late, 0.5)
            << quantile(late, 0.99) << late.last() << qSetFieldWidth(0) << Qt::endl;
    }
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    const std::optional<Options> options = readOptions(argc, argv);
    if (!options)
        return 2;
    const std::optional<PacedServer> server = PacedServer::start(options->pace, options->requests());
    if (!server) {
        QTextStream(stderr) << "The server could not be started.\n";
        return 1;
    }
    const QCoreApplication application(argc, argv);
    PluginCatalog plugins({QStringLiteral(EVENHAND_PLUGIN_FOLDER)});
    Bench bench(*server, plugins);
    return printTable(bench, *options);
}
