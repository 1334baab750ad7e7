// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/preferences.h"

#include <QSettings>

namespace evenhand::Preferences {

constexpr QLatin1StringView folderKey("plugins/approvedFolder");

QString approvedPluginFolder()
{
    return QSettings().value(folderKey).toString();
}

void setApprovedPluginFolder(const QString &folder)
{
    QSettings settings;
    if (folder.isEmpty())
        settings.remove(folderKey);
    else
        settings.setValue(folderKey, folder);
}

} // namespace evenhand::Preferences
