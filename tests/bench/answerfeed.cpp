// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/answerfeed.h"

#include "ui/answer/blockview.h"

#include <QCoreApplication>
#include <QScrollBar>

namespace evenhand {

AnswerFeed::AnswerFeed()
    : m_view(new BlockView)
{
    m_view->setStreaming(true);
    m_area.setWidgetResizable(true);
    m_area.setWidget(m_view);
    QScrollBar *bar = m_area.verticalScrollBar();
    QObject::connect(bar, &QScrollBar::rangeChanged, bar, [bar] { bar->setValue(bar->maximum()); });
    m_area.resize(600, 800);
    m_area.show();
    QCoreApplication::processEvents();
}

void AnswerFeed::add(QStringView piece)
{
    m_text += piece;
    m_view->setText(m_text);
    QCoreApplication::processEvents();
}

void AnswerFeed::set(const QString &text)
{
    m_text = text;
    m_view->setText(m_text);
}

} // namespace evenhand
