// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How true is a measured time to first token? Lanes run at once through RunEngine and the openai plugin against a
// server that writes down when it sent the first token; what is printed is how much more the lane says it took than the
// server. Each round begins without open connections; with --window it runs in the engine of a window whose eight panes
// paint eight streams of 300 tokens a second all the while.

#include "app/core/redactor.h"
#include "app/engine/credentials.h"
#include "app/engine/plugincatalog.h"
#include "app/engine/runengine.h"
#include "tests/bench/figures.h"
#include "tests/bench/streamingwindow.h"
#include "tests/bench/timingrounds.h"
#include "tests/paths.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QTextStream>

#include <algorithm>
#include <functional>

using namespace evenhand;
using namespace Qt::StringLiterals;

namespace {

struct Options
{
    QList<int> lanes;
    int rounds = 5;
    bool window = false;
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
    const QCommandLineOption window(u"window"_s, u"Paint eight streams in a window meanwhile."_s);
    parser.addOption(window);
    const bool understood = parser.parse(arguments);
    if (!understood || parser.isSet(help)) {
        QTextStream(stderr) << parser.errorText() << '\n' << parser.helpText();
        return std::nullopt;
    }
    Options options;
    for (const QString &count : parser.value(lanesParameter.name).split(u','))
        options.lanes.append(std::max(1, count.toInt()));
    options.window = parser.isSet(window);
    options.rounds = std::max(1, parser.value(roundsParameter.name).toInt());
    options.pace.firstToken = std::chrono::milliseconds(parser.value(delayParameter.name).toInt());
    options.pace.tokens = std::max(1, parser.value(tokensParameter.name).toInt());
    return options;
}

using Round = std::function<Result<QList<double>>(int lanes)>;

int printTable(const Round &round, const Options &options)
{
    QTextStream out(stdout);
    out << "Measured time to first token less the server's, in ms\n"
        << qSetFieldWidth(9) << "lanes" << "rounds" << "median" << "p99" << "max" << qSetFieldWidth(0) << Qt::endl;
    for (const int lanes : options.lanes) {
        QList<double> late;
        for (int i = 0; i < options.rounds; ++i) {
            const Result<QList<double>> each = round(lanes);
            if (!each) {
                QTextStream(stderr) << each.error().message << '\n';
                return 1;
            }
            late += *each;
        }
        std::ranges::sort(late);
        out << qSetFieldWidth(9) << qSetRealNumberPrecision(2) << Qt::fixed << lanes << options.rounds
            << quantile(late, 0.5) << quantile(late, 0.99) << late.last() << qSetFieldWidth(0) << Qt::endl;
    }
    return 0;
}

int measureHeadless(TimingRounds &rounds, const Options &options)
{
    PluginCatalog plugins({QStringLiteral(EVENHAND_PLUGIN_FOLDER)});
    Redactor redactor;
    CredentialStore credentials(makeSystemKeychain(), redactor);
    const auto round = [&](int lanes) {
        RunEngine engine({.plugins = plugins,
                          .credentials = credentials,
                          .redactor = redactor,
                          .clock = std::make_shared<Clock>(),
                          .retry = {}});
        return rounds.run(engine, lanes);
    };
    return printTable(round, options);
}

int measureInWindow(TimingRounds &rounds, const PacedServer &streams, const Options &options)
{
    Result<std::unique_ptr<StreamingWindow>> window =
        StreamingWindow::open(streams, QStringLiteral(EVENHAND_PLUGIN_FOLDER), maxTargets);
    if (!window) {
        QTextStream(stderr) << window.error().message << '\n';
        return 1;
    }
    const int failed = printTable([&](int lanes) { return rounds.run((*window)->engine(), lanes); }, options);
    QTextStream(stdout) << "Meanwhile " << (*window)->streaming() << " panes streamed and took in "
                        << (*window)->characters() << " characters; the panes were painted " << (*window)->paints()
                        << " times (" << QGuiApplication::platformName() << ")\n";
    return failed;
}

} // namespace

int main(int argc, char **argv)
{
    const std::optional<Options> options = readOptions(argc, argv);
    if (!options)
        return 2;
    const std::optional<PacedServer> server = PacedServer::start(options->pace, options->requests());
    // Long enough for every round.
    const std::optional<PacedServer> streams = PacedServer::start(
        {.firstToken = std::chrono::milliseconds(50), .tokens = 1'000'000, .between = std::chrono::milliseconds(3)}, 8);
    if (!server || !streams) {
        QTextStream(stderr) << "The server could not be started.\n";
        return 1;
    }
    const std::unique_ptr<QCoreApplication> application(options->window ? new QApplication(argc, argv)
                                                                        : new QCoreApplication(argc, argv));
    TimingRounds rounds(*server);
    return options->window ? measureInWindow(rounds, *streams, *options) : measureHeadless(rounds, *options);
}
