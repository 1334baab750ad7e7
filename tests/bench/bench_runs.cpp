// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What does a run of many cells cost? The program itself runs a suite against a server of its own, once a row. Printed is
// what a client that only reads needs for the same requests, so that it can be seen that the server is not the limit; how
// long the program took, in all and of the processors; the most memory that it had; how long the answers took as it
// stored them; and how large the workspace is for each answer of 2,400 characters. The server counts, too. With --checks
// each row is measured once more with a check for each case, and what that takes of the processors is told.

#include "tests/bench/burstserver.h"
#include "tests/paths.h"

#include <QCommandLineParser>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTextStream>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace evenhand;
using namespace Qt::StringLiterals;

namespace {

struct Row
{
    int cells = 1000;
    int atOnce = 20;
    int delay = 0; // ms
    bool checks = false;
};

struct Measured
{
    double wall = 0;   // s
    double cpu = 0;    // s, user and system
    double memory = 0; // MB
    QJsonObject result;
};

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(content);
}

void writeInputs(const QDir &folder, const Row &row, int port)
{
    const QJsonArray checks{QJsonObject{{u"type"_s, u"contains"_s}, {u"value"_s, u"more or less"_s}}};
    QByteArray cases;
    for (int i = 0; i < row.cells; ++i) {
        QJsonObject asked{{u"vars"_s, QJsonObject{{u"number"_s, QString::number(i)}}}};
        if (row.checks)
            asked.insert(u"checks"_s, checks);
        cases += QJsonDocument(asked).toJson(QJsonDocument::Compact) + '\n';
    }
    write(folder.filePath(u"suite.jsonl"_s), cases);
    write(folder.filePath(u"lineup.yaml"_s),
          u"channels: {bench: {plugin: openai, base_url: \"http://127.0.0.1:%1/v1\", key: none}}\n"
          "targets: [{channel: bench, model: bench}]\n"_s.arg(port)
              .toUtf8());
}

Measured runProgram(const QString &program, const QDir &folder, const Row &row)
{
    const QList<QByteArray> arguments = {
        program.toUtf8(), "run",
        "--suite",        folder.filePath(u"suite.jsonl"_s).toUtf8(),
        "--lineup",       folder.filePath(u"lineup.yaml"_s).toUtf8(),
        "--prompt",       "Say in about four hundred words what is known of number {{number}}.",
        "--workspace",    folder.filePath(u"bench.evenhand"_s).toUtf8(),
        "--concurrency",  QByteArray::number(row.atOnce),
        "--json"};
    std::vector<char *> argv;
    for (const QByteArray &argument : arguments)
        argv.push_back(const_cast<char *>(argument.constData()));
    argv.push_back(nullptr);
    const QByteArray output = folder.filePath(u"result.json"_s).toUtf8();
    const QByteArray log = folder.filePath(u"log.txt"_s).toUtf8();
    const auto began = std::chrono::steady_clock::now();
    const pid_t process = fork();
    if (process == 0) {
        dup2(open(output.constData(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDOUT_FILENO);
        dup2(open(log.constData(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDERR_FILENO);
        execv(argv.front(), argv.data());
        _exit(127);
    }
    rusage used{};
    wait4(process, nullptr, 0, &used);
    const auto seconds = [](const timeval &time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
    QFile result(QString::fromUtf8(output));
    return {.wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count(),
            .cpu = seconds(used.ru_utime) + seconds(used.ru_stime),
            .memory = double(used.ru_maxrss) / 1024,
            .result =
                result.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(result.readAll()).object() : QJsonObject()};
}

// None: a cell is not done, or its check was not passed.
std::optional<Measured> measure(const QString &program, const Row &row)
{
    const std::optional<BurstServer> raw = BurstServer::start(std::chrono::milliseconds(row.delay));
    const std::optional<BurstServer> server = BurstServer::start(std::chrono::milliseconds(row.delay));
    const QTemporaryDir folder;
    if (!raw || !server || !folder.isValid())
        return std::nullopt;
    const double floor = askRaw(raw->port(), row.cells, row.atOnce);
    writeInputs(QDir(folder.path()), row, server->port());
    const Measured measured = runProgram(program, QDir(folder.path()), row);
    const int done = measured.result["cells"_L1]["done"_L1].toInt();
    const QJsonValue target = measured.result["targets"_L1].toArray().first();
    const double stored = target["median_total_ms"_L1].toDouble();
    const int passed = target["checks"_L1]["passed"_L1].toInt();
    const qint64 size = QFile(folder.filePath(u"bench.evenhand"_s)).size();
    QTextStream out(stdout);
    out << qSetRealNumberPrecision(2) << Qt::fixed << Qt::right << qSetFieldWidth(10) << row.cells << row.atOnce
        << row.delay << floor << measured.wall << measured.cpu << measured.memory << stored << double(size) / row.cells
        << server->answered() << done << qSetFieldWidth(0) << Qt::endl;
    if (done != row.cells) {
        QFile log(folder.filePath(u"log.txt"_s));
        if (log.open(QIODevice::ReadOnly))
            QTextStream(stderr) << QString::fromUtf8(log.readAll().right(2000));
    }
    const bool isGood = done == row.cells && server->answered() == row.cells && passed == (row.checks ? row.cells : 0);
    return isGood ? std::optional(measured) : std::nullopt;
}

bool isDone(const QString &program, Row row)
{
    return measure(program, row).has_value();
}

bool measureBoth(const QString &program, Row row)
{
    const std::optional<Measured> without = measure(program, row);
    row.checks = true;
    const std::optional<Measured> with = without ? measure(program, row) : std::nullopt;
    if (!with)
        return false;
    constexpr double micro = 1e6;
    QTextStream(stdout) << u"checks: %1 µs of the processors for each cell, %2 µs without\n"_s
                               .arg(with->cpu / row.cells * micro, 0, 'f', 0)
                               .arg(without->cpu / row.cells * micro, 0, 'f', 0);
    return true;
}

// "1000,20,0": cells, at once, milliseconds.
std::optional<Row> rowFrom(const QString &text)
{
    const QStringList parts = text.split(u',');
    if (parts.size() != 3)
        return std::nullopt;
    return Row{.cells = parts.at(0).toInt(), .atOnce = parts.at(1).toInt(), .delay = parts.at(2).toInt()};
}

} // namespace

int main(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    QCommandLineParser parser;
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption program(u"program"_s, u"The program."_s, u"file"_s, QStringLiteral(EVENHAND_PROGRAM));
    const QCommandLineOption checks(u"checks"_s, u"Measures each row with a check for each case as well."_s);
    parser.addOption(program);
    parser.addOption(checks);
    parser.addPositionalArgument(u"rows"_s, u"Cells, at once, the server's milliseconds: 1000,20,0"_s);
    if (!parser.parse(arguments) || parser.isSet(help)) {
        QTextStream(stderr) << parser.errorText() << '\n' << parser.helpText();
        return 2;
    }
    QStringList rows = parser.positionalArguments();
    if (rows.isEmpty())
        rows = {u"1000,20,0"_s, u"10000,20,0"_s, u"1000,20,200"_s, u"1000,100,200"_s};
    QTextStream(stdout)
        << "     cells   at once    server   floor s    wall s     CPU s        MB  stored ms  bytes each"
           "  answered      done\n";
    bool good = true;
    for (const QString &text : std::as_const(rows)) {
        const std::optional<Row> row = rowFrom(text);
        good = row && (parser.isSet(checks) ? measureBoth : isDone)(parser.value(program), *row) && good;
    }
    return good ? 0 : 1;
}
