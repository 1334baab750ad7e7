// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/focusorder.h"

#include <QAbstractSpinBox>
#include <QComboBox>

namespace evenhand {
namespace {

// The line edit inside a combo box or a spin box belongs to it.
bool isInner(const QWidget *widget)
{
    return widget->focusProxy() || qobject_cast<QAbstractSpinBox *>(widget->parentWidget())
           || qobject_cast<QComboBox *>(widget->parentWidget());
}

} // namespace

void orderFocusByTree(QWidget *root)
{
    QWidget *previous = nullptr;
    for (QWidget *widget : root->findChildren<QWidget *>()) {
        const bool takesTab = (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus;
        if (!takesTab || widget->window() != root->window() || isInner(widget))
            continue;
        if (previous)
            QWidget::setTabOrder(previous, widget);
        previous = widget;
    }
}

} // namespace evenhand
