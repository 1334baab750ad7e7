// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/compare/metricsline.h"

#include "ui/models/format.h"
#include "ui/shell/theme.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr int gap = 14;

QString orDash(const std::optional<qint64> &tokens)
{
    return tokens ? Format::count(*tokens) : u"–"_s;
}

// Places that are still open are kept for the figures to come.
MetricsLine::Figure firstTokenFigure(const Attempt &attempt)
{
    const std::optional<Duration> first = attempt.firstToken();
    return {.before = MetricsLine::tr("first token "),
            .value = first ? Format::duration(*first) : u"–"_s,
            .after = {},
            .widest = Format::duration(std::chrono::milliseconds(888))};
}

MetricsLine::Figure rateFigure(const Attempt &attempt)
{
    const std::optional<double> rate = attempt.timing.tokensPerSecond(attempt.answer.usage);
    return {.before = {},
            .value = rate ? Format::rate(*rate) : u"–"_s,
            .after = MetricsLine::tr(" tok/s"),
            .widest = u"888"_s};
}

MetricsLine::Figure tokensFigure(const CellModel &cell, const Attempt &attempt)
{
    const std::optional<Usage> usage = attempt.usage();
    if (!usage) {
        return {.before = {},
                .value = {},
                .after = cell.isRunning() ? MetricsLine::tr("tokens –") : MetricsLine::tr("tokens not reported"),
                .widest = {}};
    }
    return {.before = {},
            .value = MetricsLine::tr("%1 in · %2 out").arg(orDash(usage->inputTotal()), orDash(usage->outputTotal())),
            .after = {},
            .widest = {}};
}

} // namespace

MetricsLine::MetricsLine(QWidget *parent)
    : QWidget(parent)
{
    setFont(Theme::font(Theme::Face::Figures));
    m_strong = font();
    m_strong.setWeight(QFont::Medium);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

void MetricsLine::setFigures(const QList<Figure> &figures, const QString &details)
{
    setToolTip(Format::toolTip(details));
    if (figures == m_figures)
        return;
    m_figures = figures;
    setAccessibleName(text());
    update();
}

QString MetricsLine::text() const
{
    QStringList parts;
    for (const Figure &figure : m_figures)
        parts.append(figure.before + figure.value + figure.after);
    return parts.join(u", "_s);
}

int MetricsLine::widthOf(const Figure &figure) const
{
    const QFontMetrics plain = fontMetrics();
    const QFontMetrics strong(m_strong);
    return plain.horizontalAdvance(figure.before) + plain.horizontalAdvance(figure.after)
           + std::max(strong.horizontalAdvance(figure.value), strong.horizontalAdvance(figure.widest));
}

QSize MetricsLine::sizeHint() const
{
    return {0, fontMetrics().height()};
}

QSize MetricsLine::minimumSizeHint() const
{
    return sizeHint();
}

void MetricsLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QFontMetrics strong(m_strong);
    const int baseline = fontMetrics().ascent();
    int left = 0;
    for (const Figure &figure : std::as_const(m_figures)) {
        if (left + widthOf(figure) > width())
            return;
        int x = left;
        const auto draw = [&](const QString &text, const QFont &font, const QColor &ink) {
            painter.setFont(font);
            painter.setPen(ink);
            painter.drawText(x, baseline, text);
            x += QFontMetrics(font).horizontalAdvance(text);
        };
        draw(figure.before, this->font(), Theme::colors().dim);
        draw(figure.value, m_strong, Theme::colors().text);
        draw(figure.after, this->font(), Theme::colors().dim);
        left += widthOf(figure) + gap;
    }
}

QList<MetricsLine::Figure> metricsOf(const CellModel *cell)
{
    const Attempt *attempt = cell ? cell->attempt() : nullptr;
    if (!attempt)
        return {};
    QList<MetricsLine::Figure> figures;
    if (attempt->number > 1 || (cell->isRunning() && cell->wait().reason > WaitReason::Answer)) {
        const QString number =
            cell->mostAttempts() > 0
                ? MetricsLine::tr("%1 of %2").arg(Format::count(attempt->number), Format::count(cell->mostAttempts()))
                : Format::count(attempt->number);
        figures.append({.before = MetricsLine::tr("attempt "), .value = number, .after = {}, .widest = {}});
    }
    if (cell->isRunning() || attempt->firstToken())
        figures.append(firstTokenFigure(*attempt));
    if (cell->isRunning() || attempt->timing.tokensPerSecond(attempt->answer.usage))
        figures.append(rateFigure(*attempt));
    if (!attempt->rounds.isEmpty()) {
        const QString requests = Format::count(attempt->rounds.size() + 1);
        figures.append({.before = {}, .value = requests, .after = MetricsLine::tr(" requests"), .widest = {}});
    }
    figures.append(tokensFigure(*cell, *attempt));
    return figures;
}

QString metricsDetails(const CellModel *cell)
{
    const Attempt *attempt = cell ? cell->attempt() : nullptr;
    if (!attempt)
        return {};
    QStringList lines;
    const auto phase = [&lines](const QString &name, const std::optional<Duration> &moment) {
        if (moment)
            lines.append(u"%1: %2"_s.arg(name, Format::duration(*moment)));
    };
    phase(MetricsLine::tr("First token"), attempt->firstToken());
    if (attempt->rounds.isEmpty())
        phase(MetricsLine::tr("Last token"), attempt->timing.lastToken);
    phase(MetricsLine::tr("Total"), attempt->total());
    const std::optional<Usage> usage = attempt->usage();
    if (usage) {
        for (const auto &[bucket, tokens] : Format::usage(*usage))
            lines.append(u"%1: %2"_s.arg(bucket, tokens));
    }
    if (!usage && !cell->isRunning())
        lines.append(MetricsLine::tr("Tokens: not reported by the provider"));
    return lines.join(u'\n');
}

} // namespace evenhand
