// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonObject>

#include <optional>

namespace evenhand::promptfoo {

// The check that says the same as an assert {"type", "value", …}; none when there is no such check.
std::optional<QJsonObject> checkOf(const QJsonObject &assertion);

// An assert as it stands in a cell of a table: "contains: Paris", "is-json", or the text that is expected.
QJsonObject assertOfCell(const QString &cell);

// Whether a template has anything but {{name}} in it: filters, tags, members, comments.
bool isBeyondVariables(const QString &text);

} // namespace evenhand::promptfoo
