// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QScrollArea>

namespace evenhand {

class BlockView;

// A view of a streaming answer that is shown, scrolled to its end, and fed by hand.
class AnswerFeed
{
public:
    AnswerFeed();

    BlockView &view() { return *m_view; }
    const QString &text() const { return m_text; }
    // Shows it, too: returns when it is painted.
    void add(QStringView piece);
    void set(const QString &text); // does not wait

private:
    QScrollArea m_area;
    BlockView *m_view;
    QString m_text;
};

} // namespace evenhand
