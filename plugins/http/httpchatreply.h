// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#pragma once

#include "plugins/http/answerparser.h"
#include "plugins/http/httperror.h"
#include "plugins/http/httpexchange.h"

#include <evenhand/reply.h>

#include <QDeadlineTimer>

#include <memory>

namespace evenhand {

// A chat over HTTP. A provider says which request to make and how to read the answer; this class does all else: phases,
// limits, errors, the ends that no protocol foresees, and repeating a request that the provider did not take as it was.
// What one read from the network brings is delivered at once, as one batch.
class HttpChatReply : public ChatReply
{
    Q_OBJECT
public:
    HttpChatReply(QNetworkAccessManager *network, const Limits &limits);
    ~HttpChatReply() override;

    // To be called once, after construction.
    void start();

protected:
    struct Call
    {
        HttpRequest request;
        QStringList notices; // each is told once, however often the request is made; empty ones are not
        std::unique_ptr<AnswerParser> parser;
    };

    // Called before each makeCall(), for what has to be fetched first. Calls ready() once, at once or later; that does
    // nothing if the reply was cancelled or deleted meanwhile.
    virtual void prepare(std::function<void()> ready);
    virtual Result<Call> makeCall() = 0;
    // What an answer with a status that is neither 2xx nor 3xx means.
    virtual HttpFailure judge(int status, const QList<Header> &headers, const QByteArray &body);
    // A status that is not 2xx came. Returns what to tell the person if makeCall() now makes a request that differs in
    // what was wrong; it is then made. Must give up after a few times.
    virtual std::optional<Notice> repair(const HttpFailure &failure);

    // A notice that repair() told in other words.
    void markTold(const QString &notice) { m_told.append(notice); }

    void abort() override;

private:
    ChatEvents untold(const QStringList &notices);
    void prepareAndSend(const ChatEvents &batch);
    void send(ChatEvents batch);
    bool isAnswer() const { return m_exchange->status() / 100 == 2; }
    void reach(Phase phase, ChatEvents more = {});
    ChatEvents headEvents() const;
    void onHead();
    void onBody(const QByteArray &bytes);
    void onEnded(const std::optional<TransportFailure> &failure);
    void endRefused();
    void endAnswer(const std::optional<TransportFailure> &failure);
    void end(ChatEvents last, ChatOutcome outcome);
    void dropExchange();

    QNetworkAccessManager *m_network;
    Limits m_limits;
    QDeadlineTimer m_deadline;
    std::optional<Phase> m_phase; // the last one that was reported
    HttpExchange *m_exchange = nullptr;
    HttpRequest m_request;
    std::unique_ptr<AnswerParser> m_parser;
    QStringList m_told;
    bool m_aborted = false;
    bool m_whole = false; // the answer came in one piece, or is an error: m_body collects it
    QByteArray m_body;
};

} // namespace evenhand
