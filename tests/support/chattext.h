// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <evenhand/chat.h>

namespace evenhand {

// One event on one line, complete enough that no text of it can hide.
QString toText(const ChatEvent &event);
QString toText(const ChatOutcome &outcome);

// What an answer is made of, without the moments and claims around it: text, reasoning, refusal and tool call pieces
// that follow each other as one line, then usage and stop.
QStringList spoken(const ChatEvents &events);

template<typename T>
QList<T> all(const ChatEvents &events)
{
    QList<T> found;
    for (const ChatEvent &event : events) {
        if (const T *match = std::get_if<T>(&event))
            found.append(*match);
    }
    return found;
}

QStringList notices(const ChatEvents &events);

} // namespace evenhand
