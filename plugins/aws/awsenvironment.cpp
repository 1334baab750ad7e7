// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/aws/awsenvironment.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace evenhand {

static constexpr qint64 largestFile = 1024 * 1024;

AwsEnvironment AwsEnvironment::ofThisProcess()
{
    return {.variables = QProcessEnvironment::systemEnvironment()};
}

QString AwsEnvironment::value(const QString &variable) const
{
    return variables.value(variable).trimmed();
}

static QString homeOf(const AwsEnvironment &environment)
{
    for (const QString &variable : {u"HOME"_s, u"USERPROFILE"_s}) {
        if (QString home = environment.value(variable); !home.isEmpty())
            return home;
    }
    return environment.value(u"HOMEDRIVE"_s) + environment.value(u"HOMEPATH"_s);
}

QString AwsEnvironment::path(const QString &variable, const QString &belowHome) const
{
    const QString given = value(variable);
    return given.isEmpty() ? homeOf(*this) + u'/' + belowHome : given;
}

Result<QByteArray> readSmallFile(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return std::unexpected(
            Error{.code = ErrorCode::NotFound, .message = u"The file %1 does not exist."_s.arg(path), .detail = {}});
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(Error{.code = ErrorCode::Io,
                                     .message = u"The file %1 cannot be read: %2."_s.arg(path, file.errorString()),
                                     .detail = {}});
    return file.read(largestFile);
}

} // namespace evenhand
