// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/settings/appearanceview.h"

#include "ui/shell/theme.h"
#include "ui/widgets/labels.h"

#include <QBoxLayout>
#include <QRadioButton>

namespace evenhand {

AppearanceView::AppearanceView(QWidget *parent)
    : SettingsView(tr("Appearance"), parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::edge, Theme::edge, Theme::edge, Theme::edge);
    layout->setSpacing(Theme::step);
    layout->addWidget(textLabel(tr("Colours"), Theme::Face::Strong));
    const std::pair<Theme::Scheme, QString> schemes[] = {
        {Theme::Scheme::System, tr("As the system has them")},
        {Theme::Scheme::Light, tr("Light")},
        {Theme::Scheme::Dark, tr("Dark")},
    };
    for (const auto &[scheme, name] : schemes) {
        auto *button = new QRadioButton(name, this);
        button->setChecked(Theme::scheme() == scheme);
        connect(button, &QRadioButton::toggled, this, [scheme](bool on) {
            if (on)
                Theme::setScheme(scheme);
        });
        layout->addWidget(button);
        if (button->isChecked())
            setFocusProxy(button);
    }
    layout->addSpacing(Theme::step);
    layout->addWidget(sentenceLabel(tr("Face and size of the text are those of the system."), Theme::dimRole));
    layout->addStretch(1);
}

} // namespace evenhand
