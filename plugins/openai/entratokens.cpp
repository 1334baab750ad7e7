// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/openai/entratokens.h"

#include "plugins/http/httperror.h"
#include "plugins/http/httpheaders.h"

#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {

static constexpr auto renewEarly = 5min;
static constexpr Limits exchangeLimits{.idle = 30s, .total = 30s, .maxBytes = 1024 * 1024};

EntraTokens::EntraTokens(Context context)
    : m_context(std::move(context))
{
}

EntraTokens::~EntraTokens() = default;

void EntraTokens::fetch(const Done &done)
{
    if (m_known && m_known->expires - m_context.now() > renewEarly)
        return done(m_known->token);
    m_waiting.append(done);
    if (m_waiting.size() == 1)
        ask();
}

bool EntraTokens::refuse(const QByteArray &token)
{
    if (m_known && m_known->token == token)
        m_known.reset();
    return true; // what is known now is another one
}

QString EntraTokens::takeNotice()
{
    return std::exchange(m_notice, {});
}

std::optional<CredentialInfo> EntraTokens::credential() const
{
    return m_known.transform([this](const EntraToken &known) {
        return CredentialInfo{.origin = u"Microsoft Entra ID, client %1"_s.arg(m_context.client.id),
                              .expires = known.expires,
                              .renewal = {}};
    });
}

void EntraTokens::ask()
{
    const Result<QByteArray> secret = m_context.secret();
    if (!secret)
        return end(std::unexpected(secret.error()));
    m_request = {.method = "POST",
                 .url = m_context.client.endpoint,
                 .headers = {{"User-Agent", m_context.userAgent},
                             {"Accept", "application/json"},
                             {"Accept-Encoding", "identity"},
                             {"Content-Type", "application/x-www-form-urlencoded"}},
                 .body = clientCredentialsForm(m_context.client.id, *secret, m_context.client.scope),
                 .secrets = {*secret}};
    m_body.clear();
    m_exchange = std::make_unique<HttpExchange>(m_context.network, m_request, exchangeLimits, nullptr);
    connect(m_exchange.get(), &HttpExchange::body, this, [this](const QByteArray &bytes) { m_body += bytes; });
    connect(m_exchange.get(), &HttpExchange::ended, this, &EntraTokens::onAnswered);
}

void EntraTokens::onAnswered(const std::optional<TransportFailure> &failure)
{
    const Result<EntraToken> fetched =
        judge(failure).transform_error([this](const Error &error) { return withoutSecrets(error, m_request.secrets); });
    m_exchange.release()->deleteLater(); // its signal is being emitted
    m_request = {};
    m_body.clear();
    end(fetched);
}

Result<EntraToken> EntraTokens::judge(const std::optional<TransportFailure> &failure) const
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
    return readEntraAnswer(status, m_body, m_context.now());
}

void EntraTokens::end(const Result<EntraToken> &fetched)
{
    m_known = fetched ? std::optional(*fetched) : std::nullopt;
    if (fetched)
        m_notice = u"Signed in with Microsoft Entra ID; the access token expires on %1 and is renewed before."_s.arg(
            fetched->expires.toLocalTime().toString(Qt::ISODate));
    const Result<QByteArray> token = fetched.transform([](const EntraToken &known) { return known.token; });
    // Who receives it may ask again at once, which is another exchange, or delete this object.
    for (const Done &done : std::exchange(m_waiting, {}))
        done(token);
}

} // namespace evenhand
