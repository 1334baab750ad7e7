// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>

namespace evenhand {

struct SseEvent
{
    QByteArray name; // empty: the stream named none
    QByteArray data;

    bool operator==(const SseEvent &) const = default;
};

// Server-sent events, by the rules of the HTML standard with two differences that language model servers make
// necessary: an event that the end of the stream cuts off before its blank line is delivered by finish(), and an
// event without data is dropped even if it has a name. Bytes may be cut anywhere, also within a character.
class SseDecoder
{
public:
    QList<SseEvent> feed(QByteArrayView bytes);
    QList<SseEvent> finish();

private:
    void takeLine(QByteArrayView line, QList<SseEvent> &events);
    void dispatch(QList<SseEvent> &events);

    QByteArray m_line; // the beginning of a line whose end has not come
    SseEvent m_event;
    bool m_firstLine = true;
    bool m_afterCarriageReturn = false;
};

} // namespace evenhand
