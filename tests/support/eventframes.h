// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

namespace evenhand {

// The bytes and behind them their checksum, whose sum is computed bit by bit.
QByteArray withChecksum(const QByteArray &bytes);
// What a frame of application/vnd.amazon.eventstream begins with.
QByteArray eventPrelude(quint32 total, quint32 headers);
// A frame with these bytes for headers, which may be wrong; its checksums are right.
QByteArray eventFrame(const QByteArray &headers, const QByteArray &payload = {});

} // namespace evenhand
