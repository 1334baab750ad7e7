// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/pricing/moneytext.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace evenhand {

__extension__ typedef __int128 Wide;

std::optional<qint64> scaled(qint64 a, qint64 b, qint64 divisor)
{
    const Wide product = Wide(a) * b;
    const Wide half = divisor / 2;
    const Wide quotient = (product + (product < 0 ? -half : half)) / divisor;
    if (quotient > std::numeric_limits<qint64>::max() || quotient < std::numeric_limits<qint64>::min())
        return std::nullopt;
    return qint64(quotient);
}

static bool isDigits(QStringView text)
{
    return std::ranges::all_of(text, [](QChar c) { return c >= u'0' && c <= u'9'; });
}

std::optional<qint64> nanoFromText(QStringView text)
{
    text = text.trimmed();
    const bool isNegative = text.startsWith(u'-');
    if (isNegative)
        text = text.sliced(1);
    const qsizetype point = text.indexOf(u'.');
    const QStringView whole = point < 0 ? text : text.first(point);
    QStringView part = point < 0 ? QStringView() : text.sliced(point + 1);
    while (part.size() > 9 && part.endsWith(u'0'))
        part.chop(1);
    if (whole.size() + part.size() == 0 || part.size() > 9 || whole.size() > 9 || !isDigits(whole) || !isDigits(part))
        return std::nullopt;
    const QString digits = whole.toString() + part.toString().leftJustified(9, u'0');
    return isNegative ? -digits.toLongLong() : digits.toLongLong();
}

QString nanoText(qint64 nano)
{
    const quint64 amount = nano < 0 ? quint64(0) - quint64(nano) : quint64(nano);
    QString text = QString::number(amount / nanoPerUnit);
    QString part = QString::number(amount % nanoPerUnit).rightJustified(9, u'0');
    while (part.endsWith(u'0'))
        part.chop(1);
    if (!part.isEmpty())
        text += u'.' + part;
    return nano < 0 ? u'-' + text : text;
}

QString moneyText(const Money &money)
{
    QString text = nanoText(money.nano);
    const qsizetype point = text.indexOf(u'.');
    const qsizetype decimals = point < 0 ? 0 : text.size() - point - 1;
    if (decimals == 0)
        text += u".00"_s;
    else if (decimals == 1)
        text += u'0';
    return u"%1 %2"_s.arg(text, money.currency);
}

std::optional<Money> converted(const Money &money, const Conversion &conversion)
{
    if (money.currency != conversion.from)
        return std::nullopt;
    return scaled(money.nano, conversion.rateNano, nanoPerUnit).transform([&](qint64 nano) {
        return Money{.nano = nano, .currency = conversion.to};
    });
}

QString conversionText(const Conversion &conversion)
{
    return u"at %1 %2 for 1 %3, %4"_s.arg(nanoText(conversion.rateNano), conversion.to, conversion.from,
                                          conversion.date.toString(Qt::ISODate));
}

} // namespace evenhand
