// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/pageframe.h"

#include "ui/shell/theme.h"
#include "ui/widgets/labels.h"

#include <QBoxLayout>
#include <QPushButton>

namespace evenhand {
namespace {

constexpr int widestTitle = 240;

template<typename Layout>
Layout *bareLayout(QWidget *parent = nullptr)
{
    auto *layout = parent ? new Layout(parent) : new Layout;
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    return layout;
}

} // namespace

PageFrame::PageFrame(const QString &contextTitle, QWidget *parent)
    : QWidget(parent)
    , m_context(new QWidget(this))
    , m_contextHead(bareLayout<QHBoxLayout>())
    , m_contextBody(bareLayout<QVBoxLayout>())
    , m_title(new ElidedLabel(Qt::ElideRight, this))
    , m_bar(bareLayout<QHBoxLayout>())
    , m_body(bareLayout<QVBoxLayout>())
{
    m_context->setFixedWidth(Theme::contextWidth);
    m_context->setAccessibleName(contextTitle);
    auto *context = bareLayout<QHBoxLayout>(m_context);
    auto *column = bareLayout<QVBoxLayout>();
    m_contextHead->setContentsMargins(14, 0, Theme::step, 0);
    m_contextHead->setSpacing(Theme::halfStep);
    m_contextHead->addWidget(textLabel(contextTitle, Theme::Face::Strong), 1);
    auto *contextBar = new QWidget(m_context);
    contextBar->setFixedHeight(Theme::barHeight - Theme::halfStep);
    contextBar->setLayout(m_contextHead);
    column->addWidget(contextBar);
    column->addLayout(m_contextBody, 1);
    context->addLayout(column, 1);
    context->addWidget(new Rule(Qt::Vertical));

    m_title->setFont(Theme::font(Theme::Face::Title));
    m_bar->setContentsMargins(Theme::edge, 0, Theme::edge, 0);
    m_bar->setSpacing(Theme::step);
    m_title->setMaximumWidth(widestTitle);
    m_bar->addWidget(m_title);
    auto *bar = new QWidget(this);
    bar->setMinimumHeight(Theme::barHeight);
    bar->setBackgroundRole(QPalette::Base);
    bar->setAutoFillBackground(true);
    bar->setLayout(m_bar);

    auto *page = bareLayout<QVBoxLayout>();
    page->addWidget(bar);
    page->addWidget(new Rule(Qt::Horizontal));
    page->addLayout(m_body, 1);
    auto *frame = bareLayout<QHBoxLayout>(this);
    frame->addWidget(m_context);
    frame->addLayout(page, 1);
}

void PageFrame::setTitle(const QString &title)
{
    m_title->setText(title);
}

QString PageFrame::title() const
{
    return m_title->text();
}

bool PageFrame::isContextVisible() const
{
    return !m_context->isHidden();
}

void PageFrame::setContextVisible(bool visible)
{
    m_context->setVisible(visible);
}

EmptyState::EmptyState(const QString &sentence, const QString &action, QWidget *parent)
    : QWidget(parent)
    , m_actions(new QHBoxLayout)
{
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(Theme::edge);
    layout->addStretch();
    QLabel *label = textLabel(sentence, Theme::Face::Body, Theme::dimRole);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignCenter);
    layout->addWidget(label);
    m_actions->setSpacing(Theme::step);
    m_actions->setAlignment(Qt::AlignHCenter);
    layout->addLayout(m_actions);
    layout->addStretch();
    if (!action.isEmpty())
        connect(addAction(action), &QPushButton::clicked, this, &EmptyState::triggered);
}

QPushButton *EmptyState::addAction(const QString &text)
{
    auto *button = new QPushButton(text);
    button->setAutoDefault(false);
    m_actions->addWidget(button);
    return button;
}

} // namespace evenhand
