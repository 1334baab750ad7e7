// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#pragma once

#include <QJsonValue>

#include <optional>

namespace evenhand {

// A number of tokens, if the provider told one.
using Count = std::optional<qint64>;

// What is beyond all models is no count; so those that are can be added.
inline Count readCount(const QJsonValue &value)
{
    constexpr qint64 most = 1'000'000'000'000'000;
    const qint64 number = value.toInteger(-1);
    return number < 0 || number > most ? std::nullopt : Count(number);
}

// What is left of a total that contains the part; all of it when it evidently does not contain it.
inline Count withoutPart(Count total, Count part)
{
    return total && part.value_or(0) <= *total ? Count(*total - part.value_or(0)) : total;
}

} // namespace evenhand
