// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/engine/network.h"

#include <evenhand/provider.h>

namespace evenhand {

class PluginCatalog;
class ProviderHost;

// One question for a channel's models, with a provider of its own: it never disturbs the channel's lanes. Deletes itself
// after its answer.
class ModelsCall : public QObject
{
    Q_OBJECT
public:
    ModelsCall(PluginCatalog &plugins, CredentialStore &credentials, const Network &network, const Redactor &redactor,
               const Channel &channel);
    ~ModelsCall() override;

    void start();

signals:
    void noted(const evenhand::ModelsNotes &notes); // before the answer, at most once
    void answered(const evenhand::ModelList &models);

private:
    void ask(const Result<Access> &access);
    void tell(ModelsNotes notes);
    void answer(const ModelList &models);
    void releaseReply();

    PluginCatalog &m_plugins;
    CredentialStore &m_credentials;
    const Network &m_network;
    const Redactor &m_redactor;
    const Channel m_channel;
    std::shared_ptr<ProviderHost> m_host;
    ModelsReply *m_reply = nullptr;
};

} // namespace evenhand
