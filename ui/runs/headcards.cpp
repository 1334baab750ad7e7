// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/headcards.h"

#include "ui/models/costformat.h"
#include "ui/models/format.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/marks.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr int mostInALine = 4;
constexpr int padding = 14;

QString timeText(const std::optional<Duration> &time)
{
    return time ? Format::duration(*time) : u"–"_s;
}

QString place(const Channel &channel)
{
    return channel.region.isEmpty() ? channel.name : u"%1 · %2"_s.arg(channel.name, channel.region);
}

QString costText(const TargetFigures &figures)
{
    if (figures.perThousand)
        return Format::money(*figures.perThousand);
    return figures.done > 0 ? HeadCard::tr("unpriced") : u"–"_s;
}

// With a decimal, unless it is all or nothing.
QString shareText(qsizetype part, qsizetype all)
{
    if (all == 0)
        return u"–"_s;
    const double percent = 100.0 * double(part) / double(all);
    return QLocale().toString(percent, 'f', part == 0 || part == all ? 0 : 1) + QChar(0x202f) + u'%';
}

QString answeredTip(const TargetFigures &figures)
{
    QString text =
        HeadCard::tr("Of %1 that ended: %2 answered, %3.")
            .arg(Format::counted(figures.done + figures.failed, HeadCard::tr("1 request"), HeadCard::tr("%1 requests")),
                 Format::count(figures.done),
                 Format::counted(figures.failed, HeadCard::tr("1 failed"), HeadCard::tr("%1 failed")));
    return text;
}

// What the share is of, and what is not in it.
QString checksTip(const TargetFigures &figures)
{
    QString text = HeadCard::tr("Of %1").arg(Format::counted(
        figures.passed + figures.missed, HeadCard::tr("1 judged answer"), HeadCard::tr("%1 judged answers")));
    QStringList others;
    if (figures.failed > 0)
        others.append(
            Format::counted(figures.failed, HeadCard::tr("1 failed request"), HeadCard::tr("%1 failed requests")));
    if (figures.open > 0)
        others.append(Format::counted(figures.open, HeadCard::tr("1 answer that could not be judged"),
                                      HeadCard::tr("%1 answers that could not be judged")));
    if (others.isEmpty())
        return text + u'.';
    return text + u"; "_s + HeadCard::tr("not among them: %1.").arg(others.join(HeadCard::tr(" and ")));
}

} // namespace

HeadCard::HeadCard(int position, const RunTarget &target, bool judged, QWidget *parent)
    : QWidget(parent)
    , m_judged(judged)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(padding, Theme::step, padding, Theme::step);
    layout->setSpacing(Theme::halfStep);
    auto *names = new QHBoxLayout;
    names->setSpacing(Theme::step);
    auto *model = new ElidedLabel(Qt::ElideMiddle);
    model->setFont(Theme::font(Theme::Face::Strong));
    model->setText(target.target.model);
    model->setLeastCharacters(16);
    auto *channel = new ElidedLabel(Qt::ElideRight);
    channel->setForegroundRole(Theme::dimRole);
    channel->setText(place(target.channel));
    names->addWidget(new LetterBadge(position));
    names->addWidget(model);
    names->addWidget(channel);
    names->addStretch();
    layout->addLayout(names);
    auto *line = new QHBoxLayout;
    line->setSpacing(Theme::step);
    layout->addLayout(line);
    m_done = addFigure(line, tr("answered"), {});
    m_half = addFigure(line, tr("p50"), tr("Half of the answers began within this time"));
    m_most = addFigure(line, tr("p95"), tr("95 of 100 answers began within this time"));
    m_cost = addFigure(line, tr("per 1,000"), tr("What a thousand answers cost at the mean of those that are priced"));
    setAccessibleName(tr("Target %1, %2, %3").arg(targetLetter(position), target.target.model, place(target.channel)));
}

HeadCard::Figure HeadCard::addFigure(QBoxLayout *line, const QString &caption, const QString &tip)
{
    QFont strong = Theme::font(Theme::Face::Strong);
    strong.setFeature(QFont::Tag("tnum"), 1);
    Figure figure{.column = new QWidget,
                  .value = textLabel(u"–"_s),
                  .caption = textLabel(caption, Theme::Face::Small, Theme::dimRole)};
    figure.value->setFont(strong);
    auto *layout = new QVBoxLayout(figure.column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(1);
    layout->addWidget(figure.value);
    layout->addWidget(figure.caption);
    figure.column->setToolTip(Format::toolTip(tip));
    if (line->count() > 0)
        line->addStretch();
    line->addWidget(figure.column);
    return figure;
}

void HeadCard::setFigures(const TargetFigures &figures)
{
    const auto set = [](const Figure &figure, const QString &text) {
        figure.value->setText(text);
        figure.value->setAccessibleName(u"%1: %2"_s.arg(figure.caption->text(), text));
    };
    set(m_done, m_judged ? shareText(figures.passed, figures.passed + figures.missed)
                         : shareText(figures.done, figures.done + figures.failed));
    m_done.column->setToolTip(Format::toolTip(m_judged ? checksTip(figures) : answeredTip(figures)));
    set(m_half, timeText(figures.firstTokenP50));
    set(m_most, timeText(figures.firstTokenP95));
    set(m_cost, costText(figures));
}

// Long captions where they fit, whatever the figures are: captions do not change while figures count.
void HeadCard::caption()
{
    const QString done = m_judged ? tr("checks passed") : tr("answered");
    const QString half = tr("first token p50");
    const QFontMetrics captions = m_done.caption->fontMetrics();
    const int widestFigure = m_cost.value->fontMetrics().horizontalAdvance(tr("unpriced"));
    int needed = 2 * padding - Theme::step;
    for (const QString &text : {done, half, m_most.caption->text(), m_cost.caption->text()})
        needed += std::max(captions.horizontalAdvance(text), widestFigure) + Theme::step;
    const bool isWide = width() >= needed;
    m_done.caption->setText(isWide ? done : m_judged ? tr("passed") : tr("done"));
    m_half.caption->setText(isWide ? half : tr("p50"));
}

void HeadCard::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    caption();
}

void HeadCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Theme::colors().line);
    painter.setBrush(Theme::colors().panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Theme::radius, Theme::radius);
}

HeadCards::HeadCards(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QGridLayout(this))
{
    m_layout->setContentsMargins(Theme::edge, 12, Theme::edge, 12);
    m_layout->setSpacing(12);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
}

void HeadCards::setRun(const RunSpec &spec)
{
    const bool judged = spec.suite && std::ranges::any_of(spec.suite->cases, [](const SuiteCase &each) {
                            return !each.checks.isEmpty();
                        });
    qDeleteAll(m_cards);
    m_cards.clear();
    m_hidden.clear();
    for (int position = 0; position < int(spec.targets.size()); ++position)
        m_cards.append(new HeadCard(position, spec.targets.at(position), judged, this));
    place();
}

void HeadCards::setHidden(const QSet<int> &positions)
{
    if (std::exchange(m_hidden, positions) != positions)
        place();
}

void HeadCards::place()
{
    const int shown = int(m_cards.size() - m_hidden.size());
    int place = 0;
    for (int position = 0; position < int(m_cards.size()); ++position) {
        HeadCard *card = m_cards.at(position);
        m_layout->removeWidget(card);
        card->setVisible(!m_hidden.contains(position));
        if (m_hidden.contains(position))
            continue;
        m_layout->addWidget(card, place / mostInALine, place % mostInALine);
        ++place;
    }
    for (int column = 0; column < mostInALine; ++column)
        m_layout->setColumnStretch(column, column < shown ? 1 : 0);
}

void HeadCards::setFigures(const QList<TargetFigures> &figures)
{
    for (int i = 0; i < std::min(figures.size(), m_cards.size()); ++i)
        m_cards.at(i)->setFigures(figures.at(i));
}

} // namespace evenhand
