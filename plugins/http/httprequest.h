// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#pragma once

#include <evenhand/chat.h>

#include <QByteArrayList>

namespace evenhand {

struct HttpRequest
{
    QByteArray method = "POST";
    QUrl url;
    QList<Header> headers;
    QByteArray body;
    QByteArrayList secrets; // stand in headers or URL, and must stand nowhere else

    bool operator==(const HttpRequest &) const = default;
};

// With the headers that every request has, so that the network stack adds none of its own. The URL is taken as it is: what
// is percent-encoded in it stays so.
HttpRequest plainRequest(const QByteArray &method, const QByteArray &url, const QByteArray &userAgent);

// A secret as it may stand in a header: without white space around it. Fails with ErrorCode::Auth when it holds what no
// header can.
Result<QByteArray> headerSecret(const QByteArray &secret);

// The request as it may be kept: secrets, and the values of headers and query members made for secrets, are "…".
RequestRecord recordOf(const HttpRequest &request);

QString withoutSecrets(QString text, const QByteArrayList &secrets);
Error withoutSecrets(Error error, const QByteArrayList &secrets);

} // namespace evenhand
