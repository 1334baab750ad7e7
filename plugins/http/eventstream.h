// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QUuid>

#include <variant>

namespace evenhand {

// application/vnd.amazon.eventstream: binary frames, each with typed headers, a payload and two checksums.
struct EventStreamMessage
{
    // Whole numbers of any width are qint64.
    using Value = std::variant<bool, qint64, QByteArray, QString, QDateTime, QUuid>;
    struct Field
    {
        QByteArray name;
        Value value;

        bool operator==(const Field &) const = default;
    };

    QList<Field> fields;
    QByteArray payload;

    // The first text with this name; empty when there is none.
    QString text(QByteArrayView name) const;

    bool operator==(const EventStreamMessage &) const = default;
};

// The frame of a message, its fields being texts, for servers and tests.
QByteArray eventStreamFrame(const EventStreamMessage &message);

// Bytes may be cut anywhere. What a frame says is trusted only after its checksums were right; after one that was
// wrong, nothing that follows can be read.
class EventStreamDecoder
{
public:
    // The service's own limit.
    static constexpr qsizetype longestFrame = 24 * 1024 * 1024;

    QList<EventStreamMessage> feed(QByteArrayView bytes);

    bool isBroken() const { return m_broken; }
    // The stream would end within a frame if it ended now.
    bool hasRest() const { return !m_bytes.isEmpty(); }

private:
    // The length of the frame at the beginning of the bytes; 0: not known yet, or broken.
    qsizetype frameLength(QByteArrayView bytes);

    QByteArray m_bytes; // the beginning of a frame whose end has not come
    bool m_broken = false;
};

} // namespace evenhand
