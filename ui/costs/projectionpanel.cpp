// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/costs/projectionpanel.h"

#include "app/pricing/projection.h"
#include "ui/models/costformat.h"
#include "ui/models/costmodel.h"
#include "ui/models/format.h"
#include "ui/widgets/labels.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QSpinBox>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr int largestVolume = 100'000'000;
constexpr int usualVolume = 1'000;

MeasuredCosts measured(const SpendingSum &sum, const QString &currency)
{
    const AmountSum amount = sum.amounts.value(currency);
    return {.answers = amount.attempts,
            .total = {.nano = amount.nano, .currency = currency},
            .leastNano = amount.leastNano,
            .mostNano = amount.mostNano,
            .squares = amount.squares};
}

} // namespace

ProjectionPanel::ProjectionPanel(QWidget *parent)
    : QWidget(parent)
    , m_volume(new QSpinBox)
    , m_period(new QComboBox)
    , m_outcome(textLabel({}, Theme::Face::Title))
    , m_how(sentenceLabel({}, Theme::dimRole))
{
    m_volume->setRange(1, largestVolume);
    m_volume->setGroupSeparatorShown(true);
    m_volume->setValue(usualVolume);
    m_volume->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_volume->setAccessibleName(tr("Volume: how many answers"));
    m_volume->setMinimumWidth(12 * fontMetrics().averageCharWidth());
    m_period->addItem(tr("answers a day"), daysOfYear);
    m_period->addItem(tr("answers a month"), monthsOfYear);
    m_period->setAccessibleName(tr("Volume: for which time"));
    m_outcome->setAccessibleName(tr("Estimated cost of a year"));

    auto *volume = new QHBoxLayout;
    volume->setSpacing(Theme::step);
    volume->addWidget(textLabel(tr("A year at"), Theme::Face::Strong));
    volume->addWidget(m_volume);
    volume->addWidget(m_period);
    volume->addWidget(m_outcome);
    volume->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::edge, Theme::step, Theme::edge, Theme::step);
    layout->setSpacing(Theme::halfStep);
    layout->addLayout(volume);
    layout->addWidget(m_how);
    connect(m_volume, &QSpinBox::valueChanged, this, &ProjectionPanel::refresh);
    connect(m_period, &QComboBox::currentIndexChanged, this, &ProjectionPanel::refresh);
}

void ProjectionPanel::setMeasured(const QString &about, const SpendingSum &sum,
                                  const std::optional<Conversion> &conversion)
{
    m_about = about;
    m_sum = sum;
    m_conversion = conversion;
    refresh();
}

void ProjectionPanel::refresh()
{
    const QString currency = mainCurrency(m_sum);
    const qint64 answers = qint64(m_volume->value()) * m_period->currentData().toLongLong();
    const std::optional<Projection> projection = projected(measured(m_sum, currency), answers);
    if (!projection) {
        m_outcome->clear();
        m_how->setText(tr("Nothing that was measured has a price, so nothing can be said of a year."));
        return;
    }
    m_outcome->setText(tr("≈ %1, estimated").arg(Format::money(projection->year)));
    QStringList how{projection->range == Projection::Range::Interval
                        ? tr("%1 to %2: the 95 % interval of the mean.")
                              .arg(Format::money(projection->low), Format::money(projection->high))
                        : tr("%1 to %2: if all were as cheap as the cheapest, or as dear as the dearest; %3 are too "
                             "few for an interval.")
                              .arg(Format::money(projection->low), Format::money(projection->high),
                                   Format::count(projection->answers))};
    how.append(
        tr("%1 answers in a year × %2, the mean of %3 priced answers: %4.")
            .arg(Format::count(answers), Format::money(projection->mean), Format::count(projection->answers), m_about));
    how.append(this->how(currency));
    if (const QString other = Format::shownAs(projection->year, m_conversion); !other.isEmpty())
        how.append(tr("That is %1 %2.").arg(other, conversionText(*m_conversion)));
    how.removeAll(QString());
    m_how->setText(how.join(u' '));
}

QString ProjectionPanel::how(const QString &currency) const
{
    QStringList left;
    if (m_sum.unpriced > 0)
        left.append(Format::unpricedAttempts(m_sum.unpriced));
    for (const QString &other : m_sum.amounts.keys()) {
        if (other != currency)
            left.append(tr("what was paid in %1").arg(other));
    }
    return left.isEmpty() ? QString() : tr("Not in it: %1.").arg(left.join(u", "_s));
}

QString ProjectionPanel::text() const
{
    return m_outcome->text() + u' ' + m_how->text();
}

} // namespace evenhand
