// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/statestore.h"

using namespace Qt::StringLiterals;

namespace evenhand {

Result<QJsonObject> StateStore::load(Database &db, const QString &key)
{
    return db.value(u"SELECT value FROM state WHERE key = ?"_s, key).transform([](const QVariant &value) {
        return QJsonDocument::fromJson(value.toString().toUtf8()).object();
    });
}

Result<void> StateStore::save(Database &db, const QString &key, const QJsonObject &value)
{
    return db.exec(u"INSERT INTO state (key, value) VALUES (?, ?) "
                   "ON CONFLICT (key) DO UPDATE SET value = excluded.value"_s,
                   key, value);
}

} // namespace evenhand
