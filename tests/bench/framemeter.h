// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QObject>

#include <chrono>

QT_BEGIN_NAMESPACE
class QTextStream;
QT_END_NAMESPACE

namespace evenhand {

// How busy the thread of the window is. A frame is what it does between waking up and waiting again; those in which
// something was painted are the ones that a person sees.
class FrameMeter : public QObject
{
public:
    struct Frame
    {
        std::chrono::nanoseconds wall{};
        std::chrono::nanoseconds cpu{}; // of this thread: what a shared machine does not stretch
        bool painted = false;
    };

    FrameMeter();

    void start(); // forgets what was measured before
    void stop();
    const QList<Frame> &frames() const { return m_frames; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void end();

    QList<Frame> m_frames;
    bool m_measuring = false;
    bool m_inFrame = false;
    Frame m_begun; // the times are those of its beginning
};

std::chrono::nanoseconds wallTime();
std::chrono::nanoseconds threadTime();  // CPU time of the thread that asks
std::chrono::nanoseconds processTime(); // CPU time of all threads
double milliseconds(std::chrono::nanoseconds time);

// One line: how many, median, 99th percentile and the longest in wall and CPU time, how many took longer than 16.7 and 50 ms.
void printFrames(QTextStream &out, const QString &name, const QList<FrameMeter::Frame> &frames);
void printFramesHead(QTextStream &out);

// How much else went on in the machine, so that a disturbed figure can be told.
class MachineMeter
{
public:
    MachineMeter();

    QString disturbance() const; // since it was made: load, and what other processes and other machines took

private:
    std::chrono::nanoseconds m_wall;
    std::chrono::nanoseconds m_own;
    QList<qint64> m_ticks;
};

} // namespace evenhand
