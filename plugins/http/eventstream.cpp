// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#include "plugins/http/eventstream.h"

#include <QTimeZone>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <optional>

namespace evenhand {

namespace {

constexpr qsizetype preludeSize = 12; // two lengths and their checksum
constexpr qsizetype checksumSize = 4;

// IEEE 802.3, reflected.
constexpr std::array<quint32, 256> makeChecksumTable()
{
    std::array<quint32, 256> table{};
    for (quint32 i = 0; i < table.size(); ++i) {
        quint32 value = i;
        for (int bit = 0; bit < 8; ++bit)
            value = value & 1 ? value >> 1 ^ 0xEDB88320 : value >> 1;
        table[i] = value;
    }
    return table;
}

quint32 checksum(QByteArrayView bytes)
{
    static constexpr std::array<quint32, 256> table = makeChecksumTable();
    quint32 sum = ~quint32(0);
    for (const char byte : bytes)
        sum = sum >> 8 ^ table[(sum ^ uchar(byte)) & 0xFF];
    return ~sum;
}

template<typename Number>
Number numberAt(QByteArrayView bytes, qsizetype offset)
{
    return qFromBigEndian<Number>(bytes.data() + offset);
}

template<typename Number>
QByteArray bytesOf(Number number)
{
    QByteArray bytes(sizeof(Number), Qt::Uninitialized);
    qToBigEndian(number, bytes.data());
    return bytes;
}

// Takes pieces from the front of a block of headers; what is not there makes it fail.
class FieldReader
{
public:
    explicit FieldReader(QByteArrayView bytes)
        : m_bytes(bytes)
    {
    }

    std::optional<QList<EventStreamMessage::Field>> read()
    {
        QList<EventStreamMessage::Field> fields;
        while (!m_bytes.isEmpty()) {
            QByteArray name = take(number<quint8>()).toByteArray();
            std::optional<EventStreamMessage::Value> value = takeValue(number<quint8>());
            if (m_failed || !value || name.isEmpty())
                return std::nullopt;
            fields.append({.name = std::move(name), .value = *std::move(value)});
        }
        return fields;
    }

private:
    QByteArrayView take(qsizetype size)
    {
        if (size > m_bytes.size()) {
            m_failed = true;
            return {};
        }
        const QByteArrayView piece = m_bytes.first(size);
        m_bytes = m_bytes.sliced(size);
        return piece;
    }

    template<typename Number>
    Number number()
    {
        const QByteArrayView piece = take(sizeof(Number));
        return piece.isEmpty() ? Number(0) : numberAt<Number>(piece, 0);
    }

    std::optional<EventStreamMessage::Value> takeValue(quint8 type)
    {
        switch (type) {
        case 0:
            return true;
        case 1:
            return false;
        case 2:
            return qint64(number<qint8>());
        case 3:
            return qint64(number<qint16>());
        case 4:
            return qint64(number<qint32>());
        case 5:
            return number<qint64>();
        case 6:
            return take(number<quint16>()).toByteArray();
        case 7:
            return QString::fromUtf8(take(number<quint16>()));
        case 8:
            return QDateTime::fromMSecsSinceEpoch(number<qint64>(), QTimeZone::UTC);
        case 9:
            return takeUuid();
        default:
            return std::nullopt;
        }
    }

    std::optional<EventStreamMessage::Value> takeUuid()
    {
        const QByteArrayView bytes = take(16);
        return m_failed ? std::nullopt : std::optional<EventStreamMessage::Value>(QUuid::fromRfc4122(bytes));
    }

    QByteArrayView m_bytes;
    bool m_failed = false;
};

// A frame whose prelude was judged before.
std::optional<EventStreamMessage> readFrame(QByteArrayView frame)
{
    const QByteArrayView covered = frame.chopped(checksumSize);
    if (numberAt<quint32>(frame, covered.size()) != checksum(covered))
        return std::nullopt;
    const qsizetype headersLength = numberAt<quint32>(frame, 4);
    std::optional<QList<EventStreamMessage::Field>> fields =
        FieldReader(covered.sliced(preludeSize, headersLength)).read();
    if (!fields)
        return std::nullopt;
    return EventStreamMessage{.fields = *std::move(fields),
                              .payload = covered.sliced(preludeSize + headersLength).toByteArray()};
}

} // namespace

QString EventStreamMessage::text(QByteArrayView name) const
{
    const auto found = std::ranges::find_if(fields, [name](const Field &field) { return field.name == name; });
    const QString *value = found == fields.end() ? nullptr : std::get_if<QString>(&found->value);
    return value ? *value : QString();
}

QByteArray eventStreamFrame(const EventStreamMessage &message)
{
    QByteArray headers;
    for (const EventStreamMessage::Field &field : message.fields) {
        const QByteArray value = std::get<QString>(field.value).toUtf8();
        headers += bytesOf(quint8(field.name.size())) + field.name + bytesOf(quint8(7)) + bytesOf(quint16(value.size()))
                   + value;
    }
    const qsizetype total = preludeSize + headers.size() + message.payload.size() + checksumSize;
    QByteArray frame = bytesOf(quint32(total)) + bytesOf(quint32(headers.size()));
    frame += bytesOf(checksum(frame)) + headers + message.payload;
    return frame + bytesOf(checksum(frame));
}

qsizetype EventStreamDecoder::frameLength(QByteArrayView bytes)
{
    if (bytes.size() < preludeSize)
        return 0;
    const qsizetype total = numberAt<quint32>(bytes, 0);
    const qsizetype headers = numberAt<quint32>(bytes, 4);
    m_broken = numberAt<quint32>(bytes, 8) != checksum(bytes.first(8)) || total < preludeSize + checksumSize
               || total > longestFrame || headers > total - preludeSize - checksumSize;
    return m_broken ? 0 : total;
}

QList<EventStreamMessage> EventStreamDecoder::feed(QByteArrayView bytes)
{
    QList<EventStreamMessage> messages;
    if (m_broken)
        return messages;
    m_bytes += bytes;
    QByteArrayView left = m_bytes;
    for (qsizetype length = frameLength(left); length > 0 && length <= left.size(); length = frameLength(left)) {
        std::optional<EventStreamMessage> message = readFrame(left.first(length));
        if (!message) {
            m_broken = true;
            break;
        }
        messages.append(*std::move(message));
        left = left.sliced(length);
    }
    if (left.size() < m_bytes.size())
        m_bytes = left.toByteArray();
    return messages;
}

} // namespace evenhand
