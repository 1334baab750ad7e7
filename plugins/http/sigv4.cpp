// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#include "plugins/http/sigv4.h"

#include "plugins/http/endpointcheck.h"
#include "plugins/http/httpheaders.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

constexpr QByteArrayView algorithm = "AWS4-HMAC-SHA256";

QByteArray hmac(const QByteArray &key, const QByteArray &message)
{
    return QMessageAuthenticationCode::hash(message, key, QCryptographicHash::Sha256);
}

// "+" is a plus sign and no space.
QByteArray encodedOnce(const QByteArray &text)
{
    return QByteArray::fromPercentEncoding(text).toPercentEncoding();
}

QByteArray canonicalQuery(const QUrl &url)
{
    QList<std::pair<QByteArray, QByteArray>> members;
    for (const QByteArray &member : url.query(QUrl::FullyEncoded).toLatin1().split('&')) {
        const qsizetype equals = member.indexOf('=');
        if (member.isEmpty())
            continue;
        members.append({encodedOnce(equals < 0 ? member : member.first(equals)),
                        encodedOnce(equals < 0 ? QByteArray() : member.sliced(equals + 1))});
    }
    std::ranges::sort(members);
    QByteArrayList lines;
    for (const auto &[name, value] : std::as_const(members))
        lines << name + '=' + value;
    return lines.join('&');
}

QList<Header> canonicalHeaders(const QList<Header> &headers)
{
    QList<Header> canonical;
    for (const Header &header : headers)
        canonical.append({.name = header.name.toLower(), .value = header.value.simplified()});
    std::ranges::sort(canonical, {}, &Header::name);
    return canonical;
}

QByteArray signedNames(const QList<Header> &canonical)
{
    QByteArrayList names;
    for (const Header &header : canonical)
        names << header.name;
    return names.join(';');
}

QByteArray dateOf(const SigV4Scope &scope)
{
    return sigV4Time(scope.time).first(8);
}

QByteArray scopeText(const SigV4Scope &scope)
{
    return dateOf(scope) + '/' + scope.region + '/' + scope.service + "/aws4_request";
}

} // namespace

QByteArray sigV4Time(const QDateTime &time)
{
    return time.toUTC().toString(u"yyyyMMdd'T'HHmmss'Z'"_s).toLatin1();
}

QByteArray sigV4Hash(QByteArrayView bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

QByteArray sigV4CanonicalRequest(const QByteArray &method, const QUrl &url, const QList<Header> &headers,
                                 const QByteArray &payloadHash)
{
    const QByteArray path = url.path(QUrl::FullyEncoded).toLatin1();
    const QList<Header> canonical = canonicalHeaders(headers);
    QByteArray lines;
    for (const Header &header : canonical)
        lines += header.name + ':' + header.value + '\n';
    return QByteArrayList{method,
                          path.isEmpty() ? QByteArray("/") : path.toPercentEncoding("/"),
                          canonicalQuery(url),
                          lines,
                          signedNames(canonical),
                          payloadHash}
        .join('\n');
}

QByteArray sigV4StringToSign(const SigV4Scope &scope, const QByteArray &canonicalRequest)
{
    return QByteArrayList{algorithm.toByteArray(), sigV4Time(scope.time), scopeText(scope), sigV4Hash(canonicalRequest)}
        .join('\n');
}

QByteArray sigV4SigningKey(const QByteArray &secretAccessKey, const SigV4Scope &scope)
{
    QByteArray key = "AWS4" + secretAccessKey;
    for (const QByteArray &step : {dateOf(scope), scope.region, scope.service, QByteArray("aws4_request")})
        key = hmac(key, step);
    return key;
}

QByteArray sigV4Host(const QUrl &url)
{
    return originOf(url).authority(QUrl::FullyEncoded).toLatin1();
}

void signSigV4(HttpRequest &request, const SigV4Keys &keys, const SigV4Scope &scope)
{
    const QByteArray payloadHash = sigV4Hash(request.body);
    QList<Header> added{{"x-amz-content-sha256", payloadHash}, {"x-amz-date", sigV4Time(scope.time)}};
    if (!keys.sessionToken.isEmpty())
        added.append({"x-amz-security-token", keys.sessionToken});

    QList<Header> covered = added;
    covered.append({"host", sigV4Host(request.url)});
    if (const QByteArray type = headerValue(request.headers, "content-type"); !type.isEmpty())
        covered.append({"content-type", type});
    const QByteArray text =
        sigV4StringToSign(scope, sigV4CanonicalRequest(request.method, request.url, covered, payloadHash));
    const QByteArray signature = hmac(sigV4SigningKey(keys.secretAccessKey, scope), text).toHex();

    request.headers += added;
    request.headers.append({"Authorization", algorithm.toByteArray() + " Credential=" + keys.accessKeyId + '/'
                                                 + scopeText(scope)
                                                 + ", SignedHeaders=" + signedNames(canonicalHeaders(covered))
                                                 + ", Signature=" + signature});
    request.secrets += {keys.secretAccessKey, keys.sessionToken};
}

} // namespace evenhand
