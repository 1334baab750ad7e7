// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/text/answerreader.h"

namespace evenhand {

// Gives a text that grows, or is replaced by another, to a reader: piece by piece, when it is asked to.
class TextFeed
{
public:
    const AnswerReader &reader() const { return m_reader; }
    // Begins anew with what is there; all of it waits.
    void setMode(AnswerReader::Mode mode, const QString &language);
    const QString &language() const { return m_language; }

    // The whole text so far. False: it begins differently, and is read from its beginning. `grows`: it is known to be the
    // last one with something at its end, of which no more is looked at than the ends.
    bool setText(const QString &text, bool grows);
    void end(); // nothing follows

    bool hasMore() const { return m_read < m_text.size() || (m_ended && !m_finished); }
    qsizetype readLength() const { return m_read; }
    qsizetype waitingLength() const { return std::max<qsizetype>(0, m_text.size() - m_read); }
    // Reads so many characters more, or all.
    BlockChanges read(qsizetype most);

private:
    bool continues(const QString &text, bool grows) const;
    void startAgain();

    AnswerReader m_reader;
    QString m_language;
    QString m_text; // while something of it waits
    qsizetype m_read = 0;
    QString m_head; // of what was read
    QString m_tail; // likewise
    bool m_ended = false;
    bool m_finished = false;
};

} // namespace evenhand
