// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace evenhand {

// What is said behind a link so that nobody has to guess where it leads: its host. Empty where the link's text is its address.
QString linkAside(QStringView text, const QString &destination);
// What is said in the place of an image.
QString imageAside(const QString &destination);

} // namespace evenhand
