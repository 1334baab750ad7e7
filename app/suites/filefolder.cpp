// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/suites/filefolder.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

std::unexpected<Error> invalid(const QString &message)
{
    return std::unexpected(Error{.code = ErrorCode::InvalidInput, .message = message, .detail = {}});
}

} // namespace

FileFolder::FileFolder(const QString &folder, Reach reach)
    : m_folder(QFileInfo(folder).canonicalFilePath())
    , m_reach(reach)
{
}

Result<QString> FileFolder::find(const QString &name)
{
    if (m_folder.isEmpty())
        return invalid(u"The file \"%1\" cannot be looked for: there is no folder."_s.arg(name));
    const QFileInfo info(QDir(m_folder).absoluteFilePath(name));
    // Whether something is there is nobody's business either, so a name that leads outside is refused first.
    const QString folder = m_folder.endsWith(u'/') ? m_folder : m_folder + u'/';
    const QString named = QDir::cleanPath(info.absoluteFilePath());
    const QString real = info.canonicalFilePath();
    const bool inside = named.startsWith(folder) && (real.isEmpty() || real.startsWith(folder));
    if (m_reach == Reach::Inside && !inside) {
        if (!m_refused.contains(name))
            m_refused.append(name);
        return invalid(u"The file \"%1\" is outside of the folder of this one."_s.arg(name));
    }
    if (!info.isFile())
        return invalid(u"There is no file \"%1\"."_s.arg(name));
    return named;
}

Result<QByteArray> FileFolder::read(const QString &name, qint64 mostBytes)
{
    const Result<QString> path = find(name);
    if (!path)
        return std::unexpected(path.error());
    QFile file(*path);
    if (!file.open(QIODevice::ReadOnly))
        return invalid(u"\"%1\" cannot be read: %2."_s.arg(name, file.errorString()));
    const QByteArray content = file.read(mostBytes + 1);
    if (content.size() > mostBytes)
        return invalid(u"\"%1\" is larger than %2 MiB."_s.arg(name).arg(mostBytes / 1024 / 1024));
    return content;
}

} // namespace evenhand
