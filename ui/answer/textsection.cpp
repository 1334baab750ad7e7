// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/textsection.h"

#include "ui/answer/blockview.h"

namespace evenhand {

TextSection::TextSection(Theme::Face face, bool expanded, QWidget *parent)
    : TextSection(new BlockView(face, Theme::dimRole), expanded, parent)
{
}

TextSection::TextSection(BlockView *view, bool expanded, QWidget *parent)
    : Fold(view, expanded, parent)
    , m_view(view)
{
    connect(this, &Fold::aboutToExpand, this, &TextSection::readNow);
}

void TextSection::setMode(AnswerReader::Mode mode, const QString &language)
{
    if (mode != m_view->mode())
        m_view->setMode(mode, language);
}

void TextSection::setText(const QString &text)
{
    m_text = text;
    if (isExpanded())
        readNow();
}

void TextSection::endText()
{
    m_ended = true;
    if (isExpanded())
        m_view->endText();
}

void TextSection::readNow()
{
    m_view->setText(m_text);
    if (m_ended)
        m_view->endText();
}

} // namespace evenhand
