// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/bedrock/bedrockreply.h"

#include "plugins/bedrock/bedrockerror.h"
#include "plugins/bedrock/converseparser.h"
#include "plugins/http/httpheaders.h"

#include <QJsonDocument>
#include <QPointer>

#include <utility>

using namespace Qt::StringLiterals;

namespace evenhand {

BedrockReply::BedrockReply(std::shared_ptr<BedrockChannel> channel, const ChatRequest &request)
    : HttpChatReply(channel->network(), request.limits)
    , m_channel(std::move(channel))
    , m_request(request)
{
}

BedrockReply::~BedrockReply() = default;

void BedrockReply::prepare(std::function<void()> ready)
{
    m_channel->authorize([alive = QPointer<BedrockReply>(this),
                          ready = std::move(ready)](const Result<AwsAuthorization> &authorization) {
        if (!alive)
            return;
        alive->m_authorization = authorization;
        ready();
    });
}

Result<HttpChatReply::Call> BedrockReply::makeCall()
{
    if (!m_authorization)
        return std::unexpected(m_authorization.error());
    const BedrockSettings &settings = m_channel->settings();
    const Repairs repairs = m_channel->repairs(m_request.model);
    Result<ConverseBody> body = buildConverseBody(m_request, settings, repairs);
    if (!body)
        return std::unexpected(body.error());
    m_body = *std::move(body);
    const QByteArray path = conversePath(m_request.model, !repairs.contains(Repair::Streaming));
    return Call{.request = m_channel->request(*m_authorization, "POST", settings.runtime, path,
                                              QJsonDocument(m_body.json).toJson(QJsonDocument::Compact)),
                .notices = m_authorization->notices + m_body.notices,
                .parser = std::make_unique<ConverseParser>(settings.region)};
}

HttpFailure BedrockReply::judge(int status, const QList<Header> &headers, const QByteArray &body)
{
    m_timeThere = parseHttpDate(headerValue(headers, "date"));
    return bedrockFailure(status, headers, body, QDateTime::currentDateTimeUtc());
}

std::optional<Notice> BedrockReply::repair(const HttpFailure &failure)
{
    if (std::optional<Notice> notice = repairAuthorization(failure))
        return notice;
    const std::optional<Repair> found = findRepair(m_body, failure);
    if (!found || std::exchange(m_repaired, true))
        return std::nullopt;
    m_channel->learn(m_request.model, *found);
    return Notice{u"The model did not take %1; the request was made again without it. It said: %2"_s.arg(
        nameOf(*found), failure.words.message)};
}

std::optional<Notice> BedrockReply::repairAuthorization(const HttpFailure &failure)
{
    if (!m_authorization->bearer.isEmpty())
        return std::nullopt;
    if (speaksOfExpiry(failure.words) && m_channel->renewCredentials() && !std::exchange(m_renewed, true))
        return Notice{u"The credentials had expired. They were read again, and the request was made again."_s};
    if (speaksOfTheSignature(failure.words) && m_timeThere.isValid() && !std::exchange(m_timeCorrected, true)
        && m_channel->setTime(m_timeThere))
        return Notice{
            u"The clock of this computer differs from that of AWS, which says %1. The request was signed again "
            "with AWS's time."_s.arg(m_timeThere.toString(Qt::ISODate))};
    return std::nullopt;
}

} // namespace evenhand
