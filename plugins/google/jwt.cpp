// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/google/jwt.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {

namespace {

constexpr std::chrono::seconds lifetime = 1h; // the longest that Google takes

struct Freed
{
    void operator()(BIO *source) const { BIO_free(source); }
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
    void operator()(EVP_MD_CTX *context) const { EVP_MD_CTX_free(context); }
};

// Nobody can be asked for the passphrase of a key.
int noPassphrase(char *, int, int, void *)
{
    return -1;
}

std::unique_ptr<EVP_PKEY, Freed> readKey(const QByteArray &pem)
{
    const std::unique_ptr<BIO, Freed> source(BIO_new_mem_buf(pem.constData(), int(pem.size())));
    std::unique_ptr<EVP_PKEY, Freed> key(PEM_read_bio_PrivateKey(source.get(), nullptr, noPassphrase, nullptr));
    return key && EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_RSA ? std::move(key) : nullptr;
}

// Empty when it cannot be made.
QByteArray signature(EVP_PKEY *key, const QByteArray &text)
{
    const std::unique_ptr<EVP_MD_CTX, Freed> context(EVP_MD_CTX_new());
    const auto *bytes = reinterpret_cast<const unsigned char *>(text.constData());
    const auto length = size_t(text.size());
    size_t size = 0;
    if (EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key) != 1
        || EVP_DigestSign(context.get(), nullptr, &size, bytes, length) != 1)
        return {};
    QByteArray result(qsizetype(size), Qt::Uninitialized);
    if (EVP_DigestSign(context.get(), reinterpret_cast<unsigned char *>(result.data()), &size, bytes, length) != 1)
        return {};
    result.truncate(qsizetype(size));
    return result;
}

QByteArray base64Url(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray quoted(const QString &text)
{
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return array.sliced(1, array.size() - 2);
}

} // namespace

Result<QByteArray> signRs256(const QByteArray &privateKey, const QByteArray &text)
{
    const std::unique_ptr<EVP_PKEY, Freed> key = readKey(privateKey);
    const QByteArray signed_ = key ? signature(key.get(), text) : QByteArray();
    if (!signed_.isEmpty())
        return signed_;
    ERR_clear_error(); // or Qt would take it for a fault of its own connection
    return std::unexpected(googleCredentialsError(
        u"The private key of the service account cannot be used to sign. Download its key file again."_s));
}

QByteArray jwtSigningInput(const ServiceAccount &account, const QDateTime &now)
{
    const QByteArray header = R"({"alg":"RS256","typ":"JWT","kid":)" + quoted(account.keyId) + '}';
    const QByteArray claims = R"({"iss":)" + quoted(account.email)
                              + R"(,"scope":"https://www.googleapis.com/auth/cloud-platform","aud":)"
                              + quoted(account.tokenService.toString(QUrl::FullyEncoded)) + R"(,"exp":)"
                              + QByteArray::number(now.addDuration(lifetime).toSecsSinceEpoch()) + R"(,"iat":)"
                              + QByteArray::number(now.toSecsSinceEpoch()) + '}';
    return base64Url(header) + '.' + base64Url(claims);
}

Result<QByteArray> signedJwt(const ServiceAccount &account, const QDateTime &now)
{
    const QByteArray input = jwtSigningInput(account, now);
    return signRs256(account.privateKey, input).transform([&](const QByteArray &bytes) {
        return input + '.' + base64Url(bytes);
    });
}

} // namespace evenhand
