// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <evenhand/error.h>

#include <QByteArray>
#include <QStringList>

namespace evenhand {

// The files that a suite's file names, relative to its own folder. A file elsewhere, links followed, is refused unless the
// person said that it may be read: a file of others could name anything.
class FileFolder
{
public:
    enum class Reach { Inside, Anywhere };

    FileFolder() = default; // no folder: nothing can be read
    FileFolder(const QString &folder, Reach reach);

    // The absolute path of a file that is there. InvalidInput with a sentence when there is none, or it is out of reach.
    Result<QString> find(const QString &name);
    Result<QByteArray> read(const QString &name, qint64 mostBytes);

    QStringList refused() const { return m_refused; } // names that were out of reach, each once

private:
    QString m_folder; // canonical; empty: none
    Reach m_reach = Reach::Inside;
    QStringList m_refused;
};

} // namespace evenhand
