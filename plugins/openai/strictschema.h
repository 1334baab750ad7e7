// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonValue>

namespace evenhand {

// Whether a JSON schema is one that providers hold a model to strictly: each object in it names all its members as
// required, and allows no others.
bool isStrictSchema(const QJsonValue &schema);

} // namespace evenhand
