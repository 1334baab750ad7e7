// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/bedrock/bedrockmodelsreply.h"

#include "plugins/bedrock/bedrockerror.h"
#include "plugins/http/httpheaders.h"

#include <utility>

using namespace Qt::StringLiterals;

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
    m_notices.clear();
    m_profiles.clear();
    m_pages = 0;
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

void BedrockModelsReply::ask(const QByteArray &pathAndQuery, const Use &use, const Denied &denied)
{
    const HttpRequest request =
        m_channel->request(*m_authorization, "GET", m_channel->settings().control, pathAndQuery);
    const auto judge = [this, secrets = request.secrets, use, denied](const Result<AwsAnswer> &answer) {
        if (!answer)
            return end(std::unexpected(answer.error()));
        if (answer->status / 100 == 2)
            return use(answer->body);
        const HttpFailure failure =
            bedrockFailure(answer->status, answer->headers, answer->body, QDateTime::currentDateTimeUtc());
        if (repaired(failure, parseHttpDate(headerValue(answer->headers, "date"))))
            return start();
        const Error error = withoutSecrets(*failure.outcome.error, secrets);
        if (error.step == Step::Permission)
            denied(error);
        else
            end(std::unexpected(error));
    };
    m_call = new AwsCall(m_channel->network(), request, judge, this);
}

// As a chat does: credentials that have expired are read again, and what a wrong clock signed is signed again, once.
bool BedrockModelsReply::repaired(const HttpFailure &failure, const QDateTime &timeThere)
{
    if (!m_authorization->bearer.isEmpty())
        return false;
    if (speaksOfExpiry(failure.words))
        return !std::exchange(m_renewed, true) && m_channel->renewCredentials();
    return speaksOfTheSignature(failure.words) && timeThere.isValid() && !std::exchange(m_timeCorrected, true)
           && m_channel->setTime(timeThere);
}

void BedrockModelsReply::askModels()
{
    ask(
        "/foundation-models?byOutputModality=TEXT", [this](const QByteArray &body) { useModels(body); },
        [this](const Error &error) {
            m_notices << u"Models that can be called by their own id are not listed, which needs the permission "
                         "bedrock:ListFoundationModels. "_s
                             + error.message;
            m_models.reset();
            askProfiles(ofAws.toByteArray(), {});
        });
}

void BedrockModelsReply::useModels(const QByteArray &body)
{
    Result<QMap<QString, FoundationModel>> models = parseFoundationModels(body);
    if (!models)
        return end(std::unexpected(models.error()));
    m_models = *std::move(models);
    askProfiles(ofAws.toByteArray(), {});
}

void BedrockModelsReply::askProfiles(const QByteArray &type, const QString &page)
{
    QByteArray query = "/inference-profiles?maxResults=1000";
    if (!page.isEmpty())
        query += "&nextToken=" + QUrl::toPercentEncoding(page);
    ask(
        query + "&type=" + type, [this, type](const QByteArray &body) { useProfiles(type, body); },
        [this](const Error &error) { leaveOutProfiles(error); });
}

void BedrockModelsReply::useProfiles(const QByteArray &type, const QByteArray &body)
{
    const Result<ProfilePage> page = parseProfiles(body);
    if (!page)
        return end(std::unexpected(page.error()));
    m_profiles += page->profiles;
    if (!page->next.isEmpty() && ++m_pages < mostPages)
        return askProfiles(type, page->next);
    if (type == ofAws)
        return askProfiles(ofAccount.toByteArray(), {});
    end(joinModels(m_models, m_profiles));
}

void BedrockModelsReply::leaveOutProfiles(const Error &error)
{
    if (!m_models && m_profiles.isEmpty()) {
        m_notices.clear(); // the error says it all
        return end(std::unexpected(error));
    }
    m_notices << u"Not all inference profiles are listed, which needs the permission "
                 "bedrock:ListInferenceProfiles. "_s
                     + error.message;
    end(joinModels(m_models, m_profiles));
}

void BedrockModelsReply::end(ModelList models)
{
    note({.credential = m_authorization->info, .notices = m_notices});
    finish(std::move(models));
}

} // namespace evenhand
