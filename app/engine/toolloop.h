// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/answer.h"
#include "app/core/prompt.h"

namespace evenhand {

// The requests of one attempt: what is sent next when a model has called tools whose results were recorded. Nothing is
// sent back unless every call of the answer can be answered, since providers refuse a call that no result follows.
class ToolLoop
{
public:
    static constexpr int mostRequests = 8; // of an attempt

    struct Step
    {
        QList<ToolResult> results; // told by the next request; empty: there is none
        QString notice;            // why there is none, where the person might expect one

        bool operator==(const Step &) const = default;
    };

    ToolLoop(const ChatRequest &request, const RecordedResults &recorded);

    // To be sent now.
    const ChatRequest &request() const { return m_request; }
    bool isFirst() const { return m_requests == 1; }
    // Of the answer to it, as it came: what goes back is not redacted.
    void add(const ChatEvents &events);
    // The answer has ended as the protocol says.
    Step next();

private:
    Step judge() const;
    QList<ToolResult> results() const; // empty: not every call has one
    QString freeId(qsizetype call) const;

    ChatRequest m_request;
    RecordedResults m_recorded;
    Answer m_answer;
    int m_requests = 1;
};

} // namespace evenhand
