// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/contract/azurefixture.h"

#include "tests/support/openaidouble.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace evenhand {

// Before anything else, the filter says what it thinks of the prompt.
QByteArrayList AzureFixture::stream(const ChatEvents &answer) const
{
    QByteArrayList pieces = OpenAiFixture::stream(answer);
    pieces.first().prepend(
        R"(data: {"choices":[],"created":0,"id":"","model":"","object":"","prompt_filter_results":[{"prompt_index":0,"content_filter_results":{"hate":{"filtered":false,"severity":"safe"}}}]})"
        "\n\n");
    return pieces;
}

QByteArray AzureFixture::modelsBody(const QStringList &ids) const
{
    QJsonArray data;
    for (const QString &id : ids)
        data.append(QJsonObject{{u"id"_s, id}, {u"capabilities"_s, QJsonObject{{u"chat_completion"_s, true}}}});
    return QJsonDocument(QJsonObject{{u"data"_s, data}}).toJson(QJsonDocument::Compact);
}

// As the portal shows it.
QJsonObject AzureFixture::settings(const QUrl &url) const
{
    return {
        {u"base_url"_s, url.toString() + u"/openai/deployments/contract/chat/completions?api-version=2024-10-21"_s}};
}

bool AzureFixture::sawKey(const SeenRequest &request) const
{
    return request.header("api-key") == canary;
}

QString AzureFixture::complaint(const SeenRequest &request) const
{
    return openAiComplaint(request, OpenAiService::AzureDeployments);
}

QJsonObject AzureV1Fixture::settings(const QUrl &url) const
{
    return {{u"base_url"_s, url.toString() + u"/openai/v1"_s}, {u"auth"_s, u"api-key"_s}};
}

bool AzureV1Fixture::sawKey(const SeenRequest &request) const
{
    return request.header("api-key") == canary;
}

QString AzureV1Fixture::complaint(const SeenRequest &request) const
{
    return openAiComplaint(request, OpenAiService::AzureV1);
}

} // namespace evenhand
