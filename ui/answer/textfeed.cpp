// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/textfeed.h"

namespace evenhand {
namespace {

constexpr qsizetype sampleLength = 256; // characters

} // namespace

void TextFeed::setMode(AnswerReader::Mode mode, const QString &language)
{
    if (m_read > 0)
        m_text = QString::fromUtf8(m_reader.source()).append(QStringView(m_text).mid(m_read));
    m_language = language;
    m_reader = AnswerReader(mode, language);
    startAgain();
}

void TextFeed::startAgain()
{
    m_read = 0;
    m_head.clear();
    m_tail.clear();
    m_finished = false;
}

bool TextFeed::setText(const QString &text, bool grows)
{
    const bool same = continues(text, grows) && !(m_finished && text.size() > m_read);
    if (!same) {
        m_reader = AnswerReader(m_reader.mode(), m_language);
        startAgain();
        m_ended = false;
    }
    m_text = text.size() > m_read ? text : QString();
    return same;
}

bool TextFeed::continues(const QString &text, bool grows) const
{
    if (text.size() < m_read)
        return false;
    const QStringView known = QStringView(text).first(m_read);
    if (!known.startsWith(m_head) || !known.endsWith(m_tail))
        return false;
    return grows || QAnyStringView::equal(known, QUtf8StringView(m_reader.source()));
}

void TextFeed::end()
{
    m_ended = true;
}

BlockChanges TextFeed::read(qsizetype most)
{
    if (m_read >= m_text.size()) {
        m_finished = true;
        return m_reader.finish();
    }
    const QStringView piece = QStringView(m_text).mid(m_read, most);
    const BlockChanges changes = m_reader.feed(piece);
    m_read += piece.size();
    const QStringView known = QStringView(m_text).first(m_read);
    m_head = known.first(std::min(sampleLength, m_read)).toString();
    m_tail = known.last(std::min(sampleLength, m_read)).toString();
    if (m_read == m_text.size())
        m_text.clear(); // whoever holds it may let it grow in place
    return changes;
}

} // namespace evenhand
