// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/costformat.h"

#include "ui/models/format.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

using namespace Qt::StringLiterals;

namespace evenhand::Format {
namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(evenhand::Format)
};

QString symbol(const QString &currency)
{
    static const QMap<QString, QString> symbols{{u"USD"_s, u"$"_s}, {u"EUR"_s, u"€"_s}, {u"GBP"_s, u"£"_s},
                                                {u"INR"_s, u"₹"_s}, {u"JPY"_s, u"¥"_s}, {u"KRW"_s, u"₩"_s}};
    return symbols.value(currency);
}

int decimals(double amount)
{
    constexpr int usual = 2;
    constexpr int most = 9; // a billionth
    const double size = std::abs(amount);
    if (size == 0 || size >= 0.1)
        return usual;
    return std::min(most, 1 - int(std::floor(std::log10(size))));
}

} // namespace

QString money(const Money &money)
{
    const double amount = double(money.nano) / double(nanoPerUnit);
    const QString number = QLocale().toString(amount, 'f', decimals(amount));
    const QString sign = symbol(money.currency);
    return sign.isEmpty() ? number + QChar(0x202f) + money.currency : sign + number;
}

QString price(const PriceRow &row, PriceClass of)
{
    const std::optional<qint64> nano = row.price(of);
    if (!nano)
        return u"–"_s;
    const QString sign = symbol(row.currency);
    const QString text = moneyText({.nano = *nano, .currency = row.currency});
    const QString number = text.first(text.indexOf(u' '));
    return sign.isEmpty() ? number + QChar(0x202f) + row.currency : sign + number;
}

QString amounts(const SpendingSum &sum)
{
    QStringList currencies = sum.amounts.keys();
    std::ranges::stable_sort(currencies, std::greater(),
                             [&](const QString &currency) { return sum.amounts.value(currency).attempts; });
    QStringList parts;
    for (const QString &currency : std::as_const(currencies))
        parts.append(money({.nano = sum.amounts.value(currency).nano, .currency = currency}));
    return parts.join(u" · "_s);
}

QString unpricedAttempts(qint64 attempts)
{
    return counted(attempts, Text::tr("1 attempt unpriced"), Text::tr("%1 attempts unpriced"));
}

QString spent(const SpendingSum &sum)
{
    const QString known = amounts(sum);
    if (known.isEmpty())
        return sum.unpriced > 0 ? unpricedAttempts(sum.unpriced) : Text::tr("nothing");
    return sum.unpriced > 0 ? Text::tr("at least %1, %2").arg(known, unpricedAttempts(sum.unpriced)) : known;
}

QString shownAs(const Money &amount, const std::optional<Conversion> &conversion)
{
    const std::optional<Money> other = conversion ? converted(amount, *conversion) : std::nullopt;
    return other ? money(*other) : QString();
}

QString premium(const ParityLine &line)
{
    if (line.isBase)
        return Text::tr("base");
    if (!line.premium)
        return u"–"_s;
    const double percent = double(*line.premium) / 100;
    const QString number = QLocale().toString(percent, 'f', 1);
    return (*line.premium > 0 ? u"+"_s : QString()) + number + QChar(0x202f) + u'%';
}

QString validity(const PriceRow &row)
{
    QStringList parts;
    if (row.from.isValid())
        parts.append(Text::tr("from %1").arg(row.from.toString(Qt::ISODate)));
    if (row.until.isValid())
        parts.append(Text::tr("before %1").arg(row.until.toString(Qt::ISODate)));
    if (row.hours)
        parts.append(
            Text::tr("%1 to %2 UTC").arg(row.hours->from.toString(u"HH:mm"_s), row.hours->until.toString(u"HH:mm"_s)));
    return parts.isEmpty() ? Text::tr("always") : parts.join(u", "_s);
}

QString tier(const PriceRow &row)
{
    return row.tier.isEmpty() ? Text::tr("standard") : row.tier;
}

} // namespace evenhand::Format
