// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/channel.h"
#include "app/store/database.h"

namespace evenhand::ChannelStore {

Result<QList<Channel>> all(Database &db); // by name
Result<Channel> find(Database &db, ChannelId id);
Result<void> save(Database &db, const Channel &channel); // inserts or updates; InvalidInput when the name is taken
Result<void> remove(Database &db, ChannelId id); // runs keep their snapshots; InUse when a saved lineup needs it

} // namespace evenhand::ChannelStore
