// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/pricing/pricedata.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr int knownFormat = 2;

Error invalid(const QString &message)
{
    return {.code = ErrorCode::InvalidInput, .message = message, .detail = {}};
}

PricedChannel readChannel(const QJsonObject &json)
{
    PricedChannel channel{.kind = json.value("kind"_L1).toString(),
                          .name = json.value("name"_L1).toString(),
                          .url = json.value("url"_L1).toString(),
                          .imports = {}};
    for (const QJsonValue &import : json.value("imports"_L1).toArray()) {
        channel.imports.append({.catalogue = import["catalogue"_L1].toString(),
                                .provider = import["provider"_L1].toString(),
                                .models = QRegularExpression(import["models"_L1].toString())});
    }
    return channel;
}

QMap<QString, PriceSource> readSources(const QJsonObject &json)
{
    QMap<QString, PriceSource> sources;
    for (auto it = json.begin(); it != json.end(); ++it) {
        PriceSource source = priceSourceFromJson(it.value().toObject());
        source.catalogue = it.key();
        sources.insert(source.catalogue, source);
    }
    return sources;
}

} // namespace

Result<PriceBook> readPriceBook(QIODevice &file)
{
    const auto next = [&file] { return QJsonDocument::fromJson(file.readLine()).object(); };
    const QJsonObject head = next();
    if (head.value("format"_L1).toInt() != knownFormat)
        return std::unexpected(invalid(u"This is not a price book that this version knows."_s));
    PriceBook book;
    const QJsonObject makers = head.value("makers"_L1).toObject();
    for (auto it = makers.begin(); it != makers.end(); ++it)
        book.makers.insert(it.key(), it.value().toString());
    const QMap<QString, PriceSource> sources = readSources(head.value("sources"_L1).toObject());
    PriceRow outline;
    outline.currency = head.value("currency"_L1).toString();
    QList<PriceRow> rows;
    while (!file.atEnd()) {
        const QJsonObject line = next();
        if (line.contains("kind"_L1)) {
            book.channels.append(readChannel(line));
            outline.channel = book.channels.last().kind;
            continue;
        }
        outline.source = sources.value(line.value("s"_L1).toString());
        std::expected<PriceRow, QString> row = readPriceRow(line, outline);
        if (!row)
            return std::unexpected(invalid(u"A row of the price book cannot be used: %1."_s.arg(row.error())));
        rows.append(std::move(*row));
    }
    book.addLayer(rows);
    return book;
}

const PriceBook &shippedPrices()
{
    static const PriceBook book = [] {
        QFile file(u":/evenhand/prices/prices.jsonl"_s);
        const bool isOpen = file.open(QIODevice::ReadOnly);
        Q_ASSERT(isOpen);
        const Result<PriceBook> read = readPriceBook(file);
        Q_ASSERT(read);
        return read.value_or(PriceBook());
    }();
    return book;
}

} // namespace evenhand
