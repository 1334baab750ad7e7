// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>

namespace evenhand {

// The known name that a mistyped one is closest to; empty when none is close.
QString closest(const QString &name, const QStringList &known);

// " Did you mean "openai"?", or nothing.
QString didYouMean(const QString &name, const QStringList &known);

} // namespace evenhand
