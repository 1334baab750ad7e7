// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/settings/formfold.h"

#include "ui/shell/theme.h"
#include "ui/widgets/buttons.h"

#include <QBoxLayout>

using namespace Qt::StringLiterals;

namespace evenhand {

FormFold::FormFold(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_head(quietButton(title, this))
    , m_content(new QWidget(this))
    , m_layout(new QVBoxLayout(m_content))
{
    m_head->setAccessibleName(title);
    m_head->setFont(Theme::font(Theme::Face::Strong));
    m_layout->setContentsMargins({});
    m_layout->setSpacing(Theme::step + Theme::halfStep);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(Theme::step);
    column->addWidget(m_head, 0, Qt::AlignLeft);
    column->addWidget(m_content);
    connect(m_head, &QPushButton::clicked, this, [this] { setExpanded(m_content->isHidden()); });
    setExpanded(false);
}

void FormFold::setExpanded(bool expanded)
{
    m_content->setVisible(expanded);
    m_head->setIcon(Theme::icon(expanded ? u"arrow-down"_s : u"arrow-right"_s));
    m_head->setAccessibleDescription(expanded ? tr("Unfolded") : tr("Folded"));
}

} // namespace evenhand
