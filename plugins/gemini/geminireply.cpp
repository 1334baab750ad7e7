// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/gemini/geminireply.h"

#include "plugins/gemini/geminiparser.h"
#include "plugins/gemini/geminirequest.h"

#include <QJsonDocument>
#include <QPointer>

#include <utility>

using namespace Qt::StringLiterals;

namespace evenhand {

// A model may refuse one member after the other.
static constexpr int mostRepairs = 3;

GeminiReply::GeminiReply(std::shared_ptr<GeminiChannel> channel, const ChatRequest &request)
    : HttpChatReply(channel->network(), request.limits)
    , m_channel(std::move(channel))
    , m_request(request)
{
}

GeminiReply::~GeminiReply() = default;

void GeminiReply::prepare(std::function<void()> ready)
{
    m_channel->tokens().fetch(
        [reply = QPointer<GeminiReply>(this), ready = std::move(ready)](const Result<QByteArray> &token) {
            if (!reply)
                return;
            reply->m_token = token;
            ready();
        });
}

Result<HttpChatReply::Call> GeminiReply::makeCall()
{
    if (!m_token)
        return std::unexpected(m_token.error());
    GeminiBody body = buildGeminiBody(m_request, m_channel->refusedMembers(m_request.model));
    m_body = std::move(body.json);
    Call call{.request = m_channel->chatRequest(m_request.model, *m_token,
                                                QJsonDocument(m_body).toJson(QJsonDocument::Compact)),
              .notices = {},
              .parser = std::make_unique<GeminiParser>(m_channel->region())};
    for (const QString &text : QStringList(m_channel->tokens().takeNotice()) + body.notices) {
        if (text.isEmpty() || m_told.contains(text))
            continue;
        m_told.append(text);
        call.notices.append(Notice{text});
    }
    return call;
}

std::optional<Notice> GeminiReply::repair(const HttpFailure &failure)
{
    if (failure.status == 401)
        return renewToken();
    const std::optional<QString> member = findRefusedMember(m_body, failure);
    if (!member || m_repairs == mostRepairs)
        return std::nullopt;
    ++m_repairs;
    m_channel->learn(m_request.model, *member);
    const QString name = member->section(u'.', -1);
    m_told.append(u"“%1” was left out: %2 does not take it."_s.arg(name, m_request.model)); // it is told here
    return Notice{u"The provider did not take “%1”; the request was made again without it. It said: %2"_s.arg(
        name, failure.words.message)};
}

std::optional<Notice> GeminiReply::renewToken()
{
    if (std::exchange(m_renewedToken, true) || !m_channel->tokens().refuse(*m_token))
        return std::nullopt;
    return Notice{u"The provider did not take the access token any more; a new one was fetched."_s};
}

} // namespace evenhand
