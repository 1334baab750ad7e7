// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/http/answerparser.h"
#include "plugins/http/httperror.h"
#include "plugins/http/ssedecoder.h"
#include "plugins/openai/reasoningdetails.h"
#include "plugins/openai/thinktags.h"
#include "plugins/openai/toolcalls.h"

namespace evenhand {

// Chat completions, as the many servers that speak them write them. What is not known is skipped.
class ChatParser final : public AnswerParser
{
public:
    // thinkTags: text between <think> and </think> at the beginning is reasoning.
    explicit ChatParser(bool thinkTags);

    ChatEvents feed(QByteArrayView bytes) override;
    ChatEvents finish() override;
    ChatEvents parseWhole(const QByteArray &body) override;

    bool isComplete() const override { return m_complete; }
    bool isEnded() const override { return m_ended; }
    std::optional<ChatOutcome> failure() const override { return m_failure; }

private:
    void takeEvents(const QList<SseEvent> &events, ChatEvents &out);
    void takeData(const SseEvent &event, ChatEvents &out);
    void takeChunk(const QJsonObject &chunk, ChatEvents &out);
    void takeIdentity(const QJsonObject &chunk, ChatEvents &out);
    void takeRoute(const QJsonObject &chunk, ChatEvents &out);
    void takeUsage(const QJsonObject &chunk, ChatEvents &out);
    void takeFilter(const QJsonObject &object, ChatEvents &out);
    void takeChoice(const QJsonObject &choice, ChatEvents &out);
    void takeDelta(const QJsonObject &delta, ChatEvents &out);
    void takeText(const QString &text, ChatEvents &out);
    void takeFinishReason(const QString &word, ChatEvents &out);
    StopReason stopReason(const QString &word) const;
    void flushText(ChatEvents &out);
    void fail(ChatOutcome outcome);
    void failWith(const ProviderWords &words);
    void failAsUnreadable(const QByteArray &data);

    SseDecoder m_decoder;
    std::optional<ThinkTagSplitter> m_thinkTags;
    ToolCallReader m_toolCalls;
    Identity m_identity; // as far as it was reported
    QJsonObject m_usage; // the last one that was reported
    QString m_route;     // who answers behind a gateway
    QStringList m_filtered;
    ReasoningDetails m_details;
    QString m_reasoningContent;
    bool m_toldOfChoices = false;
    bool m_refused = false;
    bool m_calledTools = false;
    bool m_stopped = false;
    bool m_complete = false;
    bool m_ended = false;
    std::optional<ChatOutcome> m_failure;
};

} // namespace evenhand
