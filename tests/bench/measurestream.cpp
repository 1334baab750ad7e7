// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/answertexts.h"
#include "tests/bench/framemeter.h"
#include "tests/bench/measures.h"
#include "tests/bench/streamingwindow.h"
#include "tests/paths.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {
namespace {

// More than is streamed in a minute and a half.
constexpr qsizetype answerLength = 110'000;

PacedServer::Script script(const BenchAnswer &answer, quint32 seed)
{
    PacedServer::Script script;
    const auto add = [&](const QString &member, const QString &text) {
        for (const QString &token : tokensOf(text, seed))
            script.push_back(QJsonDocument(QJsonObject{{member, token}}).toJson(QJsonDocument::Compact).toStdString());
    };
    add(u"reasoning_content"_s, answer.reasoning);
    add(u"content"_s, answer.text);
    return script;
}

QList<FrameMeter::Frame> painted(QList<FrameMeter::Frame> frames)
{
    frames.removeIf([](const FrameMeter::Frame &frame) { return !frame.painted; });
    return frames;
}

QString share(std::chrono::nanoseconds part, std::chrono::nanoseconds whole)
{
    return QString::number(100 * double(part.count()) / double(whole.count()), 'f', 1) + u" %"_s;
}

} // namespace

std::optional<PacedServer> startStream(int panes)
{
    std::vector<PacedServer::Script> scripts;
    for (int pane = 0; pane < panes; ++pane) {
        // The reasoning comes at different moments in different panes, as in life.
        BenchAnswer answer = benchAnswer(answerLength, quint32(pane + 1));
        answer.reasoning.truncate(answer.reasoning.size() * (pane + 1) / panes);
        scripts.push_back(script(answer, quint32(pane + 1)));
    }
    return PacedServer::start({.firstToken = 50ms, .tokens = 1'000'000, .between = 3'333us}, panes, scripts);
}

bool measureStream(const PacedServer &server, int panes, std::chrono::seconds time, QTextStream &out)
{
    Result<std::unique_ptr<StreamingWindow>> window =
        StreamingWindow::open(server, QStringLiteral(EVENHAND_PLUGIN_FOLDER), panes);
    if (!window) {
        QTextStream(stderr) << window.error().message << '\n';
        return false;
    }
    FrameMeter meter;
    const MachineMeter machine;
    const qint64 charactersBefore = (*window)->characters();
    const auto wall = wallTime();
    const auto thread = threadTime();
    const auto process = processTime();
    meter.start();
    QTimer::singleShot(time, qApp, [] { QCoreApplication::exit(); });
    QCoreApplication::exec();
    meter.stop();
    const auto passed = wallTime() - wall;
    const auto threadUsed = threadTime() - thread;
    const auto processUsed = processTime() - process;

    out << "\n"
        << panes << " panes, " << ((*window)->characters() - charactersBefore) * 1'000'000'000 / panes / passed.count()
        << " characters a second in each\n";
    printFramesHead(out);
    printFrames(out, u"frames that painted"_s, painted(meter.frames()));
    printFrames(out, u"every waking"_s, meter.frames());
    out << "of one core: the window's thread " << share(threadUsed, passed) << ", the whole program "
        << share(processUsed, passed) << " (" << machine.disturbance() << ")" << Qt::endl;
    return true;
}

} // namespace evenhand
