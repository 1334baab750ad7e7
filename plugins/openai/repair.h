// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/http/httperror.h"

#include <QJsonObject>

namespace evenhand {

// A member that a model did not take, learned from its refusal.
struct Repair
{
    QString member;                    // of the request: "temperature", or "reasoning.summary" for a member of a member
    QString replacement;               // the member that takes the value instead; empty: there is none
    std::optional<QJsonValue> only;    // the refused value; none: the member is refused with any value
    std::optional<QJsonValue> instead; // the value that goes in its place; none: the member is left out

    bool operator==(const Repair &) const = default;
};
using Repairs = QList<Repair>;

// What to change so that the request may be taken, if the refusal names it.
std::optional<Repair> findRepair(const QJsonObject &body, const HttpFailure &failure);

// Changes the body, and says what that changed, for the person.
QStringList applyRepairs(const Repairs &repairs, const QString &model, QJsonObject &body);

// What is said of a member that was not sent, or under another name.
QString leftOutText(const QString &member, const QString &model);
QString renamedText(const QString &member, const QString &sentMember);

} // namespace evenhand
