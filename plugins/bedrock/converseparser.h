// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/http/answerparser.h"
#include "plugins/http/eventstream.h"
#include "plugins/http/httperror.h"

#include <QMap>

namespace evenhand {

// Answers of Converse and ConverseStream. What is not known is skipped.
class ConverseParser final : public AnswerParser
{
public:
    // The region whose endpoint was asked.
    explicit ConverseParser(const QString &region);

    ChatEvents feed(QByteArrayView bytes) override;
    ChatEvents finish() override;
    ChatEvents parseWhole(const QByteArray &body) override;

    bool isComplete() const override { return m_stopped; }
    // The usage comes after the stop, or not at all.
    bool isEnded() const override { return m_failure || (m_stopped && m_counted); }
    std::optional<ChatOutcome> failure() const override { return m_failure; }

private:
    // As far as it has come; what it must say when it is sent back.
    struct Block
    {
        QString text;
        QString reasoning;
        QString signature;
        QByteArray redacted;
        QString toolId;
        QString toolName;
        QString toolInput;
        std::optional<int> call; // counted from 0
    };

    void takeMessage(const EventStreamMessage &message, ChatEvents &out);
    void takeEvent(const QString &type, const QJsonObject &payload, ChatEvents &out);
    void takeBlockStart(const QJsonObject &payload, ChatEvents &out);
    void takeDelta(Block &block, const QJsonObject &delta, ChatEvents &out);
    void takeReasoning(Block &block, const QJsonObject &reasoning, ChatEvents &out);
    void takeTool(Block &block, const QJsonObject &tool, const QString &input, ChatEvents &out);
    void takeStop(const QString &word, ChatEvents &out);
    void takeMetadata(const QJsonObject &metadata, ChatEvents &out);
    void takeWholeBlock(const QJsonObject &content, ChatEvents &out);
    Block &blockAt(const QJsonValue &index);
    std::optional<ProviderState> state() const;
    void fail(ChatOutcome outcome);
    void failAsUnreadable(const QString &why, const QByteArray &data);

    EventStreamDecoder m_decoder;
    Identity m_identity;
    QMap<int, Block> m_blocks;
    int m_calls = 0;
    bool m_identified = false;
    bool m_stopped = false;
    bool m_counted = false;
    std::optional<ChatOutcome> m_failure;
};

// The disjoint buckets of a `usage` object. Bedrock counts cached tokens beside the input, and reasoning within the
// output without saying how much of it.
Usage readConverseUsage(const QJsonObject &usage);

} // namespace evenhand
