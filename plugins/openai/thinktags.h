// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QString>

namespace evenhand {

// Servers without a parser for reasoning leave it in the text, between <think> and </think> at its beginning. This
// takes the two apart; the tags may be cut anywhere.
class ThinkTagSplitter
{
public:
    struct Piece
    {
        bool reasoning = false;
        QString text;

        bool operator==(const Piece &) const = default;
    };

    QList<Piece> feed(const QString &text);
    QList<Piece> finish();

private:
    enum class State { Beginning, Reasoning, Text };

    QList<Piece> takeBeginning();
    QList<Piece> takeReasoning();

    State m_state = State::Beginning;
    QString m_held;
};

} // namespace evenhand
