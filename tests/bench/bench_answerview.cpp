// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How fast are answers shown? Eight panes that stream, the cost of a token as an answer grows, a long run that is opened
// and scrolled, a text browser for comparison, and texts that were made to stall whatever shows them.

#include "app/core/target.h"
#include "tests/bench/measures.h"
#include "ui/shell/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QStandardPaths>

#include <vector>

using namespace evenhand;
using namespace Qt::StringLiterals;

namespace {

struct Options
{
    bool stream = false;
    bool linear = false;
    bool open = false;
    bool reference = false;
    bool hostile = false;
    QList<int> panes;
    std::chrono::seconds time{};
    double scale = 1;
};

// Without an application, which must not be there yet: the servers are forks.
std::optional<Options> readOptions(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    QCommandLineParser parser;
    Options options;
    const QList<std::pair<QCommandLineOption, bool *>> parts{
        {{u"stream"_s, u"Panes that stream in a window."_s}, &options.stream},
        {{u"linear"_s, u"The cost of a token, at two lengths of an answer."_s}, &options.linear},
        {{u"open"_s, u"Opens and scrolls a saved run with eight long answers."_s}, &options.open},
        {{u"reference"_s, u"Against QTextBrowser::setMarkdown."_s}, &options.reference},
        {{u"hostile"_s, u"Texts that were made to stall."_s}, &options.hostile},
    };
    const QCommandLineOption panes(u"panes"_s, u"Numbers of panes, a comma between."_s, u"panes"_s, u"2,4,8"_s);
    const QCommandLineOption seconds(u"seconds"_s, u"How long each number of panes streams."_s, u"seconds"_s, u"60"_s);
    const QCommandLineOption scale(u"scale"_s, u"Of the texts of the other parts; 1 is their full size."_s, u"scale"_s,
                                   u"1"_s);
    const QCommandLineOption help = parser.addHelpOption();
    for (const auto &[option, wanted] : parts)
        parser.addOption(option);
    parser.addOptions({panes, seconds, scale});
    const bool understood = parser.parse(arguments);
    const bool all = std::ranges::none_of(parts, [&](const auto &part) { return parser.isSet(part.first); });
    if (!understood || parser.isSet(help)) {
        QTextStream(stderr) << parser.errorText() << '\n' << parser.helpText();
        return std::nullopt;
    }
    for (const auto &[option, wanted] : parts)
        *wanted = all || parser.isSet(option);
    for (const QString &count : parser.value(panes).split(u','))
        options.panes.append(std::clamp(count.toInt(), 1, maxTargets));
    options.time = std::chrono::seconds(std::max(1, parser.value(seconds).toInt()));
    options.scale = std::clamp(parser.value(scale).toDouble(), 0.01, 1.0);
    return options;
}

bool measure(const Options &options, const std::vector<PacedServer> &streams)
{
    QTextStream out(stdout);
    out << "Evenhand's answers on " << QGuiApplication::platformName() << Qt::endl;
    for (std::size_t i = 0; i < streams.size(); ++i) {
        if (!measureStream(streams[i], options.panes.at(qsizetype(i)), options.time, out))
            return false;
    }
    if (options.linear)
        measureGrowth(options.scale, out);
    if (options.reference)
        measureReference(options.scale, out);
    if (options.hostile)
        measureHostile(options.scale, out);
    return !options.open || measureOpening(options.scale, out);
}

} // namespace

int main(int argc, char **argv)
{
    const std::optional<Options> options = readOptions(argc, argv);
    if (!options)
        return 2;
    std::vector<PacedServer> streams;
    for (const int panes : options->stream ? options->panes : QList<int>()) {
        std::optional<PacedServer> server = startStream(panes);
        if (!server) {
            QTextStream(stderr) << "The server could not be started.\n";
            return 1;
        }
        streams.push_back(std::move(*server));
    }
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    QApplication::setOrganizationName(u"evenhand-bench"_s);
    QApplication::setApplicationName(u"bench"_s);
    Theme::install(application);
    return measure(*options, streams) ? 0 : 1;
}
