// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <evenhand/error.h>

#include <QProcessEnvironment>
#include <QUrl>

#include <variant>

namespace evenhand {

// What is known of the world around. A value, so that tests bring their own.
struct GoogleEnvironment
{
    QProcessEnvironment variables;
    QUrl tokenService{QStringLiteral("https://oauth2.googleapis.com/token")}; // for a person's login

    static GoogleEnvironment ofThisProcess();

    QString value(const QString &variable) const; // trimmed
    // Where gcloud keeps the application default credentials.
    QString loginFile() const;

    bool operator==(const GoogleEnvironment &) const = default;
};

struct ServiceAccount
{
    QString email;
    QString keyId;
    QByteArray privateKey; // PEM
    QUrl tokenService;

    bool operator==(const ServiceAccount &) const = default;
};

struct UserLogin
{
    QString clientId;
    QString clientSecret;
    QString refreshToken;

    bool operator==(const UserLogin &) const = default;
};

struct GoogleCredentials
{
    std::variant<ServiceAccount, UserLogin> way;
    QString origin; // for a person: "the service account …"

    bool operator==(const GoogleCredentials &) const = default;
};

// Whether Google itself answers there, or this computer: what signs in to Google goes nowhere else. A lineup or a file
// from somebody else must not send it to another place.
bool isGooglesOwn(const QUrl &url);

Error googleCredentialsError(const QString &message, const QString &detail = {});

// The content of a credentials file. Pure.
Result<GoogleCredentials> parseGoogleCredentials(const QByteArray &json);

// Reads the file with that path; an empty one means the application default credentials: what
// GOOGLE_APPLICATION_CREDENTIALS names, else gcloud's login. The metadata service of Google's own machines is left out:
// it hands out credentials to whoever asks on a link-local address.
Result<GoogleCredentials> findGoogleCredentials(const QString &path, const GoogleEnvironment &environment);

} // namespace evenhand
