// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/prompts/versionview.h"

#include "ui/answer/blockview.h"
#include "ui/widgets/labels.h"

#include <QBoxLayout>

namespace evenhand {
namespace {

BlockView *rawView(const QString &name)
{
    auto *view = new BlockView;
    view->setMode(AnswerReader::Mode::Raw);
    view->setAccessibleName(name);
    return view;
}

void write(BlockView *view, const QString &text)
{
    view->clear();
    view->setText(text);
    view->endText();
}

} // namespace

VersionView::VersionView(QWidget *parent)
    : QScrollArea(parent)
    , m_number(textLabel({}, Theme::Face::Strong))
    , m_systemTitle(textLabel(tr("System part"), Theme::Face::Small, Theme::dimRole))
    , m_system(rawView(tr("System part")))
    , m_text(rawView(tr("Prompt")))
{
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *body = new QWidget;
    body->setBackgroundRole(QPalette::Base);
    auto *layout = new QVBoxLayout(body);
    layout->setContentsMargins(Theme::edge, Theme::edge, Theme::edge, Theme::edge);
    layout->setSpacing(Theme::step);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_number, m_systemTitle, m_system})
        layout->addWidget(widget);
    layout->addWidget(textLabel(tr("Prompt"), Theme::Face::Small, Theme::dimRole));
    layout->addWidget(m_text);
    layout->addStretch(1);
    setWidget(body);
    for (BlockView *view : {m_system, m_text})
        connect(view, &BlockView::completed, this, &VersionView::completed);
}

void VersionView::setVersion(const PromptVersion &version)
{
    m_number->setText(tr("Version %1").arg(version.number));
    m_systemTitle->setVisible(!version.text.system.isEmpty());
    m_system->setVisible(!version.text.system.isEmpty());
    write(m_system, version.text.system);
    write(m_text, version.text.user);
}

QList<QList<Block>> VersionView::parts() const
{
    return {m_system->blocks(), m_text->blocks()};
}

void VersionView::setMarks(const QList<QList<TextRange>> &parts)
{
    m_system->setMarks(BlockMark::Difference, parts.value(0));
    m_text->setMarks(BlockMark::Difference, parts.value(1));
}

} // namespace evenhand
