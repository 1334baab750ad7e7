// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#include "plugins/http/ndjsondecoder.h"

#include <utility>

namespace evenhand {

QByteArrayList NdjsonDecoder::feed(QByteArrayView bytes)
{
    QByteArrayList lines;
    qsizetype start = 0;
    for (qsizetype end = bytes.indexOf('\n'); end >= 0; end = bytes.indexOf('\n', start)) {
        m_line += bytes.sliced(start, end - start);
        lines += finish();
        start = end + 1;
    }
    m_line += bytes.sliced(start);
    return lines;
}

QByteArrayList NdjsonDecoder::finish()
{
    QByteArray line = std::exchange(m_line, {}).trimmed();
    return line.isEmpty() ? QByteArrayList() : QByteArrayList{std::move(line)};
}

} // namespace evenhand
