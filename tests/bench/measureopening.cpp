// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/session.h"
#include "app/store/channelstore.h"
#include "app/store/runstore.h"
#include "tests/bench/answertexts.h"
#include "tests/bench/framemeter.h"
#include "tests/bench/measures.h"
#include "tests/paths.h"
#include "ui/answer/blockview.h"
#include "ui/compare/comparepage.h"
#include "ui/compare/paneboard.h"
#include "ui/compare/panebody.h"
#include "ui/shell/mainwindow.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QFile>
#include <QKeyEvent>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTimer>
#include <QWheelEvent>

#include <malloc.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {
namespace {

struct Memory
{
    qint64 allocated = 0; // bytes, by the allocator's own account
    qint64 resident = 0;
};

Memory memoryNow()
{
    const struct mallinfo2 info = mallinfo2();
    QFile file(u"/proc/self/statm"_s);
    const qint64 pages = file.open(QIODevice::ReadOnly) ? file.readLine().split(' ').value(1).toLongLong() : 0;
    return {.allocated = qint64(info.uordblks + info.hblkhd), .resident = pages * sysconf(_SC_PAGESIZE)};
}

void printMemory(QTextStream &out, const QString &name, const Memory &before, qint64 bytes)
{
    const Memory now = memoryNow();
    out << name << ", over the text: " << double(now.allocated - before.allocated) / double(bytes) << " x allocated, "
        << double(now.resident - before.resident) / double(bytes) << " x resident\n";
}

Channel savedChannel()
{
    Channel channel;
    channel.id = ChannelId::create();
    channel.name = u"Saved"_s;
    channel.plugin = u"replay"_s;
    return channel;
}

Run savedRun(qsizetype characters)
{
    Run run;
    run.spec.id = RunId::create();
    run.spec.prompt.user = u"Explain it at length."_s;
    run.created = QDateTime::currentDateTimeUtc();
    const Channel channel = savedChannel();
    for (int i = 0; i < maxTargets; ++i) {
        const Target target{
            .id = TargetId::create(), .channel = channel.id, .model = u"bench-%1"_s.arg(i), .parameters = {}};
        run.spec.targets.append({.target = target, .channel = channel, .history = {}});
        const BenchAnswer answer = benchAnswer(characters, quint32(i + 1));
        Attempt attempt{.id = AttemptId::create(), .state = LaneState::Done, .started = run.created};
        attempt.answer = {.text = answer.text, .reasoning = answer.reasoning};
        run.cells.append(
            {.id = CellId::create(), .target = i, .repeat = 0, .state = LaneState::Done, .attempts = {attempt}});
    }
    return run;
}

Result<void> save(Workspace &workspace, const Run &run)
{
    return workspace.write([&](Database &db) {
        return ChannelStore::save(db, run.spec.targets.first().channel)
            .and_then([&] { return RunStore::create(db, run); })
            .and_then([&] {
                for (const Cell &cell : run.cells) {
                    if (const Result<void> saved = RunStore::saveCell(db, cell); !saved)
                        return saved;
                }
                return Result<void>();
            });
    });
}

qint64 bytesOf(const Run &run)
{
    qint64 bytes = 0;
    for (const Cell &cell : run.cells)
        bytes += cell.last()->answer.text.toUtf8().size() + cell.last()->answer.reasoning.toUtf8().size();
    return bytes;
}

// When the first text of an answer was painted.
class TextWatch : public QObject
{
public:
    TextWatch() { qApp->installEventFilter(this); }

    std::chrono::nanoseconds painted{};
    std::chrono::nanoseconds paintedCpu{}; // of the window's thread

protected:
    // Painting is one event that paints everything: the next event of another kind comes after it.
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        const auto *view = event->type() == QEvent::Paint ? qobject_cast<BlockView *>(watched) : nullptr;
        m_seen |= view && !view->blocks().isEmpty();
        if (m_seen && painted.count() == 0 && event->type() != QEvent::Paint) {
            painted = wallTime();
            paintedCpu = threadTime();
        }
        return QObject::eventFilter(watched, event);
    }

private:
    bool m_seen = false;
};

class Opening
{
public:
    explicit Opening(Session &session)
        : m_window(session)
    {
        m_window.resize(1920, 1080);
        m_window.show();
        wait(500ms);
    }

    void open(const Run &run, QTextStream &out);
    void openAgain(const Run &run, QTextStream &out);
    void scroll(const QString &name, bool byWheel, int most, QTextStream &out);

private:
    static void wait(std::chrono::milliseconds time)
    {
        QEventLoop loop;
        QTimer::singleShot(time, &loop, &QEventLoop::quit);
        loop.exec();
    }

    void restore(const Run &run);
    QList<AnswerPane *> panes() const { return m_window.comparePage()->board()->panes(); }
    std::chrono::nanoseconds waitForLayout();

    MainWindow m_window;
};

// Returns when the last height became what it is.
std::chrono::nanoseconds Opening::waitForLayout()
{
    QEventLoop loop;
    QTimer looking;
    QList<int> heights;
    auto changed = wallTime();
    QObject::connect(&looking, &QTimer::timeout, &loop, [&] {
        QList<int> now;
        bool complete = true;
        for (const BlockView *view : m_window.findChildren<BlockView *>()) {
            now.append(view->height());
            complete = complete && view->isComplete();
        }
        if (std::exchange(heights, now) != now || !complete)
            changed = wallTime();
        else if (wallTime() - changed > 1s)
            loop.quit();
    });
    looking.start(5ms);
    loop.exec();
    return changed;
}

void Opening::restore(const Run &run)
{
    m_window.comparePage()->restore(
        {.lineup = {}, .prompt = {}, .repeats = 1, .conversation = {}, .run = run.spec.id, .scrollTogether = false});
}

void Opening::open(const Run &run, QTextStream &out)
{
    FrameMeter meter;
    const TextWatch watch;
    const Memory before = memoryNow();
    std::chrono::nanoseconds begin{};
    std::chrono::nanoseconds beginCpu{};
    meter.start();
    QTimer::singleShot(0ms, &m_window, [&] {
        begin = wallTime();
        beginCpu = threadTime();
        restore(run);
    });
    const auto laidOut = waitForLayout();
    meter.stop();
    const qint64 bytes = bytesOf(run);
    out << "\nA saved run with " << run.cells.size() << " answers, " << bytes << " bytes of text\n"
        << "first text painted after " << milliseconds(watch.painted - begin) << " ms (CPU "
        << milliseconds(watch.paintedCpu - beginCpu) << "); everything has its height after "
        << milliseconds(laidOut - begin) << " ms\n";
    printMemory(out, u"memory, with what is loaded once"_s, before, bytes);
    printFramesHead(out);
    printFrames(out, u"opening"_s, meter.frames());
}

// What is loaded once is there by now: faces, definitions of languages, pages of the workspace.
void Opening::openAgain(const Run &run, QTextStream &out)
{
    m_window.comparePage()->newConversation();
    wait(500ms);
    malloc_trim(0);
    const Memory before = memoryNow();
    restore(run);
    waitForLayout();
    printMemory(out, u"memory, opened again"_s, before, bytesOf(run));
}

// Pane after pane, a step for each frame of the screen.
void Opening::scroll(const QString &name, bool byWheel, int most, QTextStream &out)
{
    FrameMeter meter;
    meter.start();
    for (AnswerPane *pane : panes()) {
        PaneBody *body = pane->body();
        QScrollBar *bar = body->verticalScrollBar();
        bar->setValue(0);
        QEventLoop loop;
        QTimer timer;
        timer.setTimerType(Qt::PreciseTimer);
        int steps = 0;
        QObject::connect(&timer, &QTimer::timeout, &loop, [&] {
            const QPointF middle(body->viewport()->rect().center());
            QKeyEvent key(QEvent::KeyPress, Qt::Key_PageDown, Qt::NoModifier);
            QWheelEvent wheel(middle, body->viewport()->mapToGlobal(middle), {}, {0, -120}, Qt::NoButton,
                              Qt::NoModifier, Qt::NoScrollPhase, false);
            // Qt does not propagate a wheel event that did not come from the system.
            QWidget *receiver = byWheel ? body->viewport() : body;
            QCoreApplication::sendEvent(receiver, byWheel ? static_cast<QEvent *>(&wheel) : &key);
            if (++steps == most || bar->value() == bar->maximum())
                loop.quit();
        });
        timer.start(16ms);
        loop.exec();
    }
    meter.stop();
    QList<FrameMeter::Frame> frames = meter.frames();
    frames.removeIf([](const FrameMeter::Frame &frame) { return !frame.painted; });
    printFrames(out, name, frames);
}

} // namespace

bool measureOpening(double scale, QTextStream &out)
{
    const QTemporaryDir folder;
    const Run run = savedRun(qsizetype(100'000 * scale));
    const auto session = Session::open({.workspace = folder.filePath(u"bench.evenhand"_s),
                                        .approvedPluginFolder = QStringLiteral(EVENHAND_PLUGIN_FOLDER),
                                        .retry = {}});
    const Result<void> saved = session ? save((*session)->workspace(), run) : std::unexpected(session.error());
    if (!saved) {
        QTextStream(stderr) << saved.error().message << '\n';
        return false;
    }
    const MachineMeter machine;
    out << Qt::fixed << qSetRealNumberPrecision(1);
    Opening opening(**session);
    opening.open(run, out);
    opening.scroll(u"page down to the end"_s, false, -1, out);
    opening.scroll(u"wheel"_s, true, scale < 1 ? 10 : 150, out);
    opening.openAgain(run, out);
    out << "(" << machine.disturbance() << ")" << Qt::endl;
    return true;
}

} // namespace evenhand
