// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/http/answerparser.h"
#include "plugins/http/httperror.h"
#include "plugins/http/ssedecoder.h"

#include <map>
#include <set>

namespace evenhand {

// The Responses interface, streamed or in one piece. What is not known is skipped. Items are told apart by their place in
// the output, since some gateways change their ids with every event; by id where a server names no place.
class ResponsesParser final : public AnswerParser
{
public:
    // limit: the tokens that the answer was allowed, if any.
    explicit ResponsesParser(std::optional<qint64> limit = {})
        : m_limit(limit)
    {
    }

    ChatEvents feed(QByteArrayView bytes) override;
    ChatEvents finish() override;
    ChatEvents parseWhole(const QByteArray &body) override;

    bool isComplete() const override { return m_complete; }
    bool isEnded() const override { return m_ended; }
    std::optional<ChatOutcome> failure() const override { return m_failure; }

private:
    enum class Kind { Text, Refusal, Summary, Reasoning, Arguments };

    struct Place
    {
        int item = 0; // in the output
        int part = 0; // of the item

        auto operator<=>(const Place &) const = default;
    };
    using Saying = std::pair<Kind, Place>;

    void takeEvents(const QList<SseEvent> &events, ChatEvents &out);
    void takeData(const SseEvent &event, ChatEvents &out);
    void takeEvent(const QString &type, const QJsonObject &event, ChatEvents &out);
    void takeText(const QString &type, const QJsonObject &event, ChatEvents &out);
    void takeItem(int place, const QJsonObject &item, bool whole, ChatEvents &out);
    void takeWholeItem(int place, const QJsonObject &item, ChatEvents &out);
    void takeParts(Kind kind, int place, const QJsonValue &parts, QLatin1StringView key, ChatEvents &out);
    void openCall(int place, const QJsonObject &item, ChatEvents &out);
    void takeIdentity(const QJsonObject &response, ChatEvents &out);
    void takeEnd(const QJsonObject &response, const QString &status, ChatEvents &out);
    void takeLength(qint64 tokens, const QString &status, ChatEvents &out) const;
    void takeFilter(const QJsonObject &response, ChatEvents &out) const;
    void takeStatus(const QJsonObject &response, const QString &status, ChatEvents &out);
    void appendState(const QJsonArray &output, ChatEvents &out) const;
    void say(Saying what, const QString &text, ChatEvents &out);
    void sayWhole(Saying what, const QString &text, ChatEvents &out); // unless its pieces were said
    int placeOf(const QJsonObject &event);
    void failWith(const ProviderWords &words);
    void failAsUnreadable(const QByteArray &data);

    std::optional<qint64> m_limit;
    SseDecoder m_decoder;
    QStringList m_ids;                 // of the items whose places the server does not name
    std::map<int, int> m_calls;        // place of a call → its number
    std::map<int, QJsonObject> m_done; // the items that are whole
    std::set<Saying> m_said;
    std::optional<int> m_textItem;     // that was said last
    std::optional<Saying> m_reasoning; // likewise
    Identity m_identity;               // as far as it was reported
    bool m_refused = false;
    bool m_complete = false;
    bool m_ended = false;
    std::optional<ChatOutcome> m_failure;
};

} // namespace evenhand
