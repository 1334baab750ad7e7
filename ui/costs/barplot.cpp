// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/costs/barplot.h"

#include "ui/shell/theme.h"

#include <QBoxLayout>
#include <QEvent>
#include <QList>

#include <qcustomplot.h>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr int lineHeight = 24; // of a lying bar
constexpr int standingHeight = 190;
constexpr int nameWidth = 230;     // at the left of lying bars
constexpr double barWidth = 0.62;  // of the room of one bar
constexpr double headroom = 1.22;  // above the longest standing bar, for its figure
constexpr double leastShare = 0.3; // of the room is left to the longest lying bar, whatever the figures need
constexpr int fewest = 6;          // so many bars have room, if there are fewer: a single one is no wall

} // namespace

BarPlot::BarPlot(Qt::Orientation orientation, QWidget *parent)
    : QWidget(parent)
    , m_orientation(orientation)
    , m_plot(new QCustomPlot)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_plot);
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_plot->setInteractions({});
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize BarPlot::sizeHint() const
{
    if (m_orientation == Qt::Vertical)
        return {400, standingHeight};
    return {400, int(m_bars.size()) * lineHeight + 2 * Theme::step};
}

void BarPlot::setBars(const QString &title, const QList<Bar> &bars)
{
    m_bars = bars;
    QStringList parts;
    for (const Bar &bar : bars)
        parts.append(u"%1: %2"_s.arg(bar.name, bar.figure));
    setAccessibleName(title);
    setAccessibleDescription(parts.join(u"; "_s));
    updateGeometry();
    rebuild();
}

void BarPlot::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        rebuild();
}

void BarPlot::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    rebuild();
}

void BarPlot::rebuild()
{
    const Theme::Colors &colors = Theme::colors();
    const bool lying = m_orientation == Qt::Horizontal;
    m_plot->clearPlottables();
    m_plot->clearItems();
    m_plot->setBackground(QBrush(colors.panel));
    QCPAxis *names = lying ? m_plot->yAxis : m_plot->xAxis;
    QCPAxis *values = lying ? m_plot->xAxis : m_plot->yAxis;
    for (QCPAxis *axis : {names, values}) {
        axis->setTickLabelFont(Theme::font(Theme::Face::Small));
        axis->setTickLabelColor(axis == names ? colors.text : colors.dim);
        axis->setBasePen(QPen(axis == names ? colors.line : QColor(Qt::transparent)));
        axis->setTicks(axis == names);
        axis->setTickLengthIn(0);
        axis->setTickPen(Qt::NoPen);
        axis->setSubTicks(false);
        axis->grid()->setVisible(false);
    }
    values->setTickLabels(false);
    double most = 0;
    for (const Bar &bar : std::as_const(m_bars))
        most = std::max(most, bar.value);
    values->setRange(0, most > 0 ? most * (lying ? 1 / barShare() : headroom) : 1);
    const double count = lying ? double(m_bars.size()) : std::max<double>(fewest, double(m_bars.size()));
    names->setRange(-0.5, count - 0.5);
    names->setRangeReversed(lying);
    m_plot->axisRect()->setAutoMargins(QCP::msNone);
    const int below = lying ? 0 : fontMetrics().height() + Theme::step;
    m_plot->axisRect()->setMargins(QMargins(lying ? nameWidth : Theme::edge, Theme::step, Theme::edge, below));
    setNames();
    addBars(false);
    addBars(true);
    addFigures();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

// What the longest lying bar takes of the room: behind it stands the longest figure.
double BarPlot::barShare() const
{
    const QFontMetrics metrics(Theme::font(Theme::Face::Figures));
    int longest = 0;
    for (const Bar &bar : m_bars)
        longest = std::max(longest, metrics.horizontalAdvance(bar.figure));
    const double room = std::max(1, width() - nameWidth - Theme::edge);
    return std::max(leastShare, 1 - (longest + Theme::step) / room);
}

void BarPlot::setNames()
{
    const QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
    for (qsizetype i = 0; i < m_bars.size(); ++i)
        ticker->addTick(double(i), elided(m_bars.at(i).name));
    QCPAxis *names = m_orientation == Qt::Horizontal ? m_plot->yAxis : m_plot->xAxis;
    names->setTicker(ticker);
}

QString BarPlot::elided(const QString &name) const
{
    const int room = m_orientation == Qt::Horizontal ? nameWidth - Theme::edge
                                                     : width() / std::max(fewest, int(m_bars.size())) - Theme::halfStep;
    return QFontMetrics(Theme::font(Theme::Face::Small)).elidedText(name, Qt::ElideMiddle, room);
}

void BarPlot::addBars(bool marked)
{
    const bool lying = m_orientation == Qt::Horizontal;
    auto *bars = new QCPBars(lying ? m_plot->yAxis : m_plot->xAxis, lying ? m_plot->xAxis : m_plot->yAxis);
    bars->setWidth(barWidth);
    bars->setPen(Qt::NoPen);
    bars->setBrush(marked ? Theme::colors().warning : Theme::colors().accent);
    for (qsizetype i = 0; i < m_bars.size(); ++i) {
        if (m_bars.at(i).isMarked == marked)
            bars->addData(double(i), m_bars.at(i).value);
    }
}

void BarPlot::addFigures()
{
    const bool lying = m_orientation == Qt::Horizontal;
    for (qsizetype i = 0; i < m_bars.size(); ++i) {
        const Bar &bar = m_bars.at(i);
        auto *figure = new QCPItemText(m_plot);
        figure->setText(bar.figure);
        figure->setFont(Theme::font(Theme::Face::Figures));
        figure->setColor(Theme::colors().dim);
        figure->setPadding(QMargins(Theme::halfStep, 0, 0, lying ? 0 : 2));
        figure->setPositionAlignment(lying ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignHCenter | Qt::AlignBottom);
        figure->setClipToAxisRect(false);
        figure->position->setCoords(lying ? bar.value : double(i), lying ? double(i) : bar.value);
    }
}

} // namespace evenhand
