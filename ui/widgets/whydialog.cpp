// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/whydialog.h"

#include "app/service/pricing.h"
#include "ui/models/costformat.h"
#include "ui/models/format.h"
#include "ui/widgets/labels.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QGuiApplication>
#include <QPushButton>
#include <QScrollArea>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr QSize usualSize(640, 460);
constexpr int columnGap = 20;

QString headingOf(const Cell &cell, const Attempt &attempt)
{
    if (cell.attempts.size() == 1)
        return {};
    return WhyDialog::tr("Attempt %1 of %2: %3")
        .arg(Format::count(attempt.number), Format::count(cell.attempts.last().number), Format::state(attempt.state));
}

QString requestHeading(const QString &attempt, qsizetype number, qsizetype count)
{
    if (count == 1)
        return attempt;
    const QString request = WhyDialog::tr("Request %1 of %2").arg(Format::count(number), Format::count(count));
    return attempt.isEmpty() ? request : u"%1 · %2"_s.arg(attempt, request);
}

// What several requests come to.
QString togetherText(const AttemptCost &cost)
{
    return cost.amount ? WhyDialog::tr("All requests: %1").arg(moneyText(*cost.amount))
                       : WhyDialog::tr("All requests: unpriced, %1").arg(cost.unpriced);
}

CostReason unpriced(const QString &heading, const QString &why)
{
    return {.heading = heading, .cost = {.unpriced = why}, .finding = {}, .together = {}};
}

QLabel *figure(const QString &text, QPalette::ColorRole ink)
{
    QLabel *label = textLabel(text, Theme::Face::Figures, ink);
    label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

QList<CostReason> costReasons(const RunTarget &target, const Cell &cell, Pricing &pricing)
{
    QList<CostReason> reasons;
    for (const Attempt &attempt : cell.attempts) {
        const QString heading = headingOf(cell, attempt);
        const AttemptCost stored = attempt.cost.value_or(AttemptCost());
        if (stored.priceRow.isEmpty()) {
            const QString why = attempt.cost ? stored.unpriced : WhyDialog::tr("its cost was not computed");
            reasons.append(unpriced(heading, why));
            continue;
        }
        const Result<QList<PricedRequest>> requests = pricing.why(target, attempt);
        if (!requests) {
            reasons.append(unpriced(heading, requests.error().message));
            continue;
        }
        for (qsizetype i = 0; i < requests->size(); ++i) {
            const PricedRequest &request = requests->at(i);
            reasons.append({.heading = requestHeading(heading, i + 1, requests->size()),
                            .cost = request.cost,
                            .finding = request.finding});
        }
        if (requests->size() > 1)
            reasons.last().together = stored;
    }
    return reasons;
}

WhyDialog::WhyDialog(const QString &title, const QList<CostReason> &reasons, const std::optional<Conversion> &shownAs,
                     QWidget *parent)
    : QDialog(parent)
    , m_reasons(reasons)
    , m_shownAs(shownAs)
{
    setWindowTitle(title);
    resize(usualSize);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(Theme::edge, Theme::edge, Theme::edge, Theme::edge);
    column->setSpacing(Theme::edge);
    for (const CostReason &reason : reasons) {
        if (&reason != &reasons.first())
            column->addWidget(new Rule(Qt::Horizontal));
        column->addWidget(makeReason(reason));
    }
    column->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(content);
    scroll->setAccessibleName(title);
    content->setBackgroundRole(QPalette::Base);
    content->setAutoFillBackground(true);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QPushButton *copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    for (QAbstractButton *button : buttons->buttons())
        static_cast<QPushButton *>(button)->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(text()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(scroll, 1);
    layout->addWidget(buttons);
}

QWidget *WhyDialog::makeReason(const CostReason &reason)
{
    auto *part = new QWidget;
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins({});
    column->setSpacing(Theme::step);
    if (!reason.heading.isEmpty())
        column->addWidget(textLabel(reason.heading, Theme::Face::Strong));
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(columnGap);
    grid->setVerticalSpacing(Theme::halfStep);
    addSum(grid, reason);
    column->addLayout(grid);
    addFacts(column, reason);
    return part;
}

void WhyDialog::addSum(QGridLayout *grid, const CostReason &reason)
{
    const QString currency = reason.finding.row ? reason.finding.row->currency : QString();
    int row = 0;
    if (!reason.cost.lines.isEmpty()) {
        const QStringList heads{{}, tr("tokens or calls"), tr("%1 for a million").arg(currency), tr("amount")};
        for (int i = 0; i < heads.size(); ++i)
            grid->addWidget(figure(heads.at(i), Theme::dimRole), row, i);
        ++row;
    }
    for (const CostLine &line : reason.cost.lines) {
        grid->addWidget(textLabel(className(line.of)), row, 0);
        grid->addWidget(figure(Format::count(line.count), QPalette::WindowText), row, 1);
        grid->addWidget(figure(u"× %1"_s.arg(nanoText(line.perMillion)), QPalette::WindowText), row, 2);
        grid->addWidget(figure(moneyText({.nano = line.nano, .currency = currency}), QPalette::WindowText), row, 3);
        ++row;
    }
    if (reason.cost.total) {
        grid->addWidget(new Rule(Qt::Horizontal), row++, 0, 1, 4);
        grid->addWidget(textLabel(tr("Total"), Theme::Face::Strong), row, 0);
        QLabel *total = figure(moneyText(*reason.cost.total), QPalette::WindowText);
        total->setFont(Theme::font(Theme::Face::Strong));
        grid->addWidget(total, row, 3);
    } else {
        grid->addWidget(sentenceLabel(tr("Unpriced: %1.").arg(reason.cost.unpriced)), row, 0, 1, 4);
    }
    grid->setColumnStretch(0, 1);
}

void WhyDialog::addFacts(QVBoxLayout *column, const CostReason &reason)
{
    if (reason.cost.total) {
        if (const QString other = Format::shownAs(*reason.cost.total, m_shownAs); !other.isEmpty())
            column->addWidget(sentenceLabel(tr("%1 %2").arg(other, conversionText(*m_shownAs))));
    }
    // Behind the sum, which stands above.
    const QStringList lines = explained(reason.cost, reason.finding);
    const QStringList facts = lines.sliced(std::min(reason.cost.lines.size() + 1, lines.size()));
    if (!facts.isEmpty())
        column->addWidget(sentenceLabel(facts.join(u'\n'), Theme::dimRole));
    if (reason.together)
        column->addWidget(textLabel(togetherText(*reason.together), Theme::Face::Strong));
}

QString WhyDialog::text() const
{
    QStringList parts;
    for (const CostReason &reason : m_reasons) {
        QStringList lines = explained(reason.cost, reason.finding);
        if (!reason.heading.isEmpty())
            lines.prepend(reason.heading);
        if (reason.together)
            lines.append(togetherText(*reason.together));
        parts.append(lines.join(u'\n'));
    }
    return parts.join(u"\n\n"_s);
}

} // namespace evenhand
