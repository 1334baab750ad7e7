// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/text/textfigures.h"
#include "ui/answer/idlework.h"

#include <QPointer>

#include <optional>

namespace evenhand {

class BlockView;

// Counts what is in a text, in quiet moments. The raw view tells nothing of a text's parts: there the figures stay what
// they were.
class FigureCount : public QObject
{
    Q_OBJECT
public:
    explicit FigureCount(QObject *parent = nullptr);

    void setView(BlockView *view);                                          // null: nothing to count
    const std::optional<TextFigures> &figures() const { return m_figures; } // no value: not counted yet

signals:
    void changed();

private:
    void beginAgain();
    bool countSlice(const QDeadlineTimer &deadline);

    QPointer<BlockView> m_view;
    std::optional<TextFigures> m_figures;
    TextFigures m_sum;
    qsizetype m_counted = 0; // blocks
    IdleWork m_work;
};

} // namespace evenhand
