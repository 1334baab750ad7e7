// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/googledouble.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUrlQuery>

#include <openssl/evp.h>
#include <openssl/pem.h>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

struct Freed
{
    void operator()(BIO *source) const { BIO_free(source); }
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
    void operator()(EVP_MD_CTX *context) const { EVP_MD_CTX_free(context); }
};

const unsigned char *bytesOf(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

bool isSignedBy(const QByteArray &publicKey, const QByteArray &text, const QByteArray &signature)
{
    const std::unique_ptr<BIO, Freed> source(BIO_new_mem_buf(publicKey.constData(), int(publicKey.size())));
    const std::unique_ptr<EVP_PKEY, Freed> key(PEM_read_bio_PUBKEY(source.get(), nullptr, nullptr, nullptr));
    const std::unique_ptr<EVP_MD_CTX, Freed> context(EVP_MD_CTX_new());
    return EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1
           && EVP_DigestVerify(context.get(), bytesOf(signature), size_t(signature.size()), bytesOf(text),
                               size_t(text.size()))
                  == 1;
}

QByteArray decoded(const QByteArray &base64Url)
{
    return QByteArray::fromBase64(base64Url, QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
}

QString formComplaint(const SeenRequest &request)
{
    if (request.method != "POST" || request.target != "/token")
        return u"404"_s;
    return request.header("content-type") == "application/x-www-form-urlencoded" ? QString() : u"content-type"_s;
}

QString claimsComplaint(const QJsonObject &claims, const QString &email, const QUrl &service, const QDateTime &now)
{
    if (claims["iss"_L1].toString() != email)
        return u"invalid_grant: account not found"_s;
    if (claims["aud"_L1].toString() != service.toString())
        return u"invalid_grant: audience"_s;
    if (claims["scope"_L1].toString() != "https://www.googleapis.com/auth/cloud-platform"_L1)
        return u"invalid_scope"_s;
    const qint64 from = claims["iat"_L1].toInteger();
    const qint64 to = claims["exp"_L1].toInteger();
    const qint64 there = now.toSecsSinceEpoch();
    if (from > there || to <= there || to - from > 3600)
        return u"invalid_grant: Token must be a short-lived token and in a reasonable timeframe"_s;
    return {};
}

} // namespace

QString assertionComplaint(const SeenRequest &request, const QByteArray &publicKey, const QString &email,
                           const QUrl &service, const QDateTime &now)
{
    if (const QString wrong = formComplaint(request); !wrong.isEmpty())
        return wrong;
    const QUrlQuery form(QString::fromLatin1(request.body));
    if (form.queryItemValue(u"grant_type"_s, QUrl::FullyDecoded) != "urn:ietf:params:oauth:grant-type:jwt-bearer"_L1)
        return u"unsupported_grant_type"_s;
    const QByteArrayList parts = form.queryItemValue(u"assertion"_s).toLatin1().split('.');
    if (parts.size() != 3 || parts.last().endsWith('='))
        return u"invalid_grant: not a JWT"_s;
    const QJsonObject header = QJsonDocument::fromJson(decoded(parts[0])).object();
    if (header["alg"_L1].toString() != "RS256"_L1 || header["kid"_L1].toString().isEmpty())
        return u"invalid_grant: header"_s;
    if (!isSignedBy(publicKey, parts[0] + '.' + parts[1], decoded(parts[2])))
        return u"invalid_grant: Invalid JWT Signature."_s;
    return claimsComplaint(QJsonDocument::fromJson(decoded(parts[1])).object(), email, service, now);
}

QString refreshComplaint(const SeenRequest &request, const QByteArray &form)
{
    if (const QString wrong = formComplaint(request); !wrong.isEmpty())
        return wrong;
    return request.body == form ? QString() : u"invalid_grant: "_s + QString::fromLatin1(request.body);
}

} // namespace evenhand
