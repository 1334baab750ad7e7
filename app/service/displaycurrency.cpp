// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/displaycurrency.h"

#include "app/store/statestore.h"
#include "app/store/workspace.h"

using namespace Qt::StringLiterals;

namespace evenhand {

static const QString stateKey = u"display-currency"_s;

Result<std::optional<Conversion>> displayCurrency(Database &db)
{
    return StateStore::load(db, stateKey).transform([](const QJsonObject &json) {
        const Conversion conversion{.from = json["from"_L1].toString(),
                                    .to = json["to"_L1].toString(),
                                    .rateNano = nanoFromText(json["rate"_L1].toString()).value_or(0),
                                    .date = QDate::fromString(json["date"_L1].toString(), Qt::ISODate)};
        const bool isUsable = !conversion.from.isEmpty() && !conversion.to.isEmpty() && conversion.rateNano > 0
                              && conversion.date.isValid();
        return isUsable ? std::optional(conversion) : std::nullopt;
    });
}

Result<void> setDisplayCurrency(Workspace &workspace, const std::optional<Conversion> &conversion)
{
    QJsonObject json;
    if (conversion) {
        json = {{u"from"_s, conversion->from},
                {u"to"_s, conversion->to},
                {u"rate"_s, nanoText(conversion->rateNano)},
                {u"date"_s, conversion->date.toString(Qt::ISODate)}};
    }
    return workspace.write([&](Database &db) { return StateStore::save(db, stateKey, json); });
}

} // namespace evenhand
