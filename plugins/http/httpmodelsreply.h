// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#pragma once

#include "plugins/http/httpexchange.h"

#include <evenhand/provider.h>

namespace evenhand {

// A list of models from one request, or from several where the provider cuts it into pages.
class HttpModelsReply final : public ModelsReply
{
    Q_OBJECT
public:
    struct Page
    {
        QList<ModelInfo> models;
        std::optional<HttpRequest> next; // for the page after this one
    };
    using Parse = std::function<ModelList(const QByteArray &body)>;
    using ParsePage = std::function<Result<Page>(const QByteArray &body)>;

    // A request that could not be made ends the reply with its error. The list is sorted by id.
    HttpModelsReply(QNetworkAccessManager *network, Result<HttpRequest> request, const Parse &parse);
    HttpModelsReply(QNetworkAccessManager *network, Result<HttpRequest> request, ParsePage parse);
    ~HttpModelsReply() override;

protected:
    void abort() override;

private:
    void send();
    void onEnded(const std::optional<TransportFailure> &failure);
    Result<Page> judge(const std::optional<TransportFailure> &failure) const;

    QNetworkAccessManager *m_network;
    ParsePage m_parse;
    HttpRequest m_request;
    std::unique_ptr<HttpExchange> m_exchange;
    QByteArray m_body;
    QList<ModelInfo> m_models; // of the pages before
    int m_pages = 0;
};

} // namespace evenhand
