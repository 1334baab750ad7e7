// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#pragma once

#include <QString>

#include <optional>

namespace evenhand {

// The stable name of an enumerator, as it stands in workspaces, exports and JSON.
template<typename Enum>
struct EnumName
{
    Enum value;
    const char *name; // ASCII
};

template<typename Enum, std::size_t N>
QString enumToString(const EnumName<Enum> (&names)[N], Enum value)
{
    for (const EnumName<Enum> &entry : names) {
        if (entry.value == value)
            return QString::fromLatin1(entry.name);
    }
    Q_UNREACHABLE_RETURN({});
}

template<typename Enum, std::size_t N>
std::optional<Enum> enumFromString(const EnumName<Enum> (&names)[N], QStringView name)
{
    for (const EnumName<Enum> &entry : names) {
        if (name == QLatin1StringView(entry.name))
            return entry.value;
    }
    return std::nullopt;
}

} // namespace evenhand
