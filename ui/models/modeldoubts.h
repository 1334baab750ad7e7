// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/prompt.h"
#include "app/core/target.h"

#include <evenhand/provider.h>

#include <QCoreApplication>
#include <QJsonObject>

namespace evenhand {

// What the lists of models that were asked for say against sending a prompt to a target. A list may be wrong, so nothing
// is kept from being sent.
class ModelDoubts
{
    Q_DECLARE_TR_FUNCTIONS(ModelDoubts)
public:
    void learn(ChannelId channel, const QList<ModelInfo> &models);

    // What is known of these targets, to be kept with them.
    QJsonObject toJson(const QList<Target> &targets) const;
    static ModelDoubts fromJson(const QJsonObject &json);

    // A sentence for each target that is in doubt.
    QStringList about(const QList<Target> &targets, const PromptText &prompt) const;

    bool operator==(const ModelDoubts &) const = default;

private:
    QHash<ChannelId, QHash<QString, QStringList>> m_lacks; // by channel and model; never empty lists
};

} // namespace evenhand
