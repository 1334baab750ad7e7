// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonValue>
#include <QStringList>

namespace evenhand {

// What a provider's filter found and did not let pass, from an object that has a verdict for each category:
// "hate (high)", "jailbreak". Empty when it let all pass.
QStringList filteredCategories(const QJsonValue &verdicts);

// The same from the body of a refusal: {"error": {"innererror": {"content_filter_result": …}}}.
QStringList refusedCategories(const QByteArray &body);

// What is said of them to the person.
QString filteredText(const QStringList &categories);

} // namespace evenhand
