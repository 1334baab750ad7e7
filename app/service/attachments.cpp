// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/attachments.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QMimeDatabase>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

std::unexpected<Error> invalid(const QString &message)
{
    return std::unexpected(Error{.code = ErrorCode::InvalidInput, .message = message, .detail = {}});
}

QString hashOf(const QByteArray &content)
{
    return QString::fromLatin1(QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex());
}

// The content decides; the name only says more of the same: which kind of text, which kind of archive. Text of every
// kind is "text/…", which is what providers know.
QString mediaTypeOf(const QString &name, const QByteArray &content)
{
    const QMimeDatabase types;
    const QMimeType found = types.mimeTypeForData(content);
    const QMimeType named = types.mimeTypeForFile(name, QMimeDatabase::MatchExtension);
    const QMimeType type = !named.isDefault() && named.inherits(found.name()) ? named : found;
    const bool isText =
        type.inherits(u"text/plain"_s) || (type.isDefault() && content.isValidUtf8() && !content.contains('\0'));
    return isText && !type.name().startsWith("text/"_L1) ? u"text/plain"_s : type.name();
}

Result<QByteArray> read(const QString &path)
{
    const QString name = QFileInfo(path).fileName();
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return invalid(u"The attachment “%1” cannot be read; is it still there?"_s.arg(name));
    if (file.size() > mostAttachedBytes)
        return invalid(u"“%1” is larger than the %2 MiB that can be attached."_s.arg(
            name, QString::number(mostAttachedBytes >> 20)));
    const QByteArray content = file.read(mostAttachedBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return invalid(u"The attachment “%1” cannot be read: %2."_s.arg(name, file.errorString()));
    if (content.isEmpty())
        return invalid(u"“%1” is empty: there is nothing to attach."_s.arg(name));
    return content;
}

} // namespace

Result<AttachmentRef> attach(const QString &path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    return read(absolute).transform([&](const QByteArray &content) {
        return AttachmentRef{.path = absolute,
                             .mediaType = mediaTypeOf(absolute, content),
                             .size = content.size(),
                             .sha256 = hashOf(content)};
    });
}

Result<FileContents> readFiles(const QList<AttachmentRef> &files)
{
    FileContents contents;
    qint64 size = 0;
    for (const AttachmentRef &file : files) {
        if (file.sha256.isEmpty() || contents.contains(file.sha256))
            continue;
        const Result<QByteArray> content = read(file.path);
        if (!content)
            return std::unexpected(content.error());
        if (hashOf(*content) != file.sha256)
            return invalid(u"“%1” has changed since it was attached. Take it off and attach it again, or start a new "
                           "conversation if it belongs to an earlier turn."_s.arg(file.name()));
        size += content->size();
        if (size > mostAttachedBytes)
            return invalid(
                u"The attachments have more than %1 MiB together, with those of earlier turns. Take “%2” off."_s
                    .arg(mostAttachedBytes >> 20)
                    .arg(file.name()));
        contents.insert(file.sha256, *content);
    }
    return contents;
}

} // namespace evenhand
