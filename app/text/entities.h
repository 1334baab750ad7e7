// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>
#include <QString>

namespace evenhand {

// The character that an entity as it is written, "&amp;" or "&#8212;", stands for. Empty: it is not one of those known here,
// which are the numeric ones and the names that HTML 4 has, and some more.
QString decodedEntity(QByteArrayView entity);

} // namespace evenhand
