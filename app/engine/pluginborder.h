// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <evenhand/error.h>

#include <exception>
#include <type_traits>

namespace evenhand {

// The error for a plugin that did what no plugin may do.
inline Error pluginDefect(const QString &plugin, const QString &what)
{
    return {.code = ErrorCode::Internal,
            .message = QStringLiteral("The plugin \"%1\" has a defect: %2").arg(plugin, what),
            .detail = {}};
}

// Calls into a plugin. What the call throws becomes an error that names the plugin.
template<typename Call>
Result<std::invoke_result_t<Call>> callPlugin(const QString &plugin, Call &&call)
{
    try {
        if constexpr (std::is_void_v<std::invoke_result_t<Call>>) {
            call();
            return {};
        } else {
            return call();
        }
    } catch (const std::exception &exception) {
        return std::unexpected(
            pluginDefect(plugin, QStringLiteral("it threw \"%1\".").arg(QString::fromUtf8(exception.what()))));
    } catch (...) {
        return std::unexpected(pluginDefect(plugin, QStringLiteral("it threw an exception.")));
    }
}

} // namespace evenhand
