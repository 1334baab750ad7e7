// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/text/textfigures.h"

#include <QPointer>
#include <QTimer>

#include <optional>

namespace evenhand {

class BlockView;

// Counts what is in a text, a slice at a time. The raw view tells nothing of a text's parts: there the figures stay what
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
    void countSlice();

    QPointer<BlockView> m_view;
    std::optional<TextFigures> m_figures;
    TextFigures m_sum;
    qsizetype m_counted = 0; // blocks
    QTimer m_slices;
};

} // namespace evenhand
