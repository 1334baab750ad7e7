// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/http/answerparser.h"
#include "plugins/http/httperror.h"
#include "plugins/http/ndjsondecoder.h"

namespace evenhand {

// Answers of /api/chat: a JSON object on each line. What is not known is skipped.
class OllamaParser final : public AnswerParser
{
public:
    ChatEvents feed(QByteArrayView bytes) override;
    ChatEvents finish() override;
    ChatEvents parseWhole(const QByteArray &body) override;

    bool isComplete() const override { return m_done; }
    bool isEnded() const override { return m_done || m_failure; }
    std::optional<ChatOutcome> failure() const override { return m_failure; }

private:
    void takeLines(const QByteArrayList &lines, ChatEvents &out);
    void takeLine(const QByteArray &line, ChatEvents &out);
    void takeMessage(const QJsonObject &message, ChatEvents &out);
    void takeCall(const QJsonObject &call, ChatEvents &out);
    void takeEnd(const QJsonObject &object, ChatEvents &out);
    void takeReason(const QString &word, ChatEvents &out);
    void failAsUnreadable(const QByteArray &data);

    NdjsonDecoder m_decoder;
    QString m_model;
    QString m_thinking; // kept for a model that goes on thinking after its calls
    int m_calls = 0;
    bool m_done = false;
    std::optional<ChatOutcome> m_failure;
};

} // namespace evenhand
