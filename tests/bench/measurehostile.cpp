// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/answerfeed.h"
#include "tests/bench/answertexts.h"
#include "tests/bench/figures.h"
#include "tests/bench/framemeter.h"
#include "tests/bench/measures.h"
#include "ui/answer/blockview.h"

#include <QEventLoop>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {
namespace {

constexpr qsizetype pieceSize = 1'000;
constexpr int quietFrames = 12; // so many looks without a change: nothing follows

struct Outcome
{
    double firstPaint = 0; // ms of the frame in which it was set, and those until it was painted
    double longest = 0;    // ms of one frame
    double longestCpu = 0;
    double all = 0; // s of CPU
};

// Runs the event loop until all is shown and the view has kept its height for a while. `step` is called each time round
// until it says that it is done.
void runUntilShown(BlockView &view, const std::function<bool()> &step)
{
    QEventLoop loop;
    QTimer feeding;
    QObject::connect(&feeding, &QTimer::timeout, &loop, [&] {
        if (!step())
            feeding.stop();
    });
    feeding.start(0ms);
    QTimer looking;
    int height = -1;
    int quiet = 0;
    QObject::connect(&looking, &QTimer::timeout, &loop, [&] {
        const bool still = !feeding.isActive() && view.isComplete() && view.height() == height;
        height = view.height();
        quiet = still ? quiet + 1 : 0;
        if (quiet == quietFrames)
            loop.quit();
    });
    looking.start(16ms);
    loop.exec();
}

Outcome measure(AnswerFeed &feed, const std::function<bool()> &step)
{
    FrameMeter meter;
    meter.start();
    const auto begin = threadTime();
    runUntilShown(feed.view(), step);
    Outcome outcome{.all = milliseconds(threadTime() - begin) / 1000};
    meter.stop();
    bool painted = false;
    for (const FrameMeter::Frame &frame : meter.frames()) {
        if (!painted)
            outcome.firstPaint += milliseconds(frame.wall);
        painted |= frame.painted;
        outcome.longest = std::max(outcome.longest, milliseconds(frame.wall));
        outcome.longestCpu = std::max(outcome.longestCpu, milliseconds(frame.cpu));
    }
    return outcome;
}

Outcome measureWhole(const QString &text)
{
    AnswerFeed feed;
    return measure(feed, [&] {
        feed.set(text);
        return false;
    });
}

Outcome measureStreamed(const QString &text)
{
    AnswerFeed feed;
    qsizetype at = 0;
    return measure(feed, [&] {
        at = std::min(at + pieceSize, text.size());
        feed.set(text.first(at));
        return at < text.size();
    });
}

} // namespace

void measureHostile(double scale, QTextStream &out)
{
    out << "\nHostile texts; ms of wall (and CPU) time\n"
        << QString(32, u' ') << "         set as a whole                      in pieces of 1,000 characters\n"
        << QString(32, u' ') << "  painted  longest frame   CPU s in all       longest frame   CPU s in all\n";
    for (const auto &[name, text] : hostileTexts(scale)) {
        out << name.leftJustified(32) << Qt::flush;
        const Outcome whole = measureWhole(text);
        const Outcome streamed = measureStreamed(text);
        const auto frame = [](const Outcome &outcome) {
            return u"%1 (%2)"_s.arg(outcome.longest, 0, 'f', 1).arg(outcome.longestCpu, 0, 'f', 1).rightJustified(15);
        };
        out << QString::number(whole.firstPaint, 'f', 1).rightJustified(9) << frame(whole)
            << QString::number(whole.all, 'f', 2).rightJustified(15) << "    " << frame(streamed)
            << QString::number(streamed.all, 'f', 2).rightJustified(15) << Qt::endl;
    }
}

} // namespace evenhand
