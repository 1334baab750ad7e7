// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/http/answerparser.h"
#include "plugins/http/httperror.h"
#include "plugins/http/ssedecoder.h"

#include <map>

namespace evenhand {

// Messages, streamed or in one piece. What is not known is skipped.
class MessagesParser final : public AnswerParser
{
public:
    ChatEvents feed(QByteArrayView bytes) override;
    ChatEvents finish() override;
    ChatEvents parseWhole(const QByteArray &body) override;

    bool isComplete() const override { return m_stopped; }
    bool isEnded() const override { return m_ended; }
    std::optional<ChatOutcome> failure() const override { return m_failure; }

private:
    struct Block
    {
        QString type;
        QJsonObject reasoning; // as it has to come back, but for its text; empty for other blocks
        QString thinking;
        QJsonObject input;     // of a call, when it was there from the beginning
        int call = -1;         // number of the call
        bool pieces = false;   // its arguments came in pieces
        bool closed = false;
    };

    void takeEvents(const QList<SseEvent> &events, ChatEvents &out);
    void takeData(const SseEvent &event, ChatEvents &out);
    void takeObject(const QString &type, const QJsonObject &object, ChatEvents &out);
    void takeMessage(const QJsonObject &message, ChatEvents &out);
    void takeUsage(const QJsonObject &usage, bool final, ChatEvents &out);
    void openBlock(int index, const QJsonObject &content, ChatEvents &out);
    void takeDelta(Block &block, const QJsonObject &delta, ChatEvents &out);
    void closeBlock(Block &block, ChatEvents &out);
    void takeText(const QString &text, ChatEvents &out);
    void takeReasoning(Block &block, const QString &text, ChatEvents &out);
    void takeStop(const QJsonObject &delta, ChatEvents &out);
    void takeRefusal(const QJsonObject &details, ChatEvents &out);
    void appendState(ChatEvents &out) const;
    void failWith(const ProviderWords &words);
    void failAsUnreadable(const QByteArray &data);

    SseDecoder m_decoder;
    std::map<int, Block> m_blocks; // by index
    QJsonObject m_usage;           // as far as it was reported
    int m_calls = 0;
    bool m_said = false; // there is text
    bool m_stopped = false;
    bool m_ended = false;
    std::optional<ChatOutcome> m_failure;
};

} // namespace evenhand
