// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/textsection.h"

#include "ui/answer/blockview.h"
#include "ui/widgets/buttons.h"

#include <QBoxLayout>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr int lineWidth = 2;

} // namespace

TextSection::TextSection(Theme::Face face, bool expanded, QWidget *parent)
    : QWidget(parent)
    , m_head(quietButton({}))
    , m_view(new BlockView(face, Theme::dimRole))
    , m_expanded(expanded)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(lineWidth + Theme::halfStep, 0, 0, 0);
    layout->setSpacing(Theme::halfStep);
    layout->addWidget(m_head, 0, Qt::AlignLeft);
    auto *inset = new QHBoxLayout;
    inset->setContentsMargins(Theme::step, 0, 0, 0);
    inset->addWidget(m_view);
    layout->addLayout(inset);
    m_view->setVisible(expanded);
    connect(m_head, &QPushButton::clicked, this, [this] { setExpanded(!m_expanded); });
}

void TextSection::setTitle(const QString &title)
{
    if (title == m_title)
        return;
    m_title = title;
    updateHead();
}

void TextSection::updateHead()
{
    m_head->setIcon(Theme::icon(m_expanded ? u"arrow-down"_s : u"arrow-right"_s));
    m_head->setText(m_title);
    m_head->setAccessibleName(m_title);
    m_head->setAccessibleDescription(m_expanded ? tr("Unfolded") : tr("Folded"));
}

void TextSection::setExpanded(bool expanded)
{
    m_expanded = expanded;
    if (expanded)
        readNow();
    m_view->setVisible(expanded);
    updateHead();
}

void TextSection::setMode(AnswerReader::Mode mode, const QString &language)
{
    if (mode != m_view->mode())
        m_view->setMode(mode, language);
}

void TextSection::setText(const QString &text)
{
    m_text = text;
    if (m_expanded)
        readNow();
}

void TextSection::endText()
{
    m_ended = true;
    if (m_expanded)
        m_view->endText();
}

void TextSection::readNow()
{
    m_view->setText(m_text);
    if (m_ended)
        m_view->endText();
}

void TextSection::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(QRect(0, 0, lineWidth, height()), Theme::colors().line);
}

} // namespace evenhand
