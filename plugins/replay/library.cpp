// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/replay/library.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace evenhand::replay {
namespace {

constexpr qint64 mostBytes = 64 * 1024 * 1024;

std::unexpected<Error> invalid(const QString &message, const QString &detail = {})
{
    return std::unexpected(Error{.code = ErrorCode::InvalidInput, .message = message, .detail = detail});
}

Result<Recording> load(const QFileInfo &info)
{
    QFile file(info.filePath());
    if (info.size() > mostBytes)
        return invalid(u"The recording “%1” is larger than 64 MiB."_s.arg(info.fileName()));
    if (!file.open(QIODevice::ReadOnly))
        return invalid(u"The recording “%1” cannot be read."_s.arg(info.fileName()), file.errorString());
    return parseRecording(file.readAll(), info.fileName());
}

Result<QMap<QString, Recording>> loadFolder(const QDir &folder)
{
    QMap<QString, Recording> result;
    for (const QFileInfo &info : folder.entryInfoList({u"*.json"_s}, QDir::Files, QDir::Name)) {
        Result<Recording> recording = load(info);
        if (!recording)
            return std::unexpected(recording.error());
        const QString id = recording->model.id;
        if (result.contains(id))
            return invalid(u"Two recordings in “%1” are of the model “%2”."_s.arg(folder.path(), id));
        result.insert(id, *std::move(recording));
    }
    return result;
}

} // namespace

Result<QMap<QString, Recording>> loadLibrary(const QString &folder)
{
    Result<QMap<QString, Recording>> library = loadFolder(QDir(u":/evenhand/replay/recordings"_s));
    if (!library || folder.isEmpty())
        return library;
    const Result<QMap<QString, Recording>> own = loadFolder(QDir(folder));
    if (!own)
        return own;
    library->insert(*own);
    return library;
}

} // namespace evenhand::replay
