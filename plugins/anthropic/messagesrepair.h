// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/http/httperror.h"

#include <QJsonObject>

namespace evenhand {

// A member that a model did not take, learned from its refusal.
struct MessagesRepair
{
    QString member; // of the request's top level, or "output_config." and one of that
    QJsonValue value = QJsonValue(QJsonValue::Undefined); // what it takes instead; undefined: the member is left out

    bool operator==(const MessagesRepair &) const = default;
};
using MessagesRepairs = QList<MessagesRepair>;

// What to change so that the request may be taken, if the refusal names it.
std::optional<MessagesRepair> findMessagesRepair(const QJsonObject &body, const HttpFailure &failure);

// Returns what to tell the person; empty when nothing had to be changed.
QString applyRepair(const MessagesRepair &repair, const QString &model, QJsonObject &body);

} // namespace evenhand
