// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/ollama/ollamamodelsreply.h"

#include "plugins/http/httperror.h"
#include "plugins/http/httpheaders.h"
#include "plugins/ollama/ollamamodels.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {

static constexpr auto longestAnswer = 30s;

OllamaModelsReply::OllamaModelsReply(std::shared_ptr<OllamaChannel> channel)
    : m_channel(std::move(channel))
{
    ask("/api/tags"_L1, {}, &OllamaModelsReply::onTags);
}

OllamaModelsReply::~OllamaModelsReply() = default;

void OllamaModelsReply::ask(QLatin1StringView path, const QJsonObject &body, Answered answered)
{
    const Result<HttpRequest> request = m_channel->request(path, body);
    if (!request) {
        finish(std::unexpected(request.error()));
        return;
    }
    m_secrets = request->secrets;
    m_body.clear();
    if (m_exchange)
        m_exchange.release()->deleteLater(); // its signal is being emitted
    m_exchange = std::make_unique<HttpExchange>(m_channel->network(), *request,
                                                Limits{.idle = longestAnswer, .total = longestAnswer}, nullptr);
    connect(m_exchange.get(), &HttpExchange::body, this, [this](const QByteArray &bytes) { m_body += bytes; });
    connect(m_exchange.get(), &HttpExchange::ended, this,
            [this, answered](const std::optional<TransportFailure> &failure) {
                std::optional<Error> error = errorOf(failure);
                if (error)
                    error = withoutSecrets(*std::move(error), m_secrets);
                (this->*answered)(error);
            });
}

void OllamaModelsReply::abort()
{
    if (m_exchange)
        m_exchange->stop();
}

std::optional<Error> OllamaModelsReply::errorOf(const std::optional<TransportFailure> &failure) const
{
    const int status = m_exchange->status();
    const QList<Header> &headers = m_exchange->headers();
    if (status / 100 == 3)
        return redirectError(m_channel->settings().base, headerValue(headers, "location"));
    if (failure)
        return failure->error;
    if (status / 100 != 2)
        return httpFailure(status, headers, m_body, QDateTime::currentDateTimeUtc()).outcome.error;
    return std::nullopt;
}

void OllamaModelsReply::onTags(const std::optional<Error> &error)
{
    const ModelList models = error ? ModelList(std::unexpected(*error)) : parseOllamaTags(m_body);
    if (!models) {
        finish(std::unexpected(withoutSecrets(models.error(), m_secrets)));
        return;
    }
    m_asked = *models;
    ask("/api/ps"_L1, {}, &OllamaModelsReply::onLoaded);
}

void OllamaModelsReply::onLoaded(const std::optional<Error> &error)
{
    if (!error)
        noteLoadedModels(m_body, m_asked);
    askForDetails();
}

void OllamaModelsReply::askForDetails()
{
    if (m_asked.isEmpty())
        finish(m_models);
    else
        ask("/api/show"_L1, {{u"model"_s, m_asked.first().id}}, &OllamaModelsReply::onDetails);
}

void OllamaModelsReply::onDetails(const std::optional<Error> &error)
{
    ModelInfo model = m_asked.takeFirst();
    if (error || addOllamaDetails(m_body, model))
        m_models.append(std::move(model));
    askForDetails();
}

} // namespace evenhand
