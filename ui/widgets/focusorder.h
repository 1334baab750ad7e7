// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

QT_BEGIN_NAMESPACE
class QWidget;
QT_END_NAMESPACE

namespace evenhand {

// Makes Tab go through everything below root in the order of the widget tree, which is the order in which things are
// read. For pages whose parts come and go; to be called before the focus moves.
void orderFocusByTree(QWidget *root);

} // namespace evenhand
