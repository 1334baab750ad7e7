// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/chattext.h"

#include <evenhand/reply.h>

#include <QPointer>

namespace evenhand {

// Keeps what a reply said, and what it should not have done.
class ChatLog final : public QObject
{
    Q_OBJECT
public:
    explicit ChatLog(ChatReply *reply);

    bool waitForEnd() const; // false when it did not come

    template<typename T>
    QList<T> all() const
    {
        return evenhand::all<T>(events);
    }
    QString text() const;       // the visible text
    QString everything() const; // all that was said, on lines
    QString errorCode() const;  // "" while there is no error

    ChatEvents events;
    QList<ChatEvents> batches;
    QList<ChatOutcome> outcomes;
    int eventsAfterEnd = 0;

signals:
    void said(int count); // after every batch: how many events so far
};

} // namespace evenhand
