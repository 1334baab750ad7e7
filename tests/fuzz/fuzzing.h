// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>
#include <QRandomGenerator>
#include <QString>

namespace evenhand {

// Ends the program when there is a fault, which becomes its last words.
void require(const QString &fault);

// Lengths of pieces, as one byte of the input says: from single bytes to long ones.
class PieceLengths
{
public:
    explicit PieceLengths(uint8_t seed);

    qsizetype next() { return m_random.bounded(1, m_longest + 1); }

private:
    QRandomGenerator m_random;
    int m_longest;
};

inline QByteArrayView bytesOf(const uint8_t *data, size_t size)
{
    return {data, qsizetype(size)};
}

} // namespace evenhand
