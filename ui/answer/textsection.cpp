// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/textsection.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/plaintextview.h"

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
    , m_view(new PlainTextView(face, Theme::dimRole))
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
        setText(m_text);
    m_view->setVisible(expanded);
    updateHead();
}

void TextSection::setText(const QString &text)
{
    m_text = text;
    if (!m_expanded || m_shown >= m_text.size())
        return;
    m_view->appendText(QStringView(m_text).sliced(m_shown));
    m_shown = m_text.size();
}

void TextSection::clear()
{
    m_text.clear();
    m_shown = 0;
    m_view->clearText();
}

void TextSection::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(QRect(0, 0, lineWidth, height()), Theme::colors().line);
}

} // namespace evenhand
