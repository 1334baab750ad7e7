// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/bedrock/awscall.h"
#include "plugins/bedrock/bedrockchannel.h"
#include "plugins/bedrock/bedrockmodels.h"

namespace evenhand {

// Models, then the profiles of AWS, then those of the account: three lists, the last two in pages.
class BedrockModelsReply final : public ModelsReply
{
    Q_OBJECT
public:
    explicit BedrockModelsReply(std::shared_ptr<BedrockChannel> channel);
    ~BedrockModelsReply() override;

    // To be called once, after construction.
    void start();

protected:
    void abort() override;

private:
    void askModels();
    void askProfiles(const QByteArray &type, const QString &page);
    void ask(const QByteArray &pathAndQuery, std::function<void(const QByteArray &body)> use);
    void useProfiles(const QByteArray &type, const QByteArray &body);

    std::shared_ptr<BedrockChannel> m_channel;
    Result<AwsAuthorization> m_authorization;
    QPointer<AwsCall> m_call;
    bool m_aborted = false;
    QMap<QString, FoundationModel> m_models;
    QList<InferenceProfile> m_profiles;
    int m_pages = 0;
};

} // namespace evenhand
