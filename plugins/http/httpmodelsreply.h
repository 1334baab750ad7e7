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
    using Made = std::function<void(const Result<HttpRequest> &request)>;
    // Makes the first request, and calls `made` with it once, at once or later.
    using Make = std::function<void(const Made &made)>;

    // A request that could not be made ends the reply with its error. The list is sorted by id.
    HttpModelsReply(QNetworkAccessManager *network, const Result<HttpRequest> &request, const Parse &parse);
    HttpModelsReply(QNetworkAccessManager *network, const Make &make, ParsePage parse);
    ~HttpModelsReply() override;

    // A server that has no list (HTTP 404) then has an empty one; all else that can go wrong is still told.
    void takeMissingForEmpty() { m_missingIsEmpty = true; }

protected:
    void abort() override;

private:
    void begin(const Result<HttpRequest> &request);
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
    bool m_missingIsEmpty = false;
    bool m_aborted = false;
};

} // namespace evenhand
