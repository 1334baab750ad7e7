// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#pragma once

#include <QJsonArray>
#include <QString>

#include <chrono>
#include <optional>

namespace evenhand {

// What the `details` of a google.rpc.Status say beyond its code.
struct RpcDetails
{
    QString reason; // "API_KEY_INVALID", or the id of the quota that is used up
    std::optional<std::chrono::milliseconds> retryAfter;

    bool operator==(const RpcDetails &) const = default;
};

RpcDetails readRpcDetails(const QJsonArray &details);

} // namespace evenhand
