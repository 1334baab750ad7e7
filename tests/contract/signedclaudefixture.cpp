// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/contract/signedclaudefixture.h"

#include "tests/support/awsdouble.h"
#include "tests/support/messagesdouble.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace evenhand {

static const SigV4Keys keys{
    .accessKeyId = "AKIDCLAUDE", .secretAccessKey = ProviderFixture::canary, .sessionToken = "claude-session-token"};

SignedClaudeFixture::SignedClaudeFixture()
{
    QFile file(m_home.filePath(u"credentials"_s));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("No credentials can be written: %s", qPrintable(file.errorString()));
    file.write("[contract]\naws_access_key_id = " + keys.accessKeyId + "\naws_secret_access_key = "
               + keys.secretAccessKey + "\naws_session_token = " + keys.sessionToken + '\n');
    qputenv("AWS_SHARED_CREDENTIALS_FILE", file.fileName().toUtf8());
}

QJsonObject SignedClaudeFixture::settings(const QUrl &url) const
{
    return {{u"base_url"_s, url.toString()},
            {u"platform"_s, u"aws"_s},
            {u"region"_s, u"us-east-1"_s},
            {u"workspace"_s, u"wrkspc_1"_s},
            {u"profile"_s, u"contract"_s}};
}

// The secret key itself is never sent; what was signed with it is.
bool SignedClaudeFixture::sawKey(const SeenRequest &request) const
{
    return signatureComplaint(request, keys, "aws-external-anthropic").isEmpty();
}

QString SignedClaudeFixture::complaint(const SeenRequest &request) const
{
    if (const QString wrong = signatureComplaint(request, keys, "aws-external-anthropic"); !wrong.isEmpty())
        return wrong;
    if (request.header("anthropic-workspace-id") != "wrkspc_1")
        return u"400: anthropic-workspace-id"_s;
    SeenRequest asMessages = request; // which knows no signatures
    for (Header &header : asMessages.headers) {
        if (header.name.compare("authorization", Qt::CaseInsensitive) == 0)
            header.value = "Bearer signed";
    }
    return messagesComplaint(asMessages);
}

} // namespace evenhand
