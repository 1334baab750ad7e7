// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/google/googletokens.h"

#include "plugins/http/httperror.h"
#include "plugins/http/httpheaders.h"

#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {

static constexpr auto renewEarly = 5min;
static constexpr Limits exchangeLimits{.idle = 30s, .total = 30s, .maxBytes = 1024 * 1024};

GoogleTokens::GoogleTokens(Context context)
    : m_context(std::move(context))
{
}

GoogleTokens::~GoogleTokens() = default;

void GoogleTokens::fetch(const Done &done)
{
    const Result<QByteArray> entered = m_context.entered();
    if (!entered || !entered->isEmpty())
        return done(entered);
    if (!isGooglesOwn(m_context.destination))
        return done(std::unexpected(googleCredentialsError(
            u"The channel has no access token of its own, and those of this computer are not sent to %1, which is not "
            "one of Google's addresses. Enter a token in the channel's settings."_s.arg(
                m_context.destination.host()))));
    if (m_known && m_known->expires - m_context.now() > renewEarly)
        return done(m_known->token);
    m_waiting.append(done);
    if (m_waiting.size() == 1)
        ask();
}

bool GoogleTokens::refuse(const QByteArray &token)
{
    if (m_context.entered().value_or(token) == token)
        return false;
    if (m_known && m_known->token == token)
        m_known.reset();
    return true; // what is known now is another one
}

QString GoogleTokens::takeNotice()
{
    return std::exchange(m_notice, {});
}

std::optional<CredentialInfo> GoogleTokens::credential() const
{
    if (!m_context.entered().value_or(QByteArray()).isEmpty())
        return CredentialInfo{.origin = u"the access token that was entered"_s,
                              .renewal = u"Those of Google hold for an hour; enter a new one then."_s};
    return m_known.transform([](const AccessToken &known) {
        return CredentialInfo{.origin = known.origin, .expires = known.expires, .renewal = {}};
    });
}

void GoogleTokens::ask()
{
    const Result<GoogleCredentials> credentials = findGoogleCredentials(m_context.file, m_context.environment);
    if (!credentials)
        return end(std::unexpected(credentials.error()));
    Result<HttpRequest> request = tokenRequest(*credentials, m_context.environment, m_context.now());
    if (!request)
        return end(std::unexpected(request.error()));
    request->headers.append(Header{"User-Agent", m_context.userAgent});
    m_credentials = *credentials;
    m_request = *std::move(request);
    m_body.clear();
    m_exchange = std::make_unique<HttpExchange>(m_context.network, m_request, exchangeLimits, nullptr);
    connect(m_exchange.get(), &HttpExchange::body, this, [this](const QByteArray &bytes) { m_body += bytes; });
    connect(m_exchange.get(), &HttpExchange::ended, this, &GoogleTokens::onAnswered);
}

void GoogleTokens::onAnswered(const std::optional<TransportFailure> &failure)
{
    const Result<AccessToken> fetched =
        judge(failure).transform_error([this](const Error &error) { return withoutSecrets(error, m_request.secrets); });
    m_exchange.release()->deleteLater(); // its signal is being emitted
    m_isServiceAccount = std::holds_alternative<ServiceAccount>(m_credentials.way);
    m_credentials = {};
    m_request = {};
    m_body.clear();
    end(fetched);
}

Result<AccessToken> GoogleTokens::judge(const std::optional<TransportFailure> &failure) const
{
    const int status = m_exchange->status();
    if (status / 100 == 3)
        return std::unexpected(redirectError(m_request.url, headerValue(m_exchange->headers(), "location")));
    if (failure) {
        Error error = failure->error;
        error.message = u"No access token could be fetched for the channel. "_s + error.message;
        error.step = error.step.value_or(Step::Credentials);
        return std::unexpected(error);
    }
    return readTokenAnswer(status, m_body, m_credentials, m_context.now());
}

void GoogleTokens::end(const Result<AccessToken> &fetched)
{
    m_known = fetched ? std::optional(*fetched) : std::nullopt;
    if (fetched)
        m_notice = u"Signed in with %1; the access token expires on %2 and is renewed before."_s.arg(
            fetched->origin, fetched->expires.toLocalTime().toString(Qt::ISODate));
    const Result<QByteArray> token = fetched.transform([](const AccessToken &known) { return known.token; });
    // Who receives it may ask again at once, which is another exchange, or delete this object.
    for (const Done &done : std::exchange(m_waiting, {}))
        done(token);
}

} // namespace evenhand
