// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#include "plugins/http/ssedecoder.h"

#include <utility>

namespace evenhand {

static qsizetype findLineEnd(QByteArrayView bytes, qsizetype from)
{
    for (qsizetype i = from; i < bytes.size(); ++i) {
        if (bytes[i] == '\n' || bytes[i] == '\r')
            return i;
    }
    return -1;
}

QList<SseEvent> SseDecoder::feed(QByteArrayView bytes)
{
    QList<SseEvent> events;
    if (bytes.isEmpty())
        return events;
    // CR and LF that two reads tore apart are one line end.
    qsizetype start = std::exchange(m_afterCarriageReturn, false) && bytes.front() == '\n' ? 1 : 0;
    for (qsizetype end = findLineEnd(bytes, start); end >= 0; end = findLineEnd(bytes, start)) {
        const QByteArrayView piece = bytes.sliced(start, end - start);
        if (m_line.isEmpty()) {
            takeLine(piece, events);
        } else {
            m_line += piece;
            takeLine(std::exchange(m_line, {}), events);
        }
        start = end + 1;
        if (bytes[end] == '\r') {
            if (start == bytes.size())
                m_afterCarriageReturn = true;
            else if (bytes[start] == '\n')
                ++start;
        }
    }
    m_line += bytes.sliced(start);
    return events;
}

QList<SseEvent> SseDecoder::finish()
{
    QList<SseEvent> events;
    if (!m_line.isEmpty())
        takeLine(std::exchange(m_line, {}), events);
    dispatch(events);
    return events;
}

void SseDecoder::takeLine(QByteArrayView line, QList<SseEvent> &events)
{
    if (std::exchange(m_firstLine, false) && line.startsWith("\xEF\xBB\xBF"))
        line = line.sliced(3);
    if (line.isEmpty()) {
        dispatch(events);
        return;
    }
    const qsizetype colon = line.indexOf(':');
    const QByteArrayView field = colon < 0 ? line : line.first(colon);
    QByteArrayView value = colon < 0 ? QByteArrayView() : line.sliced(colon + 1);
    if (value.startsWith(' '))
        value = value.sliced(1);
    if (field == "data") {
        m_event.data += value;
        m_event.data += '\n';
    } else if (field == "event") {
        m_event.name = value.toByteArray();
    }
}

void SseDecoder::dispatch(QList<SseEvent> &events)
{
    SseEvent event = std::exchange(m_event, {});
    event.data.chop(1); // every line of data was ended
    if (!event.data.isEmpty())
        events.append(std::move(event));
}

} // namespace evenhand
