// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/store/database.h"

#include <QJsonObject>

namespace evenhand::StateStore {

// What the window had open: the conversation, the lineup, the draft. One JSON object per key.
Result<QJsonObject> load(Database &db, const QString &key); // empty when there is none
Result<void> save(Database &db, const QString &key, const QJsonObject &value);

} // namespace evenhand::StateStore
