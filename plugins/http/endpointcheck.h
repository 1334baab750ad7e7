// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#pragma once

#include <evenhand/error.h>

#include <QUrl>

namespace evenhand {

// Judges an address that requests and keys shall go to, in whatever way it is written, and returns it without a
// trailing slash. Fails with ErrorCode::InvalidInput and a sentence that says what is wrong. Refused are
// - anything but https, and http to other machines unless allowHttp says otherwise;
// - user names, passwords, queries and fragments;
// - link-local addresses and the addresses and names of cloud metadata services, which hand out credentials.
// The name server is not asked.
Result<QUrl> checkEndpoint(const QString &address, bool allowHttp);

// Scheme, host and port of a URL: what a key is bound to. A port that the scheme implies is left out.
QUrl originOf(const QUrl &url);

} // namespace evenhand
