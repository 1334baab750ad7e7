// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/pricesoutput.h"

#include "app/cli/console.h"
#include "app/pricing/parityjson.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace evenhand::cli {
namespace {

constexpr PriceClass shownClasses[] = {PriceClass::Input, PriceClass::Output, PriceClass::CacheRead,
                                       PriceClass::CacheWrite};

QString number(qint64 count)
{
    return QLocale(QLocale::English).toString(count);
}

// Figures end where the others of their column end.
void alignRight(QList<QStringList> &rows, const QList<qsizetype> &columns)
{
    for (const qsizetype column : columns) {
        qsizetype width = 0;
        for (const QStringList &row : std::as_const(rows))
            width = std::max(width, row.at(column).size());
        for (QStringList &row : rows)
            row[column] = row.at(column).rightJustified(width);
    }
}

QString priceText(const PriceRow &row, PriceClass of)
{
    const std::optional<qint64> nano = row.price(of);
    return nano ? nanoText(*nano) : u"-"_s;
}

// "+10.00 %"
QString premiumText(const ParityLine &line)
{
    if (line.isBase)
        return u"base"_s;
    if (!line.premium)
        return u"-"_s;
    const qint64 amount = std::abs(*line.premium);
    return u"%1%2.%3 %"_s.arg(*line.premium < 0 ? u"-"_s : u"+"_s)
        .arg(amount / 100)
        .arg(amount % 100, 2, 10, QLatin1Char('0'));
}

QString costText(const Cost &cost)
{
    return cost.total ? moneyText(*cost.total) : u"unpriced"_s;
}

// As people read an amount that a rate was laid on: to a hundredth.
QString convertedText(const Cost &cost, const Conversion &conversion)
{
    const std::optional<Money> money = cost.total ? converted(*cost.total, conversion) : std::optional<Money>();
    if (!money)
        return u"-"_s;
    const qint64 hundredths = *scaled(money->nano, 100, nanoPerUnit);
    return u"%1.%2 %3"_s.arg(hundredths / 100).arg(hundredths % 100, 2, 10, QLatin1Char('0')).arg(money->currency);
}

QString mixText(const TokenMix &mix)
{
    QStringList parts;
    const auto add = [&](qint64 tokens, const QString &name) {
        if (tokens > 0)
            parts.append(u"%1 %2"_s.arg(number(tokens), name));
    };
    add(mix.input, u"of fresh input"_s);
    add(mix.cached, u"read from a cache"_s);
    add(mix.written, u"written into a cache for five minutes"_s);
    add(mix.output, u"of output"_s);
    return u"%1 requests, each with tokens: %2"_s.arg(number(mix.requests), parts.join(u", "_s));
}

QString questionText(const ParityQuestion &question, const Parity &parity)
{
    return u"%1, %2 tier, %3\n%4"_s.arg(parity.family, tierText(question.tier),
                                        question.moment.toUTC().date().toString(Qt::ISODate), mixText(question.mix));
}

// Every remark has a number, which stands behind its line in the table.
class Remarks
{
public:
    QString mark(const PriceBook &book, const ParityLine &line)
    {
        const QString where = u"%1, %2"_s.arg(book.channelName(line.row.channel), placeOf(line.row));
        QStringList marks;
        if (!line.cost.total)
            marks.append(add(u"%1: unpriced, as %2"_s.arg(where, line.cost.unpriced)));
        for (const PriceRow &other : line.disputed)
            marks.append(add(u"%1: disputed, %2 says %3"_s.arg(where, sourceText(other.source), pricesText(other))));
        if (!line.row.note.isEmpty())
            marks.append(add(u"%1: %2"_s.arg(where, line.row.note)));
        return marks.join(u' ');
    }

    QStringList lines() const { return m_lines; }

private:
    QString add(const QString &text)
    {
        const QString mark = u"[%1]"_s.arg(m_lines.size() + 1);
        m_lines.append(u"%1 %2"_s.arg(mark, text));
        return mark;
    }

    QStringList m_lines;
};

QString baseText(const PriceBook &book, const Parity &parity)
{
    if (parity.maker.isEmpty())
        return u"Premium: over the cheapest list price, as no row here is that of its maker."_s;
    return u"Premium: over %1, which makes the model."_s.arg(book.channelName(parity.maker));
}

QString validity(const PriceRow &row)
{
    QStringList parts;
    if (row.from.isValid())
        parts.append(u"from %1"_s.arg(row.from.toString(Qt::ISODate)));
    if (row.until.isValid())
        parts.append(u"before %1"_s.arg(row.until.toString(Qt::ISODate)));
    if (row.hours)
        parts.append(
            u"%1 to %2 UTC"_s.arg(row.hours->from.toString(u"HH:mm"_s), row.hours->until.toString(u"HH:mm"_s)));
    return parts.isEmpty() ? u"-"_s : parts.join(u", "_s);
}

} // namespace

QString parityText(const PriceBook &book, const ParityQuestion &question, const Parity &parity,
                   const std::optional<Conversion> &shownAs)
{
    Remarks remarks;
    QList<QStringList> rows{{u"CHANNEL"_s, u"REGION"_s, u"INPUT"_s, u"OUTPUT"_s, u"COST"_s, u"PREMIUM"_s, u"SOURCE"_s}};
    for (const ParityLine &line : parity.lines) {
        QString source = line.row.own ? u"own: "_s + sourceText(line.row.source) : sourceText(line.row.source);
        if (line.isOlder)
            source += u" (older list)"_s;
        if (const QString mark = remarks.mark(book, line); !mark.isEmpty())
            source += u' ' + mark;
        rows.append({book.channelName(line.row.channel), placeOf(line.row), priceText(line.row, PriceClass::Input),
                     priceText(line.row, PriceClass::Output), costText(line.cost), premiumText(line), source});
    }
    QList<qsizetype> figures{2, 3, 4, 5};
    if (shownAs) {
        rows.first().insert(5, shownAs->to);
        for (qsizetype i = 0; i < parity.lines.size(); ++i)
            rows[i + 1].insert(5, convertedText(parity.lines.at(i).cost, *shownAs));
        figures.append(6);
    }
    alignRight(rows, figures);
    QStringList text{questionText(question, parity), QString(), table(rows), QString()};
    text += remarks.lines();
    if (!remarks.lines().isEmpty())
        text.append(QString());
    if (shownAs)
        text.append(u"Shown in %1 %2."_s.arg(shownAs->to, conversionText(*shownAs)));
    text += {u"Input and output: for a million tokens. "_s + baseText(book, parity), originsText(book)};
    return text.join(u'\n');
}

QString rowsText(const PriceBook &book, const QList<PriceRow> &rows)
{
    QList<QStringList> cells{{u"CHANNEL"_s, u"MODEL"_s, u"REGION"_s, u"TIER"_s, u"INPUT"_s, u"OUTPUT"_s,
                              u"CACHE READ"_s, u"CACHE WRITE"_s, u""_s, u"VALID"_s, u"SOURCE"_s}};
    for (const PriceRow &row : rows) {
        QStringList line{book.channelName(row.channel), row.model, placeOf(row), tierText(row.tier)};
        for (const PriceClass of : shownClasses)
            line.append(priceText(row, of));
        line += {row.currency, validity(row), row.own ? u"own: "_s + sourceText(row.source) : sourceText(row.source)};
        cells.append(line);
    }
    alignRight(cells, {4, 5, 6, 7});
    return table(cells);
}

} // namespace evenhand::cli
