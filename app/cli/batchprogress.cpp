// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/batchprogress.h"

#include "app/cli/console.h"
#include "app/cli/liveline.h"
#include "app/pricing/moneytext.h"

using namespace Qt::StringLiterals;

namespace evenhand::cli {

namespace {

qsizetype endedOf(const Batch::Progress &progress)
{
    return progress.done + progress.failed;
}

// Three digits are enough of an estimate.
qint64 rounded(qint64 nano)
{
    qint64 unit = 1;
    while (nano / unit >= 1000)
        unit *= 10;
    return (nano + unit / 2) / unit * unit;
}

QString costText(const Money &spent, qint64 expected, bool goesOn)
{
    const Money estimate{.nano = rounded(expected), .currency = spent.currency};
    return goesOn ? u"%1 of about %2"_s.arg(moneyText(spent), moneyText(estimate)) : moneyText(spent);
}

} // namespace

BatchProgress::BatchProgress(RunService &runs, Batch &batch, QObject *parent)
    : QObject(parent)
    , m_batch(batch)
    , m_isTerminal(isTerminal())
{
    m_elapsed.start();
    connect(&runs, &RunService::channelLoad, this, &BatchProgress::showLoad);
    connect(&batch, &Batch::cellJudged, this, &BatchProgress::showJudged);
    if (m_isTerminal) {
        connect(&m_redraw, &QTimer::timeout, this, [this] { replaceLine(line()); });
        m_redraw.start(redrawInterval);
    } else {
        connect(&runs, &RunService::laneEvents, this, &BatchProgress::showWaits);
        connect(&batch, &Batch::cellEnded, this, &BatchProgress::showEnded);
    }
}

void BatchProgress::finish()
{
    m_redraw.stop();
    if (m_isTerminal)
        replaceLine({});
    printNote(line());
}

void BatchProgress::showEnded(const GridCell &cell)
{
    if (cell.state == LaneState::Interrupted && cell.attempts == 0)
        return; // it was never begun
    const bool wentWrong = cell.state != LaneState::Done && !cell.beginning.isEmpty();
    const QString what = cell.reused ? u"taken from an earlier run"_s : toString(cell.state);
    printNote(u"%1: %2"_s.arg(label(cell), what) + (wentWrong ? u": "_s + cell.beginning : QString()));
}

void BatchProgress::showJudged(const GridCell &cell)
{
    if (!cell.checks || !cell.checks->isFailed())
        return;
    ++m_missed;
    if (!m_isTerminal)
        printNote(u"%1: a check failed: %2"_s.arg(label(cell), cell.checks->verdict));
}

// Of cells between two attempts; what all cells of a channel wait for is told of the channel.
void BatchProgress::showWaits(const LaneEvents &events)
{
    for (const LaneEvent &event : events) {
        const auto *change = std::get_if<LaneStateChanged>(&event.what);
        if (!change || change->wait <= std::chrono::milliseconds(0) || change->reason == WaitReason::Pacing)
            continue;
        if (const GridCell *cell = m_batch.find(event.cell))
            printNote(u"%1: waits %2: %3"_s.arg(label(*cell), inSeconds(change->wait), change->message));
    }
}

void BatchProgress::showLoad(const ChannelLoad &load)
{
    const ChannelLoad before = std::exchange(m_loads[load.channel], load);
    if (m_isTerminal)
        return;
    if (load.held > before.held)
        printNote(u"%1: nothing is begun for %2: %3"_s.arg(load.name, inSeconds(load.held), load.why));
    if (before.limit > 0 && load.limit < before.limit)
        printNote(u"%1: %2 requests at once instead of %3: %4"_s.arg(load.name)
                      .arg(load.limit)
                      .arg(before.limit)
                      .arg(load.why));
    else if (before.limit > 0 && load.limit > before.limit && load.limit == load.most)
        printNote(u"%1: %2 requests at once again"_s.arg(load.name).arg(load.limit));
}

QString BatchProgress::label(const GridCell &cell) const
{
    const RunSpec &spec = m_batch.spec();
    const RunTarget &column = spec.targets.at(cell.target);
    const QString repeat = spec.repeats > 1 ? u".%1"_s.arg(cell.repeat + 1) : QString();
    return u"%1%2%3 %4 · %5"_s.arg(targetLetter(cell.target))
        .arg(cell.caseIndex + 1)
        .arg(repeat, column.channel.name, column.target.model);
}

QString BatchProgress::line() const
{
    const Batch::Progress progress = m_batch.progress();
    QStringList parts = {u"%1 of %2 ended"_s.arg(endedOf(progress)).arg(progress.cells),
                         u"%1 s"_s.arg(double(m_elapsed.elapsed()) / 1000, 0, 'f', 1)};
    if (progress.failed > 0)
        parts.append(u"%1 failed"_s.arg(progress.failed));
    if (m_missed > 0)
        parts.append(u"%1 with failed checks"_s.arg(m_missed));
    if (progress.reused > 0)
        parts.append(u"%1 taken from earlier runs"_s.arg(progress.reused));
    const bool goesOn = m_batch.state() == Batch::State::Running;
    if (const std::optional<double> pace = m_batch.pace(); pace && goesOn)
        parts.append(u"%1/s"_s.arg(*pace, 0, 'f', 1));
    if (const auto left = m_batch.timeLeft(); left && goesOn && progress.left > 0)
        parts.append(u"about %1 s left"_s.arg(left->count()));
    const QMap<QString, qint64> expected = m_batch.expected();
    for (const auto &[currency, nano] : expected.asKeyValueRange())
        parts.append(costText({.nano = progress.spent.value(currency), .currency = currency}, nano, progress.left > 0));
    for (const ChannelLoad &load : m_loads) {
        if (load.held > std::chrono::milliseconds(0))
            parts.append(u"%1 waits: %2"_s.arg(load.name, load.why));
        else if (load.limit < load.most)
            parts.append(u"%1 takes %2 at once"_s.arg(load.name).arg(load.limit));
    }
    return parts.join(u" · "_s);
}

} // namespace evenhand::cli
