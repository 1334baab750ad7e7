// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <evenhand/reply.h>

#include <QPointer>

namespace evenhand {

// One event on one line, complete enough that no text of it can hide.
QString toText(const ChatEvent &event);
QString toText(const ChatOutcome &outcome);

// What an answer is made of, without the moments and claims around it: text, reasoning, refusal and tool call pieces
// that follow each other as one line, then usage and stop.
QStringList spoken(const ChatEvents &events);

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
        QList<T> found;
        for (const ChatEvent &event : events) {
            if (const T *match = std::get_if<T>(&event))
                found.append(*match);
        }
        return found;
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
