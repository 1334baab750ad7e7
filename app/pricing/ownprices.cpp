// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/pricing/moneytext.h"
#include "app/pricing/priceimport.h"

#include <QSet>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr PriceClass classes[] = {PriceClass::Input,          PriceClass::CacheRead,   PriceClass::CacheWrite,
                                  PriceClass::CacheWriteHour, PriceClass::Output,      PriceClass::Reasoning,
                                  PriceClass::AudioInput,     PriceClass::AudioOutput, PriceClass::ImageInput,
                                  PriceClass::ImageOutput,    PriceClass::Call};

const QStringList otherColumns = {u"channel"_s,  u"model"_s, u"region"_s, u"tier"_s, u"currency"_s,
                                  u"discount"_s, u"from"_s,  u"until"_s,  u"note"_s};

QStringList knownColumns()
{
    QStringList known = otherColumns;
    for (const PriceClass of : classes)
        known.append(className(of));
    return known;
}

Error invalid(const QString &message)
{
    return {.code = ErrorCode::InvalidInput, .message = message, .detail = {}};
}

// The columns of the file by their names.
Result<QMap<QString, qsizetype>> readHeader(const QList<PriceRecord> &records)
{
    if (records.isEmpty())
        return std::unexpected(invalid(u"The file is empty."_s));
    QMap<QString, qsizetype> columns;
    for (qsizetype i = 0; i < records.first().cells.size(); ++i) {
        const QString name = records.first().cells.at(i).simplified().toLower();
        if (!knownColumns().contains(name))
            return std::unexpected(
                invalid(u"There is no column \"%1\"; there are %2."_s.arg(name, knownColumns().join(u", "_s))));
        if (columns.contains(name))
            return std::unexpected(invalid(u"The column \"%1\" stands there twice."_s.arg(name)));
        columns.insert(name, i);
    }
    for (const QString &needed : {u"channel"_s, u"model"_s}) {
        if (!columns.contains(needed))
            return std::unexpected(invalid(u"The column \"%1\" is missing."_s.arg(needed)));
    }
    return columns;
}

class OwnPrices
{
public:
    OwnPrices(const QMap<QString, qsizetype> &columns, const QString &name, const QDate &date, const PriceBook &book)
        : m_columns(columns)
        , m_date(date)
        , m_book(book)
    {
        m_import.source = {.catalogue = name, .date = date};
    }

    void add(const PriceRecord &record)
    {
        m_record = &record;
        m_isBad = false;
        PriceRow row = outline();
        readPrices(row);
        const QString discount = cell(u"discount"_s);
        if (row.prices.isEmpty() == discount.isEmpty())
            mistake(u"a row needs prices, or a discount on the list price, and not both"_s);
        else if (discount.isEmpty() && row.currency.isEmpty())
            mistake(u"a price needs a currency, such as USD"_s);
        if (m_isBad)
            return;
        if (discount.isEmpty())
            addPriced(row);
        else
            addDiscounted(row, discount);
    }

    PriceImport take() { return std::move(m_import); }

private:
    struct Priced
    {
        int line = 0;
        QDate from;
        QDate until;
    };

    QString cell(const QString &column) const
    {
        const auto found = m_columns.constFind(column);
        return found == m_columns.cend() ? QString() : m_record->cells.value(*found).trimmed();
    }

    void mistake(const QString &reason)
    {
        m_import.mistakes.append({.line = m_record->line, .reason = reason});
        m_isBad = true;
    }

    QDate date(const QString &column)
    {
        const QString text = cell(column);
        const QDate date = QDate::fromString(text, Qt::ISODate);
        if (!text.isEmpty() && !date.isValid())
            mistake(u"\"%1\" in the column \"%2\" is not a day such as 2026-12-31"_s.arg(text, column));
        return date;
    }

    PriceRow outline()
    {
        PriceRow row;
        row.channel = cell(u"channel"_s);
        row.model = cell(u"model"_s);
        row.rule = ModelRule::wildcard(row.model);
        row.family = row.model.contains(u'*') ? QString() : m_book.family(row.model);
        row.tier = tierKey(cell(u"tier"_s));
        row.currency = cell(u"currency"_s).toUpper();
        row.from = date(u"from"_s);
        row.until = date(u"until"_s);
        row.note = cell(u"note"_s);
        row.source = m_import.source;
        row.own = true;
        if (const QString region = regionKey(cell(u"region"_s)); !region.isEmpty())
            row.regions = {region};
        static const QRegularExpression code(u"^[A-Z]{3}$"_s);
        if (row.channel.isEmpty() || row.model.isEmpty())
            mistake(u"a row needs a channel and a model"_s);
        if (!row.currency.isEmpty() && !code.match(row.currency).hasMatch())
            mistake(u"\"%1\" is not the code of a currency, such as USD"_s.arg(row.currency));
        if (row.from.isValid() && row.until.isValid() && row.until <= row.from)
            mistake(u"it would hold on no day: until is not after from"_s);
        if (m_record->cells.size() > m_columns.size())
            mistake(u"it has more cells than the header"_s);
        return row;
    }

    void readPrices(PriceRow &row)
    {
        for (const PriceClass of : classes) {
            const QString text = cell(className(of));
            if (text.isEmpty())
                continue;
            const std::optional<qint64> nano = nanoFromText(text);
            if (!nano || *nano < 0)
                mistake(u"\"%1\" in the column \"%2\" is not a price such as 2.50"_s.arg(text, className(of)));
            else if (double(*nano) > highestPrice * nanoPerUnit)
                mistake(u"\"%1\" in the column \"%2\" is more than a million"_s.arg(text, className(of)));
            row.prices.append({.of = of, .nano = nano.value_or(0)}); // of a bad row: it has prices
        }
    }

    // Two prices for the same on the same day would leave to chance which of them counts.
    void addPriced(const PriceRow &row)
    {
        const QStringList key = {row.channel.toLower(), row.model, row.regions.value(0), row.tier};
        for (const auto &[line, from, until] : std::as_const(m_priced[key])) {
            const bool isBefore = row.until.isValid() && from.isValid() && row.until <= from;
            const bool isAfter = until.isValid() && row.from.isValid() && until <= row.from;
            if (!isBefore && !isAfter)
                return mistake(u"line %1 has prices for the same on the same days"_s.arg(line));
        }
        m_priced[key].append({m_record->line, row.from, row.until});
        m_import.rows.append(row);
    }

    // The list rows that the discount is on: one for each model, place and tier, the one that the book would take.
    QList<PriceRow> listRows(const PriceRow &own) const
    {
        const QDateTime moment(m_date, QTime(12, 0), QTimeZone::UTC);
        QList<PriceRow> rows;
        if (!own.model.contains(u'*')) {
            const PriceFinding finding = m_book.lookup(
                {.kind = own.channel, .model = own.model, .region = own.regions.value(0), .tier = own.tier}, moment);
            if (finding.row && !finding.row->own)
                rows.append(*finding.row);
            return rows;
        }
        for (const PriceRow &row : m_book.rows()) {
            if (!row.own && row.channel == own.channel && row.tier == own.tier && row.isInForce(moment)
                && own.rule.fit(row.model) != ModelRule::Fit::No
                && (own.regions.isEmpty() || row.regions.isEmpty() || row.regions.contains(own.regions.first())))
                rows.append(row);
        }
        sortByPreference(rows, {});
        QSet<QString> seen;
        rows.removeIf([&](const PriceRow &row) {
            const QString key = row.family + u'|' + placeOf(row);
            const bool isKnown = seen.contains(key) && !seen.contains(key + row.source.catalogue);
            seen.insert(key);
            seen.insert(key + row.source.catalogue);
            return isKnown;
        });
        return rows;
    }

    void addDiscounted(const PriceRow &own, const QString &discount)
    {
        const std::optional<qint64> percent = nanoFromText(discount);
        if (!percent || *percent <= 0 || *percent > 100 * nanoPerUnit)
            return mistake(u"\"%1\" is not a discount in percent such as 12.5"_s.arg(discount));
        const QList<PriceRow> rows = listRows(own);
        if (rows.isEmpty())
            return mistake(u"the price book has no list price for \"%1\" at \"%2\" to take a discount off"_s.arg(
                own.model, own.channel));
        for (const PriceRow &list : rows) {
            PriceRow row = own;
            row.currency = list.currency;
            row.family = list.family;
            if (own.model.contains(u'*')) {
                row.model = list.model;
                row.rule = list.rule;
            }
            if (own.regions.isEmpty())
                row.regions = list.regions;
            row.place = list.place;
            row.hours = list.hours;
            if (list.until.isValid() && (!own.until.isValid() || list.until < own.until))
                row.until = list.until;
            row.prices = list.prices;
            for (ClassPrice &price : row.prices)
                price.nano = *scaled(price.nano, 100 * nanoPerUnit - *percent, 100 * nanoPerUnit);
            const QString how = u"%1 % off %2"_s.arg(nanoText(*percent), sourceText(list.source));
            row.note = own.note.isEmpty() ? how : u"%1; %2"_s.arg(how, own.note);
            m_import.rows.append(row);
        }
    }

    const QMap<QString, qsizetype> &m_columns;
    const QDate m_date;
    const PriceBook &m_book;
    QHash<QStringList, QList<Priced>> m_priced; // by what the prices are of
    const PriceRecord *m_record = nullptr;
    bool m_isBad = false;
    PriceImport m_import;
};

} // namespace

Result<PriceImport> importOwnPrices(const QList<PriceRecord> &records, const QString &name, const QDate &date,
                                    const PriceBook &book)
{
    const Result<QMap<QString, qsizetype>> columns = readHeader(records);
    if (!columns)
        return std::unexpected(columns.error());
    OwnPrices prices(*columns, name, date, book);
    for (const PriceRecord &record : records.sliced(1))
        prices.add(record);
    return prices.take();
}

} // namespace evenhand
