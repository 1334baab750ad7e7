// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/aws/awscall.h"
#include "plugins/aws/credentialformats.h"

QT_BEGIN_NAMESPACE
class QProcess;
QT_END_NAMESPACE

namespace evenhand {

struct FetchContext
{
    QNetworkAccessManager *network = nullptr;
    AwsEnvironment environment;
    QString region; // of the token service
    QByteArray userAgent;
    std::chrono::seconds clockOffset{0};              // of AWS's clock from that of this computer
    std::chrono::milliseconds longestProcess{60'000}; // it may ask the person for something
};

// Gets credentials from one source, whatever that takes: files, a program, calls. It never blocks. Deleting it stops it
// in silence.
class CredentialFetch final : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(Result<AwsCredentials> credentials)>;

    CredentialFetch(FetchContext context, std::shared_ptr<const CredentialSource> source, Done done, QObject *parent);

    // Calls done() once, at once or from the event loop. The object deletes itself then.
    void start();

private:
    void fetch(const AwsCredentials &credentials);
    void fetch(const ProcessSource &process);
    void fetch(const SsoSource &sso);
    void fetch(const LoginSource &login);
    void fetch(const WebIdentitySource &identity);
    void fetch(const RoleSource &role);

    void onProcessFinished(QProcess *process);
    void refreshToken(const SsoSource &sso, const SsoToken &token);
    void askForRole(const SsoSource &sso, const SsoToken &token);
    void askTokenService(const QByteArray &body, const std::optional<AwsCredentials> &signer,
                         const QByteArrayList &secrets);
    void call(const Result<HttpRequest> &request, const AwsCall::Done &done);
    Result<HttpRequest> request(const QString &service, const QString &variable, const QString &region,
                                const QByteArray &method, const QByteArray &path) const;

    QDateTime now() const;
    QString profile() const;
    void fail(const QString &message, const QString &detail = {});
    void end(Result<AwsCredentials> credentials);

    FetchContext m_context;
    std::shared_ptr<const CredentialSource> m_source;
    Done m_done;
};

} // namespace evenhand
