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

QString passed(const QString &words)
{
    return Text::tr("✓ %1").arg(words);
}

QString missed(const QString &words)
{
    return Text::tr("✗ %1").arg(words);
}

QString notJudged(const QString &words)
{
    return Text::tr("? %1").arg(words);
}

QString tokensText(const std::optional<qint64> &tokens)
{
    return tokens ? Text::tr("%1 tok").arg(Format::count(*tokens)) : Text::tr("tokens not reported");
}

QString timeText(const std::optional<Duration> &firstToken)
{
    return firstToken ? Format::duration(*firstToken) : QString();
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

// How the repeats of a cell ended.
struct Endings
{
    QList<GridCell> failed; // requests
    QList<GridCell> missed; // a check failed
    QList<GridCell> open;   // could not be judged
    QList<GridCell> passed;
    QList<GridCell> answered; // nothing was judged

    explicit Endings(const QList<GridCell> &repeats)
    {
        for (const GridCell &cell : repeats)
            add(cell);
    }
    void add(const GridCell &cell)
    {
        if (cell.state == LaneState::Failed)
            failed.append(cell);
        else if (cell.state != LaneState::Done)
            return;
        else if (!cell.checks)
            answered.append(cell);
        else if (cell.checks->isFailed())
            missed.append(cell);
        else
            (cell.checks->isPassed() ? passed : open).append(cell);
    }
    QList<GridCell> done() const { return missed + open + passed + answered; }
};

QString share(qsizetype part, qsizetype all)
{
    return Text::tr("%1 of %2").arg(Format::count(part), Format::count(all));
}

// The first line of several repeats; the worst is said first.
void say(GridEntry &entry, const Endings &of, qsizetype all)
{
    if (!of.failed.isEmpty()) {
        entry.tone = GridEntry::Tone::Bad;
        entry.head = joined(
            {missed(Text::tr("%1 not answered").arg(share(of.failed.size(), all))), of.failed.first().beginning});
    } else if (!of.missed.isEmpty()) {
        entry.tone = GridEntry::Tone::Bad;
        entry.head = joined({missed(share(of.missed.size(), all)), of.missed.first().checks->verdict});
    } else if (!of.open.isEmpty()) {
        entry.head = joined({notJudged(share(of.open.size(), all)), of.open.first().checks->verdict});
    } else if (!of.passed.isEmpty()) {
        entry.tone = GridEntry::Tone::Good;
        entry.head = joined({passed(share(of.passed.size(), all)), of.passed.first().checks->verdict});
    } else {
        entry.head =
            joined({Text::tr("%1 answered").arg(share(of.answered.size(), all)), of.answered.first().beginning});
    }
}

void addFigures(GridEntry &entry, const QList<GridCell> &done, qsizetype all)
{
    QList<Duration> firstTokens;
    QList<qint64> tokens;
    QList<GridCell> asked;
    for (const GridCell &cell : done) {
        if (cell.outputTokens)
            tokens.append(*cell.outputTokens);
        if (cell.reused)
            continue;
        asked.append(cell);
        if (cell.firstToken)
            firstTokens.append(*cell.firstToken);
    }
    entry.tokens = tokensText(median(tokens));
    if (asked.size() < done.size())
        entry.note = all == 1 ? Text::tr("reused") : Text::tr("%1 reused").arg(share(done.size() - asked.size(), all));
    if (asked.isEmpty())
        return;
    entry.time = timeText(median(firstTokens));
    entry.cost = costOf(sumOfCosts(asked));
}

void sayOne(GridEntry &entry, const GridCell &cell)
{
    const QString verdict = cell.checks ? cell.checks->verdict : QString();
    if (!cell.checks) {
        entry.head = cell.beginning.isEmpty() ? Text::tr("no text") : cell.beginning;
    } else if (cell.checks->isFailed()) {
        entry.tone = GridEntry::Tone::Bad;
        entry.head = missed(verdict);
    } else if (cell.checks->isPassed()) {
        entry.tone = GridEntry::Tone::Good;
        entry.head = passed(verdict);
    } else {
        entry.head = notJudged(verdict);
    }
}

QString checksText(const CheckResults &checks)
{
    const int all = checks.passed + checks.failed + checks.open;
    QString text = Text::tr("%1 checks passed").arg(share(checks.passed, all));
    if (checks.open > 0)
        text += Text::tr(", %1 could not be judged").arg(Format::count(checks.open));
    return text + u'.';
}

} // namespace

QString GridEntry::figures(const SecondLine &shown) const
{
    return joined({note, shown.time ? time : QString(), shown.tokens ? tokens : QString()});
}

QString GridEntry::text() const
{
    return joined({head, note, time, tokens, cost});
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
    entry.time = timeText(cell.firstToken);
    entry.note = cell.attempt > 1 ? Text::tr("attempt %1").arg(Format::count(cell.attempt)) : QString();
    return entry;
}

GridEntry cellEntry(const GridCell &cell, bool resumed)
{
    GridEntry entry;
    switch (cell.state) {
    case LaneState::Done:
        sayOne(entry, cell);
        addFigures(entry, {cell}, 1);
        return entry;
    case LaneState::Failed:
        entry.tone = GridEntry::Tone::Bad;
        entry.head = missed(cell.beginning.isEmpty() ? Format::state(cell.state) : cell.beginning);
        entry.note = cell.attempts > 1 ? Text::tr("request failed, %1 attempts").arg(Format::count(cell.attempts))
                                       : Text::tr("request failed");
        break;
    default:
        entry.tone = GridEntry::Tone::Quiet;
        entry.head = Format::state(resumed ? LaneState::Queued : cell.state);
        break;
    }
    entry.cost = cell.cost ? Format::money(*cell.cost) : QString();
    return entry;
}

GridEntry repeatsEntry(const QList<GridCell> &repeats, bool resumed)
{
    if (repeats.size() == 1)
        return cellEntry(repeats.first(), resumed);
    const Endings endings(repeats);
    const QList<GridCell> done = endings.done();
    GridEntry entry;
    if (done.isEmpty() && endings.failed.isEmpty()) {
        entry.tone = GridEntry::Tone::Quiet;
        entry.head = Format::state(resumed ? LaneState::Queued : repeats.first().state);
        return entry;
    }
    say(entry, endings, repeats.size());
    if (!done.isEmpty())
        addFigures(entry, done, repeats.size());
    return entry;
}

QStringList explanations(const QList<GridCell> &repeats)
{
    QStringList sentences;
    if (repeats.size() == 1 && repeats.first().checks)
        sentences.append(checksText(*repeats.first().checks));
    const Endings endings(repeats);
    if (!endings.failed.isEmpty())
        sentences.append(Text::tr("A request that failed has no answer, so nothing is judged."));
    if (std::ranges::any_of(repeats, &GridCell::reused)) {
        sentences.append(Text::tr("Reused: the same was asked in an earlier run, and its answer was taken from there. "
                                  "Nothing was sent or paid for it, and it has no times."));
    }
    return sentences;
}

} // namespace evenhand
