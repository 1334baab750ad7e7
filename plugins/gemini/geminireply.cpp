// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/gemini/geminireply.h"

#include "plugins/gemini/geminiparser.h"
#include "plugins/gemini/geminirequest.h"

#include <QJsonDocument>

#include <utility>

using namespace Qt::StringLiterals;

namespace evenhand {

// A model may refuse one member after the other.
static constexpr int mostRepairs = 3;

GeminiReply::GeminiReply(std::shared_ptr<GeminiChannel> channel, const ChatRequest &request)
    : TokenChatReply(channel->network(), request.limits, {channel, &channel->tokens()})
    , m_channel(std::move(channel))
    , m_request(request)
{
}

GeminiReply::~GeminiReply() = default;

Result<HttpChatReply::Call> GeminiReply::makeCall()
{
    if (!token())
        return std::unexpected(token().error());
    GeminiBody body = buildGeminiBody(m_request, m_channel->refusedMembers(m_request.model));
    m_body = std::move(body.json);
    return Call{.request = m_channel->chatRequest(m_request.model, *token(),
                                                  QJsonDocument(m_body).toJson(QJsonDocument::Compact)),
                .notices = QStringList(takeTokenNotice()) + body.notices,
                .parser = std::make_unique<GeminiParser>(m_channel->region())};
}

std::optional<Notice> GeminiReply::repairRequest(const HttpFailure &failure)
{
    const std::optional<QString> member = findRefusedMember(m_body, failure);
    if (!member || m_repairs == mostRepairs)
        return std::nullopt;
    ++m_repairs;
    m_channel->learn(m_request.model, *member);
    const QString name = member->section(u'.', -1);
    markTold(u"“%1” was left out: %2 does not take it."_s.arg(name, m_request.model)); // it is told here
    return Notice{u"The provider did not take “%1”; the request was made again without it. It said: %2"_s.arg(
        name, failure.words.message)};
}

} // namespace evenhand
