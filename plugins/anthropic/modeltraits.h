// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonObject>
#include <QStringList>

namespace evenhand {

// What a model takes. The defaults are those of a model that nothing is known of: it is sent what was asked for.
struct ModelTraits
{
    bool claude = false;     // the rules of Anthropic's own models hold
    bool budget = true;      // can be told to think, with a budget of tokens
    bool adaptive = false;   // can be told to think as much as it finds right, with an effort
    bool disabled = true;    // can be told not to think
    bool samples = true;     // takes other temperatures than its own
    bool oneSampler = false; // takes temperature or top_p, not both
    int maxOutput = 8192;
    QStringList efforts; // that it takes; empty: not known

    bool thinks() const { return budget || adaptive; }
    bool operator==(const ModelTraits &) const = default;
};

// These are facts of today; what they miss, the list of models and the repair of refused requests heal.
ModelTraits traitsOfName(const QString &model);

// The entry of a list of models knows better, as far as it says anything.
ModelTraits traitsOfEntry(const QJsonObject &model);

} // namespace evenhand
