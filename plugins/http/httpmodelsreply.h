// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#pragma once

#include "plugins/http/httperror.h"
#include "plugins/http/httpexchange.h"
#include "plugins/http/tokensource.h"

#include <memory>

namespace evenhand {

// A list of models from one request, or from several where the provider cuts it into pages. It is sorted by id.
class HttpModelsReply final : public ModelsReply
{
    Q_OBJECT
public:
    struct Page
    {
        QList<ModelInfo> models;
        QString next; // what the request for the page after this one needs; empty: this is the last one
    };
    using Made = std::function<void(const Result<HttpRequest> &request)>;

    struct Listing
    {
        // Makes the request for a page, the first one for an empty text, and calls `made` with it once, at once or
        // later. A request that could not be made ends the reply with its error.
        std::function<void(const QString &page, const Made &made)> make;
        std::function<Result<Page>(const QByteArray &body)> parse;
        // The request was refused. True when make() now makes one that may be taken; not asked again then.
        std::function<bool(const HttpFailure &failure)> renew = {};
        // Asked for at the end, however it ended.
        std::function<ModelsNotes()> notes = {};
        bool missingIsEmpty = false; // a server that has no list (HTTP 404) has an empty one
    };

    // With a token in each request; one that the provider does not take is renewed once.
    static Listing withTokens(std::shared_ptr<TokenSource> tokens,
                              std::function<HttpRequest(const QByteArray &token, const QString &page)> request,
                              std::function<Result<Page>(const QByteArray &body)> parse);

    HttpModelsReply(QNetworkAccessManager *network, Listing listing);
    ~HttpModelsReply() override;

protected:
    void abort() override;

private:
    void begin(const QString &page);
    void send(const Result<HttpRequest> &request);
    void onEnded(const std::optional<TransportFailure> &failure);
    bool isRenewed();
    Result<Page> judge(const std::optional<TransportFailure> &failure) const;
    void end(ModelList models);

    QNetworkAccessManager *m_network;
    Listing m_listing;
    QString m_page; // that is asked for
    HttpRequest m_request;
    std::unique_ptr<HttpExchange> m_exchange;
    QByteArray m_body;
    QList<ModelInfo> m_models; // of the pages before
    int m_pages = 0;
    bool m_renewed = false;
    bool m_aborted = false;
};

} // namespace evenhand
