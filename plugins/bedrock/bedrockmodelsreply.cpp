// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/bedrock/bedrockmodelsreply.h"

#include "plugins/bedrock/bedrockerror.h"

namespace evenhand {

static constexpr int mostPages = 50;
static constexpr QByteArrayView ofAws = "SYSTEM_DEFINED";
static constexpr QByteArrayView ofAccount = "APPLICATION";

BedrockModelsReply::BedrockModelsReply(std::shared_ptr<BedrockChannel> channel)
    : m_channel(std::move(channel))
{
}

BedrockModelsReply::~BedrockModelsReply() = default;

void BedrockModelsReply::start()
{
    m_channel->authorize([alive = QPointer<BedrockModelsReply>(this)](const Result<AwsAuthorization> &authorization) {
        if (!alive || alive->m_aborted)
            return;
        alive->m_authorization = authorization;
        if (authorization)
            alive->askModels();
        else
            alive->finish(std::unexpected(authorization.error()));
    });
}

void BedrockModelsReply::abort()
{
    m_aborted = true;
    delete m_call;
}

void BedrockModelsReply::ask(const QByteArray &pathAndQuery, std::function<void(const QByteArray &body)> use)
{
    const HttpRequest request =
        m_channel->request(*m_authorization, "GET", m_channel->settings().control, pathAndQuery);
    m_call = new AwsCall(
        m_channel->network(), request,
        [this, secrets = request.secrets, use = std::move(use)](const Result<AwsAnswer> &answer) {
            if (!answer)
                return finish(std::unexpected(answer.error()));
            if (answer->status / 100 == 2)
                return use(answer->body);
            const HttpFailure failure =
                bedrockFailure(answer->status, answer->headers, answer->body, QDateTime::currentDateTimeUtc());
            finish(std::unexpected(withoutSecrets(*failure.outcome.error, secrets)));
        },
        this);
}

void BedrockModelsReply::askModels()
{
    ask("/foundation-models?byOutputModality=TEXT", [this](const QByteArray &body) {
        Result<QMap<QString, FoundationModel>> models = parseFoundationModels(body);
        if (!models)
            return finish(std::unexpected(models.error()));
        m_models = *std::move(models);
        askProfiles(ofAws.toByteArray(), {});
    });
}

void BedrockModelsReply::askProfiles(const QByteArray &type, const QString &page)
{
    QByteArray query = "/inference-profiles?maxResults=1000";
    if (!page.isEmpty())
        query += "&nextToken=" + QUrl::toPercentEncoding(page);
    ask(query + "&type=" + type, [this, type](const QByteArray &body) { useProfiles(type, body); });
}

void BedrockModelsReply::useProfiles(const QByteArray &type, const QByteArray &body)
{
    const Result<ProfilePage> page = parseProfiles(body);
    if (!page)
        return finish(std::unexpected(page.error()));
    m_profiles += page->profiles;
    if (!page->next.isEmpty() && ++m_pages < mostPages)
        return askProfiles(type, page->next);
    if (type == ofAws)
        return askProfiles(ofAccount.toByteArray(), {});
    finish(joinModels(m_models, m_profiles));
}

} // namespace evenhand
