// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/pricing/pricerow.h"

#include <QMap>

namespace evenhand {

// A kind of channel that prices are known for.
struct PricedChannel
{
    // Where a catalogue has the rows of this kind.
    struct Import
    {
        QString catalogue;
        QString provider;          // as the catalogue names it; * stands for any characters
        QRegularExpression models; // those alone that it finds

        bool operator==(const Import &) const = default;
    };

    QString kind;
    QString name; // for people
    QString url;  // the page with its prices
    QList<Import> imports;

    bool operator==(const PricedChannel &) const = default;
};

// What is to be priced.
struct PriceQuery
{
    QString kind;    // of the channel; empty: not known
    QString channel; // its name: rows of one's own may be for it alone
    QString model;
    QString region; // empty: not known
    QString tier;
    QString tierSource; // how the tier is known: "as the answer says"; empty: nothing is to be said of it

    bool operator==(const PriceQuery &) const = default;
};

// The row that holds, or why there is none.
struct PriceFinding
{
    std::optional<PriceRow> row;
    QString unpriced;         // a sentence; empty when there is a row
    QList<PriceRow> disputed; // what other catalogues say, where they do not agree with the row
    QStringList assumptions;  // what had to be supposed to find it
    QString tier;             // "flex, as the answer says"; empty: nothing is to be said of it

    bool operator==(const PriceFinding &) const = default;
};

// All rows for one query, whenever they hold, the best first. Made once for a target, it answers quickly for each cell.
class PriceOffers
{
public:
    PriceFinding at(const QDateTime &moment) const;

private:
    friend class PriceBook;
    QList<PriceRow> m_rows;
    QString m_unpriced;
    QStringList m_assumptions;
    QString m_about; // `model "x" at Name`
    QString m_tier;
};

// What models cost at which channels, from lists and from contracts. Of the rows that fit a query and hold at the moment,
// the first by this order is taken:
//   1. a row of one's own before a list's
//   2. a row for the region before one for all regions
//   3. the newer list, by the date of its source
//   4. a row that names the model before one with a pattern
//   5. the order of the book: layers from the newest to the oldest, each as its source has it
// Nothing is free because it has no row: what fits none is unpriced.
class PriceBook
{
public:
    QList<PricedChannel> channels;
    QMap<QString, QString> makers; // beginning of a family → kind of the channel of its maker; empty: there is none
    QList<PriceSource> sources;    // of the rows, from the newest

    // Rows before those that are here already: a newer layer.
    void addLayer(const QList<PriceRow> &rows);
    const QList<PriceRow> &rows() const { return m_rows; }

    PriceOffers offers(const PriceQuery &query) const;
    PriceFinding lookup(const PriceQuery &query, const QDateTime &moment) const { return offers(query).at(moment); }

    QString channelName(const QString &kind) const;
    QStringList families() const;                     // sorted
    QStringList regions(const QString &family) const; // for which it has rows of their own; sorted
    // Of a family's name or a model's id; empty when the book has neither.
    QString family(const QString &name) const;
    // The kind of the channel that sells it first hand; empty when there is none.
    QString makerOf(const QString &family) const;

private:
    QList<PriceRow> m_rows;
};

// The first of them that holds at the moment, and what other catalogues say of the same.
PriceFinding pick(const QList<PriceRow> &bestFirst, const QDateTime &moment);

// Puts rows into the order in which the book takes them; those that are equal in it stay as they stand.
void sortByPreference(QList<PriceRow> &rows, const QString &model);

} // namespace evenhand
