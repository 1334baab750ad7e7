// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#pragma once

#include "plugins/http/httpexchange.h"

#include <evenhand/provider.h>

namespace evenhand {

// A list of models from one GET request.
class HttpModelsReply final : public ModelsReply
{
    Q_OBJECT
public:
    using Parse = std::function<ModelList(const QByteArray &body)>;

    // A request that could not be made ends the reply with its error.
    HttpModelsReply(QNetworkAccessManager *network, Result<HttpRequest> request, Parse parse);
    ~HttpModelsReply() override;

protected:
    void abort() override;

private:
    void onEnded(const std::optional<TransportFailure> &failure);
    ModelList judge(const std::optional<TransportFailure> &failure) const;

    Parse m_parse;
    HttpRequest m_request;
    HttpExchange *m_exchange = nullptr;
    QByteArray m_body;
};

} // namespace evenhand
