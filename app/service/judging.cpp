// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/judging.h"

#include "app/core/redactor.h"
#include "app/service/judge.h"
#include "app/store/scorestore.h"
#include "app/store/workspace.h"

#include <QLoggingCategory>
#include <QThread>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

Q_LOGGING_CATEGORY(lcJudging, "evenhand.judging")

// So many threads that an evaluator keeps are enough to see that nothing more is to be had from it.
constexpr int mostLost = 4;

// How long the end waits for the evaluator that is at work.
constexpr std::chrono::milliseconds patience{500};

// Whether the later one stands in place of the earlier one.
bool replaces(const CheckScore &later, const CheckScore &earlier)
{
    return later.check == earlier.check && (earlier.evaluator.isEmpty() || later.evaluator == earlier.evaluator);
}

} // namespace

Judging::Judging(Workspace &workspace, PluginCatalog &plugins, const Redactor &redactor,
                 std::chrono::milliseconds limit, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_plugins(plugins)
    , m_redactor(redactor)
{
    m_limit.setSingleShot(true);
    m_limit.setInterval(limit);
    connect(&m_limit, &QTimer::timeout, this, &Judging::giveUp);
}

Judging::~Judging()
{
    if (m_thread) {
        m_thread->requestInterruption();
        m_thread->quit();
        if (m_thread->wait(patience))
            delete m_thread;
        else
            connect(m_thread, &QThread::finished, m_thread, &QObject::deleteLater);
    }
    if (m_verdicts.isEmpty() && m_writing == 0)
        return;
    // Waits for what was posted before, too: its outcome is called with this object.
    const Result<void> saved = m_workspace.write([this](Database &db) { return save(db, m_verdicts); });
    if (!saved)
        qCWarning(lcJudging).noquote() << saved.error().message << saved.error().detail;
}

void Judging::judge(RunId run, CellId cell)
{
    if (!m_waiting.contains(cell))
        add({.run = run, .cell = cell});
}

void Judging::judge(RunId run)
{
    add({.run = run, .cell = {}});
}

int Judging::pending() const
{
    return int(m_tasks.size() + int(m_task.has_value()) + m_verdicts.size() + m_writing);
}

void Judging::add(const Task &task)
{
    if (m_workspace.isReadOnly() || m_lost >= mostLost)
        return;
    if (!task.cell.isNull())
        m_waiting.insert(task.cell);
    m_tasks.append(task);
    emit pendingChanged(pending());
    next();
}

void Judging::next()
{
    if (m_task || m_tasks.isEmpty())
        return;
    m_task = m_tasks.takeFirst();
    m_waiting.remove(m_task->cell);
    m_verdict = {.cell = m_task->cell, .attempt = {}, .scores = {}};
    if (!m_judge)
        startThread();
    m_limit.start();
    QMetaObject::invokeMethod(m_judge, [judge = m_judge, task = *m_task, evaluators = m_plugins.evaluators()] {
        if (task.cell.isNull())
            judge->look(task.run, evaluators);
        else
            judge->judge(task.run, task.cell, evaluators);
    });
}

void Judging::startThread()
{
    const QString slow = u"The plugin took longer than %1 s."_s.arg(double(m_limit.interval()) / 1000);
    m_thread = new QThread;
    m_thread->setObjectName(u"judge"_s);
    m_judge = new Judge(m_workspace.path(), slow);
    m_judge->moveToThread(m_thread);
    connect(m_thread, &QThread::finished, m_judge, &QObject::deleteLater);
    // What a thread said before it was given up may still be on its way.
    const auto heard = [this](auto take) {
        return [this, take, generation = m_generation](const auto &...said) {
            if (generation == m_generation)
                take(said...);
        };
    };
    connect(m_judge, &Judge::found, this, heard([this](const QList<CellId> &cells) {
                for (const CellId cell : cells)
                    judge(m_task->run, cell);
                ended();
            }));
    connect(m_judge, &Judge::begun, this, heard([this](AttemptId attempt) { m_verdict.attempt = attempt; }));
    connect(m_judge, &Judge::told, this, heard([this](const QList<CheckScore> &scores) { take(scores); }));
    connect(m_judge, &Judge::ended, this, heard([this] { ended(); }));
    m_thread->start();
}

void Judging::take(const QList<CheckScore> &scores)
{
    m_limit.start();
    for (CheckScore score : scores) {
        score.reason = m_redactor.redact(score.reason);
        m_verdict.scores.removeIf([&](const CheckScore &earlier) { return replaces(score, earlier); });
        m_verdict.scores.append(score);
    }
}

void Judging::ended()
{
    m_limit.stop();
    m_task.reset();
    if (!m_verdict.scores.isEmpty())
        m_verdicts.append(m_verdict);
    write();
    emit pendingChanged(pending());
    next();
}

void Judging::giveUp()
{
    QThread *thread = std::exchange(m_thread, nullptr);
    m_judge = nullptr;
    ++m_generation;
    ++m_lost;
    connect(thread, &QThread::finished, this, [this] { --m_lost; });
    connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    thread->requestInterruption();
    thread->quit();
    if (m_lost >= mostLost) {
        qCWarning(lcJudging) << "Plugins that judge checks do not come back; nothing more is judged now.";
        m_tasks.clear();
        m_waiting.clear();
    }
    ended();
}

void Judging::write()
{
    if (m_writing > 0 || m_verdicts.isEmpty())
        return; // written() comes back here
    const QList<Verdict> verdicts = std::exchange(m_verdicts, {});
    m_writing = verdicts.size();
    m_workspace.post([verdicts](Database &db) { return save(db, verdicts); },
                     [this, verdicts](const Result<void> &outcome) {
                         QMetaObject::invokeMethod(
                             this, [this, verdicts, outcome] { written(verdicts, outcome); }, Qt::QueuedConnection);
                     });
}

Result<void> Judging::save(Database &db, const QList<Verdict> &verdicts)
{
    Result<void> saved;
    for (const Verdict &verdict : verdicts)
        saved = saved.and_then([&] { return ScoreStore::save(db, verdict.attempt, verdict.scores); });
    return saved;
}

void Judging::written(const QList<Verdict> &verdicts, const Result<void> &outcome)
{
    m_writing = 0;
    if (!outcome)
        qCWarning(lcJudging).noquote() << outcome.error().message << outcome.error().detail;
    for (const Verdict &verdict : outcome ? verdicts : QList<Verdict>())
        emit judged(verdict.cell);
    write();
    emit pendingChanged(pending());
}

} // namespace evenhand
