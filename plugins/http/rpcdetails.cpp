// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#include "plugins/http/rpcdetails.h"

#include "plugins/http/httpheaders.h"

using namespace Qt::StringLiterals;

namespace evenhand {

// Of several quotas that are used up, the one that takes longest to come back.
static QString quotaOf(const QJsonArray &violations)
{
    QString quota;
    for (const QJsonValue &violation : violations) {
        const QString id = violation["quotaId"_L1].toString();
        if (quota.isEmpty() || id.contains("PerDay"_L1))
            quota = id;
    }
    return quota;
}

RpcDetails readRpcDetails(const QJsonArray &details)
{
    RpcDetails result;
    for (const QJsonValue &detail : details) {
        const QString type = detail["@type"_L1].toString().section(u'.', -1);
        if (type == "ErrorInfo"_L1 && result.reason.isEmpty())
            result.reason = detail["reason"_L1].toString();
        else if (type == "QuotaFailure"_L1)
            result.reason = quotaOf(detail["violations"_L1].toArray());
        else if (type == "RetryInfo"_L1)
            result.retryAfter = parseGoDuration(detail["retryDelay"_L1].toString().toLatin1());
    }
    return result;
}

} // namespace evenhand
