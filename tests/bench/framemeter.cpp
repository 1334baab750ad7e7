// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/framemeter.h"

#include "tests/bench/figures.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QEvent>
#include <QFile>
#include <QTextStream>

#include <array>
#include <ctime>

#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {
namespace {

std::chrono::nanoseconds read(clockid_t clock)
{
    timespec now{};
    clock_gettime(clock, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

QList<double> sortedMilliseconds(const QList<FrameMeter::Frame> &frames,
                                 std::chrono::nanoseconds FrameMeter::Frame::*part)
{
    QList<double> result;
    for (const FrameMeter::Frame &frame : frames)
        result.append(milliseconds(frame.*part));
    std::ranges::sort(result);
    return result;
}

// The first line of /proc/stat: user, nice, system, idle, iowait, irq, softirq, steal, in clock ticks.
QList<qint64> machineTicks()
{
    QFile file(u"/proc/stat"_s);
    QList<qint64> ticks;
    if (file.open(QIODevice::ReadOnly)) {
        for (const QByteArray &word : file.readLine().simplified().split(' ').sliced(1))
            ticks.append(word.toLongLong());
    }
    ticks.resize(8);
    return ticks;
}

} // namespace

FrameMeter::FrameMeter()
{
    qApp->installEventFilter(this);
    connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock, this, &FrameMeter::end);
}

void FrameMeter::start()
{
    m_frames.clear();
    m_measuring = true;
}

void FrameMeter::stop()
{
    end();
    m_measuring = false;
}

// Where there is no event there is no work; what the dispatcher itself does before the first one is not measured.
bool FrameMeter::eventFilter(QObject *watched, QEvent *event)
{
    if (!m_inFrame) {
        m_begun = {.wall = wallTime(), .cpu = threadTime()};
        m_inFrame = true;
    }
    m_begun.painted |= event->type() == QEvent::Paint;
    return QObject::eventFilter(watched, event);
}

void FrameMeter::end()
{
    if (m_measuring && m_inFrame) {
        m_frames.append(
            {.wall = wallTime() - m_begun.wall, .cpu = threadTime() - m_begun.cpu, .painted = m_begun.painted});
    }
    m_inFrame = false;
}

std::chrono::nanoseconds wallTime()
{
    return read(CLOCK_MONOTONIC);
}

std::chrono::nanoseconds threadTime()
{
    return read(CLOCK_THREAD_CPUTIME_ID);
}

std::chrono::nanoseconds processTime()
{
    return read(CLOCK_PROCESS_CPUTIME_ID);
}

double milliseconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

void printFramesHead(QTextStream &out)
{
    out << QString(22, u' ') << "                 wall ms                           CPU ms\n"
        << QString(22, u' ') << "  frames   p50    p99    max  >16.7  >50      p50    p99    max  >16.7  >50\n";
}

void printFrames(QTextStream &out, const QString &name, const QList<FrameMeter::Frame> &frames)
{
    out << name.leftJustified(22) << QString::number(frames.size()).rightJustified(8);
    for (const auto part : {&FrameMeter::Frame::wall, &FrameMeter::Frame::cpu}) {
        const QList<double> times = sortedMilliseconds(frames, part);
        for (const double figure : {quantile(times, 0.5), quantile(times, 0.99), quantile(times, 1)})
            out << QString::number(figure, 'f', 1).rightJustified(part == &FrameMeter::Frame::wall ? 7 : 7);
        for (const double limit : {1000 / 60.0, 50.0})
            out << QString::number(std::ranges::count_if(times, [=](double time) {
                       return time > limit;
                   })).rightJustified(6);
        out << "  ";
    }
    out << Qt::endl;
}

MachineMeter::MachineMeter()
    : m_wall(wallTime())
    , m_own(processTime())
    , m_ticks(machineTicks())
{
}

QString MachineMeter::disturbance() const
{
    std::array<double, 3> load{};
    getloadavg(load.data(), int(load.size()));
    const QList<qint64> ticks = machineTicks();
    const auto seconds = [&](std::initializer_list<int> which) {
        qint64 sum = 0;
        for (const int place : which)
            sum += ticks.at(place) - m_ticks.at(place);
        return double(sum) / double(sysconf(_SC_CLK_TCK));
    };
    const std::chrono::duration<double> wall = wallTime() - m_wall;
    const std::chrono::duration<double> own = processTime() - m_own;
    return u"load %1; others took %2 % of a core, stolen %3 %"_s.arg(load[0], 0, 'f', 2)
        .arg(100 * (seconds({0, 1, 2, 5, 6}) - own.count()) / wall.count(), 0, 'f', 0)
        .arg(100 * seconds({7}) / wall.count(), 0, 'f', 1);
}

} // namespace evenhand
