// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/figurecount.h"

#include "ui/answer/blockview.h"

namespace evenhand {

FigureCount::FigureCount(QObject *parent)
    : QObject(parent)
    , m_work([this](const QDeadlineTimer &deadline) { return countSlice(deadline); })
{
}

void FigureCount::setView(BlockView *view)
{
    if (view == m_view)
        return;
    if (m_view)
        disconnect(m_view, nullptr, this, nullptr);
    m_view = view;
    m_figures.reset();
    if (m_view) {
        connect(m_view, &BlockView::blocksChanged, this, &FigureCount::beginAgain);
        connect(m_view, &BlockView::completed, this, &FigureCount::beginAgain);
    }
    beginAgain();
    emit changed();
}

void FigureCount::beginAgain()
{
    m_sum = {};
    m_counted = 0;
    if (m_view && m_view->isComplete() && m_view->mode() != AnswerReader::Mode::Raw)
        m_work.start();
}

bool FigureCount::countSlice(const QDeadlineTimer &deadline)
{
    if (!m_view || !m_view->isComplete() || m_view->mode() == AnswerReader::Mode::Raw)
        return false;
    const QList<Block> &blocks = m_view->blocks();
    for (; m_counted < blocks.size(); ++m_counted) {
        if (deadline.hasExpired())
            return true;
        m_sum += figuresOf({blocks.at(m_counted)});
    }
    m_figures = m_sum;
    emit changed();
    return false;
}

} // namespace evenhand
