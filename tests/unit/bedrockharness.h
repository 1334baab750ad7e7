// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/bedrock/bedrockchannel.h"
#include "tests/support/awsdouble.h"

#include <QNetworkAccessManager>
#include <QTemporaryDir>

namespace evenhand {

// A channel to a scripted server, with a home folder and an environment of its own. The usual profile has the key
// “AKIDFILE”; every key has secretOf() and a session token of the same kind.
class BedrockHarness
{
protected:
    void begin(); // before each test
    void makeChannel(const QJsonObject &settings = {});
    void writeKeys(const QByteArray &id) const;
    static QByteArray secretOf(const QByteArray &id) { return "secret-of-" + id; }
    // Why AWS would refuse the request, signed with the key of this id.
    QString complaint(const SeenRequest &request, const QByteArray &id) const;

    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<ScriptedServer> m_server;
    QNetworkAccessManager m_network;
    AwsEnvironment m_environment;
    QMap<QString, QByteArray> m_secrets;
    std::shared_ptr<BedrockChannel> m_channel;
};

ServerAnswer bedrockRefusal(int status, const QByteArray &type, const QByteArray &message);
ServerAnswer expiredCredentials();

} // namespace evenhand
