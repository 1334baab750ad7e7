// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/compare/promptbox.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/fold.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/plaintextview.h"

#include <QBoxLayout>
#include <QPainter>

namespace evenhand {
namespace {

constexpr int linesShown = 6;
constexpr qsizetype charactersShown = 500;

QString beginning(const QString &text)
{
    qsizetype end = std::min(text.size(), charactersShown);
    qsizetype line = -1;
    for (int lines = 0; lines < linesShown; ++lines) {
        line = text.indexOf(u'\n', line + 1);
        if (line < 0)
            break;
    }
    if (line >= 0)
        end = std::min(end, line);
    return end == text.size() ? text : text.first(end) + u'…';
}

// What went along with the text, a line for each kind.
QStringList companions(const PromptText &prompt)
{
    const auto names = [](const auto &things, auto &&name) {
        QStringList result;
        for (const auto &thing : things)
            result.append(std::invoke(name, thing));
        return result.join(QStringLiteral(", "));
    };
    QStringList lines;
    if (!prompt.attachments.isEmpty())
        lines.append(PromptBox::tr("Attached: %1").arg(names(prompt.attachments, &AttachmentRef::name)));
    if (!prompt.tools.isEmpty())
        lines.append(PromptBox::tr("Tools: %1").arg(names(prompt.tools, &Tool::name)));
    if (!prompt.toolResults.isEmpty())
        lines.append(PromptBox::tr("Recorded results: %1").arg(prompt.toolResults.keys().join(QStringLiteral(", "))));
    if (prompt.format)
        lines.append(PromptBox::tr("Answer format: %1").arg(prompt.format->name));
    return lines;
}

} // namespace

PromptBox::PromptBox(const PromptText &prompt, QWidget *parent)
    : QWidget(parent)
    , m_view(new PlainTextView(Theme::Face::Body, Theme::dimRole))
{
    const RenderedPrompt rendered = evenhand::render(prompt);
    m_text = rendered.user;
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, Theme::step, 12, Theme::step);
    layout->setSpacing(Theme::halfStep);
    if (!rendered.system.isEmpty()) {
        auto *text = new PlainTextView(Theme::Face::Body, Theme::dimRole);
        text->setText(rendered.system);
        auto *system = new Fold(text, false);
        system->setTitle(tr("System prompt"));
        layout->addWidget(system);
    }
    layout->addWidget(m_view);
    const QString shown = beginning(m_text);
    m_view->setText(shown);
    if (shown != m_text) {
        QPushButton *all = quietButton(tr("Show all of the prompt"));
        connect(all, &QPushButton::clicked, this, [this, all] {
            m_view->setText(m_text);
            all->hide();
        });
        layout->addWidget(all, 0, Qt::AlignLeft);
    }
    for (const QString &line : companions(prompt)) {
        QLabel *label = textLabel(line, Theme::Face::Small, Theme::dimRole);
        label->setWordWrap(true);
        layout->addWidget(label);
    }
}

void PromptBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::colors().sunk);
    painter.drawRoundedRect(rect(), Theme::radius, Theme::radius);
}

} // namespace evenhand
