// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#pragma once

#include "plugins/http/httprequest.h"

#include <QDateTime>

namespace evenhand {

// Signature Version 4 of Amazon Web Services, in headers. Pure: the time is handed in.

struct SigV4Keys
{
    QByteArray accessKeyId;
    QByteArray secretAccessKey;
    QByteArray sessionToken; // empty: the keys are not temporary

    bool operator==(const SigV4Keys &) const = default;
};

struct SigV4Scope
{
    QByteArray region;
    QByteArray service;
    QDateTime time;

    bool operator==(const SigV4Scope &) const = default;
};

// "20260102T030405Z"
QByteArray sigV4Time(const QDateTime &time);
// Lower-case hex of the SHA-256.
QByteArray sigV4Hash(QByteArrayView bytes);

// The steps, in their order. The path of the URL counts as it stands on the wire. The headers are those that are
// signed, in any order and case; `host` is one of them.
QByteArray sigV4CanonicalRequest(const QByteArray &method, const QUrl &url, const QList<Header> &headers,
                                 const QByteArray &payloadHash);
QByteArray sigV4StringToSign(const SigV4Scope &scope, const QByteArray &canonicalRequest);
QByteArray sigV4SigningKey(const QByteArray &secretAccessKey, const SigV4Scope &scope);

// Host and port as the header says them; a port that the scheme implies is left out.
QByteArray sigV4Host(const QUrl &url);

// Adds the headers that make the request a signed one, and the keys to its secrets. Of the headers that are there, only
// content-type is signed: proxies may change the others.
void signSigV4(HttpRequest &request, const SigV4Keys &keys, const SigV4Scope &scope);

} // namespace evenhand
