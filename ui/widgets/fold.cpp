// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/fold.h"

#include "ui/models/format.h"
#include "ui/shell/theme.h"
#include "ui/widgets/buttons.h"

#include <QBoxLayout>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr int lineWidth = 2;
constexpr qsizetype longestTitle = 40; // characters: a narrow pane has room for them

} // namespace

Fold::Fold(QWidget *content, bool expanded, QWidget *parent)
    : QWidget(parent)
    , m_head(quietButton({}))
    , m_content(content)
    , m_expanded(expanded)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(lineWidth + Theme::halfStep, 0, 0, 0);
    layout->setSpacing(Theme::halfStep);
    layout->addWidget(m_head, 0, Qt::AlignLeft);
    auto *inset = new QHBoxLayout;
    inset->setContentsMargins(Theme::step, 0, 0, 0);
    inset->addWidget(m_content);
    layout->addLayout(inset);
    m_content->setVisible(expanded);
    connect(m_head, &QPushButton::clicked, this, [this] { setExpanded(!m_expanded); });
}

void Fold::setTitle(const QString &title)
{
    if (title == m_title)
        return;
    m_title = title;
    updateHead();
}

void Fold::updateHead()
{
    m_head->setIcon(Theme::icon(m_expanded ? u"arrow-down"_s : u"arrow-right"_s));
    QString text = m_title;
    if (text.size() > longestTitle)
        text.replace(longestTitle / 2, text.size() - longestTitle + 1, u'…');
    m_head->setToolTip(text == m_title ? QString() : Format::toolTip(m_title));
    m_head->setText(text.replace(u'&', "&&"_L1));
    m_head->setAccessibleName(m_title);
    m_head->setAccessibleDescription(m_expanded ? tr("Unfolded") : tr("Folded"));
}

void Fold::setExpanded(bool expanded)
{
    if (expanded && !m_expanded)
        emit aboutToExpand();
    m_expanded = expanded;
    m_content->setVisible(expanded);
    updateHead();
}

void Fold::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(QRect(0, 0, lineWidth, height()), Theme::colors().line);
}

} // namespace evenhand
