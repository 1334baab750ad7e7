// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#pragma once

#include <QByteArrayList>

namespace evenhand {

// Takes lines apart, each of which is one JSON text. They end with LF or CRLF; empty ones are skipped, and the last one
// needs no end.
class NdjsonDecoder
{
public:
    QByteArrayList feed(QByteArrayView bytes);
    // The stream is over: what has no line end yet.
    QByteArrayList finish();

private:
    QByteArray m_line; // its beginning, as far as it is here
};

} // namespace evenhand
