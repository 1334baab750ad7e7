// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/answer.h"

#include <QString>

// Figures as people read them: grouped by the locale, units after a narrow space that does not break.
namespace evenhand::Format {

QString count(qint64 number);
QString counted(qint64 number, const QString &one, const QString &many); // many has a %1 for the number
QString duration(Duration duration);                                     // "412 ms", "1.24 s", "2 min 5 s"
QString seconds(std::chrono::milliseconds wait);                         // whole seconds, rounded up: "12 s"
QString rate(double perSecond);                                          // "87", "9.4"
QString bytes(qint64 size);
QString percent(int number); // "120 %"
// "max 64 · temperature 0"; empty where everything is the provider's default.
QString parameters(const Parameters &parameters);

// Tokens by bucket: its name and the number; buckets that were not reported are left out.
QList<std::pair<QString, QString>> usage(const Usage &usage);

QString state(LaneState state);

// As a tooltip gets it: whatever it looks like, it is shown as it is written.
QString toolTip(const QString &plain);

} // namespace evenhand::Format
