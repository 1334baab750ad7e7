// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/aws/awscall.h"

#include "plugins/http/httperror.h"
#include "plugins/http/httpheaders.h"

#include <QNetworkAccessManager>

using namespace std::chrono_literals;

namespace evenhand {

static constexpr Limits callLimits{.idle = 30s, .total = 30s, .maxBytes = 8 * 1024 * 1024};

AwsCall::AwsCall(QNetworkAccessManager *network, const HttpRequest &request, Done done, QObject *parent)
    : QObject(parent)
    , m_request(request)
    , m_done(std::move(done))
    , m_exchange(new HttpExchange(network, request, callLimits, this))
{
    connect(m_exchange, &HttpExchange::body, this, [this](const QByteArray &bytes) { m_body += bytes; });
    connect(m_exchange, &HttpExchange::ended, this, &AwsCall::onEnded);
}

void AwsCall::onEnded(const std::optional<TransportFailure> &failure)
{
    deleteLater();
    const Done done = std::move(m_done);
    const int status = m_exchange->status();
    if (status / 100 == 3)
        return done(std::unexpected(withoutSecrets(
            redirectError(m_request.url, headerValue(m_exchange->headers(), "location")), m_request.secrets)));
    if (failure)
        return done(std::unexpected(withoutSecrets(failure->error, m_request.secrets)));
    done(AwsAnswer{.status = status, .headers = m_exchange->headers(), .body = m_body});
}

} // namespace evenhand
