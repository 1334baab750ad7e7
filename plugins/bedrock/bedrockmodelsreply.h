// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/aws/awscall.h"
#include "plugins/bedrock/bedrockchannel.h"
#include "plugins/bedrock/bedrockmodels.h"
#include "plugins/http/httperror.h"

namespace evenhand {

// Models, then the profiles of AWS, then those of the account: three lists, the last two in pages. A list that AWS does not
// allow is left out, with a notice, unless it allows none.
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
    using Use = std::function<void(const QByteArray &body)>;
    using Denied = std::function<void(const Error &error)>;

    void askModels();
    void askProfiles(const QByteArray &type, const QString &page);
    void ask(const QByteArray &pathAndQuery, const Use &use, const Denied &denied);
    void useModels(const QByteArray &body);
    void useProfiles(const QByteArray &type, const QByteArray &body);
    void leaveOutProfiles(const Error &error);
    bool repaired(const HttpFailure &failure, const QDateTime &timeThere);
    void end(ModelList models);

    std::shared_ptr<BedrockChannel> m_channel;
    Result<AwsAuthorization> m_authorization;
    QPointer<AwsCall> m_call;
    bool m_aborted = false;
    std::optional<QMap<QString, FoundationModel>> m_models; // none: AWS does not allow this list
    QList<InferenceProfile> m_profiles;
    QStringList m_notices;
    int m_pages = 0;
    bool m_renewed = false;
    bool m_timeCorrected = false;
};

} // namespace evenhand
