// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/engine/plugininfo.h"

#include <evenhand/provider.h>

#include <QMutex>

namespace evenhand {

// A provider plugin for the settings: it has a field of every type, lists the models a test gave it and remembers the
// keys it was handed. Thread-safe for what the test calls.
class FormPlugin final : public ProviderPlugin
{
public:
    // With the id "form", a field of every type and a preset of each kind.
    static PluginInfo info();
    // The fields that cannot stay empty, filled in.
    static QJsonObject settings();

    void setModels(const ModelList &models);
    void setNotes(const ModelsNotes &notes); // that come with them
    void hang(); // requests for models get no answer
    QList<QByteArray> keysSeen() const;

    // Scheme, host and port of "base_url"; InvalidInput when it is no http or https address.
    Result<QUrl> origin(const QJsonObject &settings) const override;
    Result<std::unique_ptr<Provider>> create(const QJsonObject &settings, const ProviderContext &context) override;

private:
    friend class FormProvider;

    mutable QMutex m_mutex;
    std::optional<ModelList> m_models;
    ModelsNotes m_notes;
    QList<QByteArray> m_keys;
};

} // namespace evenhand
