// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/filesafety.h"

#include <QByteArray>
#include <QFile>
#include <QFileInfo>

#include <array>

#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>

namespace evenhand {
namespace {

bool isPrivateGroup(gid_t gid, uid_t owner)
{
    std::array<char, 4096> groupBuffer;
    std::array<char, 4096> userBuffer;
    group groupEntry{};
    passwd userEntry{};
    group *foundGroup = nullptr;
    passwd *foundUser = nullptr;
    getgrgid_r(gid, &groupEntry, groupBuffer.data(), groupBuffer.size(), &foundGroup);
    getpwuid_r(owner, &userEntry, userBuffer.data(), userBuffer.size(), &foundUser);
    return foundGroup && foundUser && !foundGroup->gr_mem[0]
           && QByteArrayView(foundGroup->gr_name) == QByteArrayView(foundUser->pw_name);
}

bool othersCanWrite(const QString &path, bool stickyIsSafe)
{
    struct stat status{};
    if (stat(QFile::encodeName(path).constData(), &status) != 0)
        return true;
    if (stickyIsSafe && (status.st_mode & S_ISVTX))
        return false;
    if (status.st_mode & S_IWOTH)
        return true;
    return (status.st_mode & S_IWGRP) && status.st_gid != 0 && !isPrivateGroup(status.st_gid, status.st_uid);
}

} // namespace

QString writableByOthers(const QString &file)
{
    if (othersCanWrite(file, false))
        return file;
    QString folder = QFileInfo(file).path();
    for (bool own = true;; own = false) {
        if (othersCanWrite(folder, !own))
            return folder;
        const QString above = QFileInfo(folder).path();
        if (above == folder)
            return {};
        folder = above;
    }
}

} // namespace evenhand
