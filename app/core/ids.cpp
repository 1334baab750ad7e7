// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/core/ids.h"

#include <QDateTime>
#include <QtEndian>

#include <atomic>

namespace evenhand {

QUuid orderedUuid()
{
    static std::atomic<quint16> made = 0;
    constexpr quint16 version = 0x7000;
    constexpr quint16 counterBits = 0x0fff;
    QByteArray bytes = QUuid::createUuid().toRfc4122(); // the variant stands in the bytes that stay
    const quint64 time = quint64(QDateTime::currentMSecsSinceEpoch());
    qToBigEndian<quint64>(time << 16 | version | (made++ & counterBits), bytes.data());
    return QUuid::fromRfc4122(bytes);
}

} // namespace evenhand
