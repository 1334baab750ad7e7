// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/ids.h"

#include <evenhand/chat.h>

#include <QMap>

namespace evenhand {

// Where the secret of one settings field is kept. The secret itself is in no value of this program that is stored.
struct CredentialRef
{
    enum class Kind {
        None,        // the channel needs no key
        Keychain,    // the operating system's keychain, under the channel's id and the key's origin
        Environment, // the environment variable `name`, read when a request is made
        Session,     // in memory until the program ends
    };
    Kind kind = Kind::None;
    QString name;

    // "none", "keychain", "env:NAME", "session". Fails with InvalidInput for anything else, a pasted key included.
    static Result<CredentialRef> fromString(const QString &text);
    QString toString() const;

    bool operator==(const CredentialRef &) const = default;
};

// A configured way to reach models.
struct Channel
{
    ChannelId id;
    QString name;
    QString plugin;                           // the plugin's id
    QJsonObject settings;                     // the plugin's fields, secrets left out
    QMap<QString, CredentialRef> credentials; // secret field → where it is
    QUrl origin;                              // scheme, host and port that the key is bound to; empty: nothing leaves the machine

    // Asked for, never guessed; empty means "not known".
    QString operatorName;
    QString jurisdiction;
    QString region;

    int maxConcurrent = 8;                            // requests in flight at once
    std::chrono::milliseconds minInterval{0};         // between the starts of two requests
    Limits limits;

    bool operator==(const Channel &) const = default;
};

// "scheme://host:port" in lower case, the port always there: what a key is bound to. Empty for an empty URL.
QString originText(const QUrl &url);

} // namespace evenhand
