// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/http/httpexchange.h"

#include <functional>

namespace evenhand {

struct AwsAnswer
{
    int status = 0;
    QList<Header> headers;
    QByteArray body;

    bool operator==(const AwsAnswer &) const = default;
};

// One small request and its whole answer, whatever its status. Deleting it stops it in silence.
class AwsCall final : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(Result<AwsAnswer> answer)>;

    // done() comes from the event loop, once. Errors hold no secret of the request.
    AwsCall(QNetworkAccessManager *network, const HttpRequest &request, Done done, QObject *parent);

private:
    void onEnded(const std::optional<TransportFailure> &failure);

    HttpRequest m_request;
    Done m_done;
    HttpExchange *m_exchange;
    QByteArray m_body;
};

} // namespace evenhand
