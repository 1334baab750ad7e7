// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <evenhand/error.h>

#include <QProcessEnvironment>

namespace evenhand {

// What the plugin knows of the world around it: the environment, and the files that the environment points to. A value,
// so that tests bring their own.
struct AwsEnvironment
{
    QProcessEnvironment variables;

    static AwsEnvironment ofThisProcess();

    QString value(const QString &variable) const; // trimmed
    // The path that the variable gives, else the one below the home folder.
    QString path(const QString &variable, const QString &belowHome) const;

    bool operator==(const AwsEnvironment &) const = default;
};

// A small file as a whole; ErrorCode::NotFound when it does not exist, ErrorCode::Io when it cannot be read.
Result<QByteArray> readSmallFile(const QString &path);

} // namespace evenhand
