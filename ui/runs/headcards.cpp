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
constexpr int wide = 280; // enough for long captions

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

// Of those that ended.
QString doneText(const TargetFigures &figures)
{
    const qsizetype ended = figures.done + figures.failed;
    if (ended == 0)
        return u"–"_s;
    const double percent = 100.0 * double(figures.done) / double(ended);
    return QLocale().toString(percent, 'f', figures.failed == 0 ? 0 : 1) + QChar(0x202f) + u'%';
}

} // namespace

HeadCard::HeadCard(int position, const RunTarget &target, QWidget *parent)
    : QWidget(parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(padding, Theme::step, padding, Theme::step);
    layout->setSpacing(Theme::halfStep);
    auto *names = new QHBoxLayout;
    names->setSpacing(Theme::step);
    auto *model = new ElidedLabel(Qt::ElideMiddle);
    model->setFont(Theme::font(Theme::Face::Strong));
    model->setText(target.target.model);
    model->setLeastCharacters(8);
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
    m_done = addFigure(line, tr("answered"), tr("Cells that ended with an answer, of all that ended"));
    m_half = addFigure(line, tr("p50"), tr("Half of the answers began within this time"));
    m_most = addFigure(line, tr("p95"), tr("95 of 100 answers began within this time"));
    m_cost = addFigure(line, tr("per 1,000"), tr("What a thousand answers cost at the mean of those that are priced"));
    setAccessibleName(tr("Target %1, %2, %3").arg(targetLetter(position), target.target.model, place(target.channel)));
}

HeadCard::Figure HeadCard::addFigure(QBoxLayout *line, const QString &caption, const QString &tip)
{
    QFont strong = Theme::font(Theme::Face::Strong);
    strong.setFeature(QFont::Tag("tnum"), 1);
    Figure figure{.value = textLabel(u"–"_s), .caption = textLabel(caption, Theme::Face::Small, Theme::dimRole)};
    figure.value->setFont(strong);
    auto *column = new QWidget;
    auto *layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(1);
    layout->addWidget(figure.value);
    layout->addWidget(figure.caption);
    column->setToolTip(Format::toolTip(tip));
    if (line->count() > 0)
        line->addStretch();
    line->addWidget(column);
    return figure;
}

void HeadCard::setFigures(const TargetFigures &figures)
{
    const auto set = [](const Figure &figure, const QString &text) {
        figure.value->setText(text);
        figure.value->setAccessibleName(u"%1: %2"_s.arg(figure.caption->text(), text));
    };
    set(m_done, doneText(figures));
    set(m_half, timeText(figures.firstTokenP50));
    set(m_most, timeText(figures.firstTokenP95));
    set(m_cost, costText(figures));
}

void HeadCard::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_done.caption->setText(width() < wide ? tr("done") : tr("answered"));
    m_half.caption->setText(width() < wide ? tr("p50") : tr("first token p50"));
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

void HeadCards::setTargets(const QList<RunTarget> &targets)
{
    qDeleteAll(m_cards);
    m_cards.clear();
    for (int column = 0; column < mostInALine; ++column)
        m_layout->setColumnStretch(column, column < targets.size() ? 1 : 0);
    for (int position = 0; position < int(targets.size()); ++position) {
        auto *card = new HeadCard(position, targets.at(position), this);
        m_layout->addWidget(card, position / mostInALine, position % mostInALine);
        m_cards.append(card);
    }
}

void HeadCards::setFigures(const QList<TargetFigures> &figures)
{
    for (int i = 0; i < std::min(figures.size(), m_cards.size()); ++i)
        m_cards.at(i)->setFigures(figures.at(i));
}

} // namespace evenhand
