// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/http/httpexchange.h"
#include "plugins/ollama/ollamachannel.h"

namespace evenhand {

// Asks what was pulled, what is loaded, and then about each model. Only the first answer has to come: the others add
// what is good to know.
class OllamaModelsReply final : public ModelsReply
{
    Q_OBJECT
public:
    explicit OllamaModelsReply(std::shared_ptr<OllamaChannel> channel);
    ~OllamaModelsReply() override;

protected:
    void abort() override;

private:
    using Answered = void (OllamaModelsReply::*)(const std::optional<Error> &error);

    void ask(QLatin1StringView path, const QJsonObject &body, Answered answered);
    std::optional<Error> errorOf(const std::optional<TransportFailure> &failure) const;
    void onTags(const std::optional<Error> &error);
    void onLoaded(const std::optional<Error> &error);
    void onDetails(const std::optional<Error> &error);
    void askForDetails();

    std::shared_ptr<OllamaChannel> m_channel;
    std::unique_ptr<HttpExchange> m_exchange;
    QByteArrayList m_secrets;
    QByteArray m_body;
    QList<ModelInfo> m_asked; // still to be asked about; the first one is under way
    QList<ModelInfo> m_models;
};

} // namespace evenhand
