// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/figurecount.h"

#include "ui/answer/blockview.h"

#include <QDeadlineTimer>

using namespace std::chrono_literals;

namespace evenhand {
namespace {

constexpr auto slice = 4ms;

} // namespace

FigureCount::FigureCount(QObject *parent)
    : QObject(parent)
{
    connect(&m_slices, &QTimer::timeout, this, &FigureCount::countSlice);
}

void FigureCount::setView(BlockView *view)
{
    if (view == m_view)
        return;
    if (m_view)
        disconnect(m_view, nullptr, this, nullptr);
    m_view = view;
    m_figures.reset();
    if (m_view)
        connect(m_view, &BlockView::blocksChanged, this, &FigureCount::beginAgain);
    beginAgain();
    emit changed();
}

void FigureCount::beginAgain()
{
    m_slices.stop();
    if (!m_view || m_view->mode() == AnswerReader::Mode::Raw)
        return;
    m_sum = {};
    m_counted = 0;
    m_slices.start();
}

void FigureCount::countSlice()
{
    if (!m_view)
        return m_slices.stop();
    const QList<Block> &blocks = m_view->blocks();
    const QDeadlineTimer deadline(slice);
    for (; m_counted < blocks.size(); ++m_counted) {
        if (deadline.hasExpired())
            return;
        m_sum += figuresOf({blocks.at(m_counted)});
    }
    m_slices.stop();
    if (!m_view->isComplete())
        return; // more blocks are about to come
    m_figures = m_sum;
    emit changed();
}

} // namespace evenhand
