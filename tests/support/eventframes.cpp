// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/eventframes.h"

#include <QtEndian>

namespace evenhand {

QByteArray withChecksum(const QByteArray &bytes)
{
    quint32 sum = ~quint32(0);
    for (const char byte : bytes) {
        sum ^= uchar(byte);
        for (int bit = 0; bit < 8; ++bit)
            sum = sum & 1 ? sum >> 1 ^ 0xEDB88320 : sum >> 1;
    }
    QByteArray end(4, Qt::Uninitialized);
    qToBigEndian(~sum, end.data());
    return bytes + end;
}

QByteArray eventPrelude(quint32 total, quint32 headers)
{
    QByteArray bytes(8, Qt::Uninitialized);
    qToBigEndian(total, bytes.data());
    qToBigEndian(headers, bytes.data() + 4);
    return withChecksum(bytes);
}

QByteArray eventFrame(const QByteArray &headers, const QByteArray &payload)
{
    const auto size = quint32(headers.size());
    return withChecksum(eventPrelude(size + quint32(payload.size()) + 16, size) + headers + payload);
}

} // namespace evenhand
