// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/http/answerparser.h"
#include "plugins/http/httperror.h"
#include "plugins/http/ssedecoder.h"

#include <QJsonArray>
#include <QJsonObject>

namespace evenhand {

// Answers of generateContent: server-sent events, an array, or one object. There is no sign of the end but the end of
// the stream: the usage may come after the reason to stop. What is not known is skipped.
class GeminiParser final : public AnswerParser
{
public:
    // region: where the address says that the answer comes from; may be empty.
    explicit GeminiParser(const QString &region = {});

    ChatEvents feed(QByteArrayView bytes) override;
    ChatEvents finish() override;
    ChatEvents parseWhole(const QByteArray &body) override;

    bool isComplete() const override { return m_stopped; }
    bool isEnded() const override { return m_failure.has_value(); }
    std::optional<ChatOutcome> failure() const override { return m_failure; }

private:
    qsizetype bareStart(QByteArrayView bytes);
    void takeEvents(const QList<SseEvent> &events, ChatEvents &out);
    bool takeJson(const QByteArray &json, ChatEvents &out);
    void takeResponse(const QJsonObject &response, ChatEvents &out);
    void takeIdentity(const QJsonObject &response, ChatEvents &out);
    void takeUsage(const QJsonObject &usage, ChatEvents &out);
    void takeFeedback(const QJsonObject &feedback, ChatEvents &out);
    void takeCandidate(const QJsonObject &candidate, ChatEvents &out);
    void takePart(const QJsonObject &part, ChatEvents &out);
    void takeCall(const QJsonObject &call, ChatEvents &out);
    void takeOther(const QJsonObject &part, ChatEvents &out);
    void keepPart(const QJsonObject &part);
    void closePlainPart();
    void takeStop(const QJsonObject &candidate, ChatEvents &out);
    void stop(StopReason reason, const QString &raw, ChatEvents &out);
    void failAsUnreadable(const QByteArray &data);

    SseDecoder m_decoder;
    QByteArray m_bare; // what stands in the stream without being an event, from its beginning
    bool m_atLineStart = true;
    Identity m_identity;   // as far as it was reported
    QJsonObject m_usage;   // likewise
    QJsonArray m_parts;    // of the answer, as they have to come back
    QString m_plain;       // text without a signature that is not yet one of them
    bool m_signed = false; // one of them has a signature
    int m_calls = 0;
    QStringList m_leftOut; // kinds of parts
    bool m_stopped = false;
    std::optional<ChatOutcome> m_failure;
};

} // namespace evenhand
