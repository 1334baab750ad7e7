// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonObject>
#include <QString>

namespace evenhand {

// How a model is told what effort to make.
struct GeminiThinking
{
    QJsonObject config; // `thinkingConfig`; empty: it is not sent
    QString notice;     // how that differs from what was asked for; empty: it does not

    bool operator==(const GeminiThinking &) const = default;
};

// By the name of the model: 2.5 thinks by a budget, later ones by a level, earlier ones not at all. These are facts of
// today; what they miss, the repair of refused requests heals.
GeminiThinking geminiThinking(const QString &effort, const QString &model);

} // namespace evenhand
