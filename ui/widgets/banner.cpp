// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/banner.h"

#include "ui/shell/theme.h"
#include "ui/widgets/labels.h"

#include <QBoxLayout>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>

namespace evenhand {
namespace {

constexpr int stripe = 3;

QColor stripeColor(Banner::Tone tone)
{
    const Theme::Colors &c = Theme::colors();
    switch (tone) {
    case Banner::Tone::Neutral:
        return c.faint;
    case Banner::Tone::Warning:
        return c.warning;
    case Banner::Tone::Bad:
        return c.bad;
    }
    Q_UNREACHABLE_RETURN(c.faint);
}

} // namespace

Banner::Banner(Tone tone, QWidget *parent)
    : QWidget(parent)
    , m_tone(tone)
    , m_title(sentenceLabel({}))
    , m_sentence(sentenceLabel({}, Theme::dimRole))
    , m_actions(new QHBoxLayout)
{
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    m_title->setFont(strong);
    auto *words = new QVBoxLayout;
    words->setSpacing(Theme::halfStep);
    words->addWidget(m_title);
    words->addWidget(m_sentence);
    m_actions->setSpacing(Theme::step);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12 + stripe, Theme::step, 12, Theme::step);
    layout->setSpacing(Theme::edge);
    layout->addLayout(words, 1);
    layout->addLayout(m_actions);
}

void Banner::setText(const QString &title, const QString &sentence)
{
    m_title->setText(title);
    m_sentence->setText(sentence);
    m_title->setHidden(title.isEmpty());
    m_sentence->setHidden(sentence.isEmpty());
    setAccessibleName(text());
}

QString Banner::text() const
{
    return m_sentence->text().isEmpty() ? m_title->text() : m_title->text() + u'\n' + m_sentence->text();
}

void Banner::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

QPushButton *Banner::addAction(const QString &text)
{
    auto *button = new QPushButton(text, this);
    button->setAutoDefault(false);
    m_actions->addWidget(button, 0, Qt::AlignVCenter);
    return button;
}

void Banner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath shape;
    shape.addRoundedRect(rect(), Theme::radius, Theme::radius);
    painter.setClipPath(shape);
    painter.fillRect(rect(), Theme::colors().sunk);
    painter.fillRect(QRect(0, 0, stripe, height()), stripeColor(m_tone));
}

} // namespace evenhand
