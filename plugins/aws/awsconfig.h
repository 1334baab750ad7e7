// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/aws/awsenvironment.h"

#include <QMap>

namespace evenhand {

using AwsSection = QMap<QString, QString>; // key in lower case → value

// The sections of one of the two files, by what stands between the brackets. Never fails: what is no section and no
// `key = value` is skipped, as are blocks that are nested below a key.
QMap<QString, AwsSection> parseAwsFile(const QByteArray &text);

struct AwsConfig
{
    QMap<QString, AwsSection> profiles;
    QMap<QString, AwsSection> ssoSessions;

    bool operator==(const AwsConfig &) const = default;
};

// The credentials file is laid over the config file.
AwsConfig mergeAwsFiles(const QByteArray &config, const QByteArray &credentials);

// Files that do not exist are empty.
AwsConfig loadAwsConfig(const AwsEnvironment &environment);

} // namespace evenhand
