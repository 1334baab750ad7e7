// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/openai/openaireply.h"

#include "plugins/openai/chatparser.h"
#include "plugins/openai/contentfilter.h"
#include "plugins/openai/entratoken.h"
#include "plugins/openai/responsesparser.h"
#include "plugins/openai/responsesrequest.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {

// A model that takes no sampling at all refuses one member after the other.
static constexpr qsizetype mostRepairs = 4;
static constexpr auto tellsExpiry = 15min;

OpenAiReply::OpenAiReply(std::shared_ptr<OpenAiChannel> channel, const ChatRequest &request)
    : TokenChatReply(channel->network(), request.limits, {channel, &channel->tokens()})
    , m_channel(std::move(channel))
    , m_request(request)
{
}

OpenAiReply::~OpenAiReply() = default;

ChatBody OpenAiReply::buildBody() const
{
    const Repairs repairs = m_channel->repairs(m_request.model);
    return m_channel->settings().responses ? buildResponsesBody(m_request, m_channel->dialect(), repairs)
                                           : buildChatBody(m_request, m_channel->dialect(), repairs);
}

Result<HttpChatReply::Call> OpenAiReply::makeCall()
{
    if (const std::optional<Error> fault = requestFault(m_request))
        return std::unexpected(*fault);
    if (!token())
        return std::unexpected(token().error());
    ChatBody body = buildBody();
    m_body = std::move(body.json);
    Call call{.request = m_channel->chatRequest(m_request.model, *token(),
                                                QJsonDocument(m_body).toJson(QJsonDocument::Compact)),
              .notices = QStringList{takeTokenNotice(), expiryNotice()} + body.notices,
              .parser = {}};
    if (m_channel->settings().responses)
        call.parser = std::make_unique<ResponsesParser>(m_request.parameters.maxTokens);
    else
        call.parser = std::make_unique<ChatParser>(m_channel->settings().thinkTags);
    return call;
}

// Of a token that the person entered: nobody renews it.
QString OpenAiReply::expiryNotice() const
{
    const std::optional<QDateTime> expires = tokenExpiry(*token());
    if (!expires || m_channel->settings().entra || *expires - QDateTime::currentDateTimeUtc() > tellsExpiry)
        return {};
    return u"The channel's access token expires on %1. Enter a new one then."_s.arg(
        expires->toLocalTime().toString(Qt::ISODate));
}

HttpFailure OpenAiReply::judge(int status, const QList<Header> &headers, const QByteArray &body)
{
    HttpFailure failure = TokenChatReply::judge(status, headers, body);
    Error &error = *failure.outcome.error;
    if (const QStringList categories = refusedCategories(body); !categories.isEmpty()) {
        error.message += u' ' + filteredText(categories);
    } else if (failure.words.code == "DeploymentNotFound"_L1) {
        error.step = Step::Model;
        error.message += u" The model of a target is the name of a deployment of this resource."_s;
    } else if (status == 404 && m_channel->settings().azure) {
        error.message += u" At Azure, an address or an API version that is wrong is answered in this way, too."_s;
    }
    return failure;
}

std::optional<Notice> OpenAiReply::repairRequest(const HttpFailure &failure)
{
    const std::optional<Repair> repair = findRepair(m_body, failure);
    if (!repair || m_repaired.contains(repair->member) || m_repaired.size() == mostRepairs)
        return std::nullopt;
    m_repaired.append(repair->member);
    m_channel->learn(m_request.model, *repair);
    const QString words = failure.words.message.isEmpty() ? QString() : u" It said: %1"_s.arg(failure.words.message);
    const QString change = repair->instead || !repair->replacement.isEmpty() ? u"in another form"_s : u"without it"_s;
    return Notice{
        u"The provider did not take “%1”; the request was made again %2.%3"_s.arg(repair->member, change, words)};
}

} // namespace evenhand
