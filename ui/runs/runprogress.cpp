// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/runprogress.h"

#include "ui/models/costformat.h"
#include "ui/models/format.h"
#include "ui/widgets/labels.h"

#include <QBoxLayout>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {
namespace {

constexpr int barHeight = 8;

// Of all targets.
struct Totals
{
    qsizetype cells = 0;
    qsizetype done = 0;
    qsizetype failed = 0;
    qsizetype unpriced = 0;
    std::optional<Money> spent; // none: nothing was priced, or in two currencies
};

Totals totalsOf(const QList<TargetFigures> &figures)
{
    Totals totals;
    bool mixed = false;
    for (const TargetFigures &of : figures) {
        totals.cells += of.cells;
        totals.done += of.done;
        totals.failed += of.failed;
        totals.unpriced += of.unpriced;
        if (!of.spent)
            continue;
        mixed = mixed || (totals.spent && totals.spent->currency != of.spent->currency);
        totals.spent =
            Money{.nano = (totals.spent ? totals.spent->nano : 0) + of.spent->nano, .currency = of.spent->currency};
    }
    if (mixed)
        totals.spent.reset();
    return totals;
}

QString leftText(std::chrono::seconds left)
{
    if (left < 10s)
        return RunProgress::tr("a few seconds left");
    if (left < 90s)
        return RunProgress::tr("about %1 left").arg(Format::seconds(left.count() / 5 * 5 * 1s));
    if (left < 90min) {
        return RunProgress::tr("about %1 min left")
            .arg(Format::count(std::chrono::round<std::chrono::minutes>(left).count()));
    }
    return RunProgress::tr("about %1 h left").arg(Format::count(std::chrono::round<std::chrono::hours>(left).count()));
}

// Nothing goes on: every channel that has something to do is held.
const ChannelLoad *holding(const QList<ChannelLoad> &loads)
{
    const ChannelLoad *first = nullptr;
    for (const ChannelLoad &load : loads) {
        if (load.inFlight > 0 || (load.waiting > 0 && load.held <= 0ms))
            return nullptr;
        if (load.waiting > 0 && (!first || load.held < first->held))
            first = &load;
    }
    return first;
}

QString paceText(const RunProgress::Facts &facts)
{
    if (!facts.state)
        return {};
    if (*facts.state == Batch::State::Paused)
        return RunProgress::tr("paused");
    if (*facts.state == Batch::State::Stopping)
        return RunProgress::tr("stopping");
    if (const ChannelLoad *held = holding(facts.loads)) {
        const QString why = held->why.isEmpty() ? RunProgress::tr("its turn") : held->why;
        return RunProgress::tr("waiting %1: %2").arg(Format::seconds(held->held), why);
    }
    if (!facts.rate)
        return RunProgress::tr("measuring the pace");
    const QString rate = RunProgress::tr("%1/s").arg(Format::rate(*facts.rate));
    return facts.left ? rate + u"   "_s + leftText(*facts.left) : rate;
}

QString loadText(const ChannelLoad &load)
{
    QString text =
        RunProgress::tr("%1: %2 of %3 at once").arg(load.name, Format::count(load.inFlight), Format::count(load.limit));
    if (load.limit < load.most)
        text += RunProgress::tr(" (lowered from %1)").arg(Format::count(load.most));
    if (load.held > 0ms)
        text += RunProgress::tr(", waits %1").arg(Format::seconds(load.held));
    if (!load.why.isEmpty())
        text += u", "_s + load.why;
    return text;
}

QString queueText(const RunProgress::Facts &facts)
{
    if (!facts.state)
        return {};
    QStringList texts;
    for (const ChannelLoad &load : facts.loads)
        texts.append(loadText(load));
    return texts.join(u"   ·   "_s);
}

// While it is sent the plan stands in for targets of which nothing was priced yet.
std::optional<Money> expectedOf(const RunProgress::Facts &facts)
{
    if (!facts.state)
        return expectedCost(facts.figures);
    return facts.expected.size() == 1
               ? std::optional(Money{.nano = facts.expected.first(), .currency = facts.expected.firstKey()})
               : std::nullopt;
}

QString costText(const RunProgress::Facts &facts, const Totals &totals)
{
    QStringList parts;
    if (facts.budget)
        parts.append(RunProgress::tr("of %1 budget").arg(Format::money(*facts.budget)));
    if (const std::optional<Money> expected = expectedOf(facts); expected && totals.done + totals.failed < totals.cells)
        parts.append(RunProgress::tr("estimate %1").arg(Format::money(*expected)));
    if (totals.unpriced > 0)
        parts.append(RunProgress::tr("%1 unpriced").arg(Format::count(totals.unpriced)));
    return parts.join(u", "_s);
}

} // namespace

ShareBar::ShareBar(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize ShareBar::sizeHint() const
{
    return {120, barHeight};
}

void ShareBar::set(qsizetype done, qsizetype failed, qsizetype all)
{
    m_done = done;
    m_failed = failed;
    m_all = all;
    setAccessibleName(
        tr("%1 done, %2 failed, of %3").arg(Format::count(done), Format::count(failed), Format::count(all)));
    update();
}

void ShareBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath whole;
    whole.addRoundedRect(rect(), barHeight / 2.0, barHeight / 2.0);
    painter.setClipPath(whole);
    painter.fillRect(rect(), Theme::colors().sunk);
    if (m_all == 0)
        return;
    // One failure among thousands is still seen.
    const double failed = m_failed == 0 ? 0 : std::max(2.0, double(width()) * double(m_failed) / double(m_all));
    const double done = std::min(width() - failed, double(width()) * double(m_done) / double(m_all));
    painter.fillRect(QRectF(0, 0, done, height()), Theme::colors().accent);
    painter.fillRect(QRectF(done, 0, failed, height()), Theme::colors().bad);
}

RunProgress::RunProgress(QWidget *parent)
    : QWidget(parent)
    , m_bar(new ShareBar)
    , m_count(textLabel({}, Theme::Face::Strong))
    , m_of(textLabel({}, Theme::Face::Body, Theme::dimRole))
    , m_pace(textLabel({}, Theme::Face::Body, Theme::dimRole))
    , m_spent(textLabel({}, Theme::Face::Strong))
    , m_cost(new ElidedLabel(Qt::ElideRight))
    , m_queue(new ElidedLabel(Qt::ElideRight))
{
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_cost->setForegroundRole(Theme::dimRole);
    m_queue->setForegroundRole(Theme::dimRole);
    m_queue->setFont(Theme::font(Theme::Face::Figures));
    auto *line = new QHBoxLayout;
    line->setSpacing(Theme::halfStep);
    line->addWidget(m_count);
    line->addWidget(m_of);
    line->addSpacing(Theme::step);
    line->addWidget(m_bar, 1);
    line->addSpacing(Theme::step);
    line->addWidget(m_pace);
    line->addSpacing(Theme::step);
    line->addWidget(m_spent);
    line->addWidget(m_cost);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::edge, 10, Theme::edge, 10);
    layout->setSpacing(Theme::halfStep);
    layout->addLayout(line);
    layout->addWidget(m_queue);
}

void RunProgress::show(const Facts &facts)
{
    const Totals totals = totalsOf(facts.figures);
    m_bar->set(totals.done, totals.failed, totals.cells);
    m_count->setText(Format::count(totals.done + totals.failed));
    m_of->setText(totals.failed == 0
                      ? tr("of %1").arg(Format::count(totals.cells))
                      : tr("of %1, %2")
                            .arg(Format::count(totals.cells),
                                 Format::counted(totals.failed, tr("1 request failed"), tr("%1 requests failed"))));
    m_pace->setText(paceText(facts));
    m_pace->setVisible(!m_pace->text().isEmpty());
    m_spent->setText(totals.spent ? Format::money(*totals.spent) : QString());
    m_spent->setVisible(totals.spent.has_value());
    m_cost->setText(costText(facts, totals));
    m_queue->setText(queueText(facts));
    m_queue->setVisible(!m_queue->text().isEmpty());
}

QString RunProgress::count() const
{
    return m_count->text() + u' ' + m_of->text();
}

QString RunProgress::pace() const
{
    return m_pace->text();
}

QString RunProgress::cost() const
{
    return QString(m_spent->text() + u' ' + m_cost->text()).trimmed();
}

QString RunProgress::queue() const
{
    return m_queue->text();
}

} // namespace evenhand
