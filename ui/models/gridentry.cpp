// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/gridentry.h"

#include "ui/models/costformat.h"
#include "ui/models/format.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(evenhand::GridEntry)
};

const QString separator = u" · "_s;

QString joined(QStringList parts)
{
    parts.removeAll(QString());
    return parts.join(separator);
}

QString failure(const QString &words)
{
    return Text::tr("✕ %1").arg(words);
}

QString figures(const std::optional<Duration> &firstToken, const std::optional<qint64> &tokens)
{
    return joined({firstToken ? Format::duration(*firstToken) : QString(),
                   tokens ? Text::tr("%1 tok").arg(Format::count(*tokens)) : Text::tr("tokens not reported")});
}

QString costOf(const std::optional<Money> &cost)
{
    return cost ? Format::money(*cost) : Text::tr("unpriced");
}

QString waiting(const LiveCell &cell, Clock::Moment now)
{
    const QString time = cell.until && *cell.until > now
                             ? u' ' + Format::seconds(std::chrono::ceil<std::chrono::milliseconds>(*cell.until - now))
                             : QString();
    switch (cell.reason) {
    case WaitReason::RetryAfter:
        return Text::tr("waiting%1, rate limit").arg(time);
    case WaitReason::Backoff:
        return Text::tr("waiting%1, tried again then").arg(time);
    case WaitReason::Pacing:
        return Text::tr("waiting%1, pace of the channel").arg(time);
    case WaitReason::Answer:
        return Text::tr("sent, no answer yet");
    case WaitReason::None:
        break;
    }
    return Text::tr("waiting");
}

template<typename T>
std::optional<T> median(QList<T> values)
{
    if (values.isEmpty())
        return std::nullopt;
    const auto middle = values.begin() + (values.size() - 1) / 2;
    std::ranges::nth_element(values, middle);
    return *middle;
}

// No value: nothing was priced, or in two currencies.
std::optional<Money> sumOfCosts(const QList<GridCell> &cells)
{
    std::optional<Money> sum;
    for (const GridCell &cell : cells) {
        if (!cell.cost)
            continue;
        if (sum && sum->currency != cell.cost->currency)
            return std::nullopt;
        sum = Money{.nano = (sum ? sum->nano : 0) + cell.cost->nano, .currency = cell.cost->currency};
    }
    return sum;
}

qsizetype countOf(const QList<GridCell> &cells, LaneState state)
{
    return std::ranges::count(cells, state, &GridCell::state);
}

QString beginningOfFirst(const QList<GridCell> &cells, LaneState state)
{
    const auto found = std::ranges::find(cells, state, &GridCell::state);
    return found == cells.end() ? QString() : found->beginning;
}

} // namespace

QString GridEntry::text() const
{
    return joined({head, figures, cost});
}

GridEntry liveEntry(const LiveCell &cell, Clock::Moment now)
{
    GridEntry entry{.tone = GridEntry::Tone::Quiet};
    if (cell.state == LaneState::Streaming) {
        entry.tone = GridEntry::Tone::Active;
        entry.head = joined({Text::tr("streaming"), cell.beginning});
    } else if (cell.state == LaneState::Waiting) {
        entry.head = waiting(cell, now);
    } else {
        entry.head = Format::state(isFinal(cell.state) ? LaneState::Streaming : cell.state);
    }
    entry.figures = joined({cell.firstToken ? Format::duration(*cell.firstToken) : QString(),
                            cell.attempt > 1 ? Text::tr("attempt %1").arg(Format::count(cell.attempt)) : QString()});
    return entry;
}

GridEntry cellEntry(const GridCell &cell, bool resumed)
{
    GridEntry entry;
    switch (cell.state) {
    case LaneState::Done:
        entry.head = cell.beginning.isEmpty() ? Text::tr("no text") : cell.beginning;
        entry.figures = figures(cell.firstToken, cell.outputTokens);
        entry.cost = costOf(cell.cost);
        return entry;
    case LaneState::Failed:
        entry.tone = GridEntry::Tone::Bad;
        entry.head = failure(cell.beginning.isEmpty() ? Format::state(cell.state) : cell.beginning);
        entry.figures = cell.attempts > 1 ? Text::tr("%1 attempts").arg(Format::count(cell.attempts)) : QString();
        entry.cost = cell.cost ? Format::money(*cell.cost) : QString();
        return entry;
    default:
        entry.tone = GridEntry::Tone::Quiet;
        entry.head = Format::state(resumed ? LaneState::Queued : cell.state);
        entry.cost = cell.cost ? Format::money(*cell.cost) : QString();
        return entry;
    }
}

GridEntry repeatsEntry(const QList<GridCell> &repeats, bool resumed)
{
    if (repeats.size() == 1)
        return cellEntry(repeats.first(), resumed);
    const qsizetype done = countOf(repeats, LaneState::Done);
    const qsizetype failed = countOf(repeats, LaneState::Failed);
    const QString all = Format::count(repeats.size());
    GridEntry entry;
    if (failed > 0) {
        entry.tone = GridEntry::Tone::Bad;
        entry.head = joined({failure(Text::tr("%1 of %2 failed").arg(Format::count(failed), all)),
                             beginningOfFirst(repeats, LaneState::Failed)});
    } else if (done > 0) {
        entry.head =
            joined({Text::tr("%1 ✓ of %2").arg(Format::count(done), all), beginningOfFirst(repeats, LaneState::Done)});
    } else {
        entry.tone = GridEntry::Tone::Quiet;
        entry.head = Format::state(resumed ? LaneState::Queued : repeats.first().state);
    }
    QList<Duration> firstTokens;
    QList<qint64> tokens;
    for (const GridCell &cell : repeats) {
        if (cell.state == LaneState::Done && cell.firstToken)
            firstTokens.append(*cell.firstToken);
        if (cell.state == LaneState::Done && cell.outputTokens)
            tokens.append(*cell.outputTokens);
    }
    if (done > 0) {
        entry.figures = figures(median(firstTokens), median(tokens));
        entry.cost = costOf(sumOfCosts(repeats));
    }
    return entry;
}

} // namespace evenhand
