// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/text/linkaside.h"

#include "app/text/visibletext.h"

#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr qsizetype longestShown = 200; // characters of an address; the rest can be seen at the link

QString shortened(const QString &address)
{
    QString shown = visibleText(address.left(longestShown).simplified());
    if (address.size() > longestShown)
        shown += u'…';
    return shown;
}

// Without what is often left out when an address is written.
QStringView essence(QStringView address)
{
    for (const QStringView scheme : {u"https://", u"http://", u"mailto:"}) {
        if (address.startsWith(scheme, Qt::CaseInsensitive)) {
            address = address.sliced(scheme.size());
            break;
        }
    }
    return address.endsWith(u'/') ? address.chopped(1) : address;
}

} // namespace

QString linkAside(QStringView text, const QString &destination)
{
    // Letters of other scripts may look like those of another host.
    const bool isAscii = std::ranges::all_of(destination, [](QChar c) { return c.unicode() < 0x80; });
    if (isAscii && essence(text.trimmed()) == essence(destination))
        return {};
    const QString host = QUrl(destination, QUrl::StrictMode).host(QUrl::FullyEncoded);
    const QString shown = host.isEmpty() ? shortened(destination) : shortened(host);
    return shown.isEmpty() ? u" (no address)"_s : u" (%1)"_s.arg(shown);
}

QString imageAside(const QString &destination)
{
    return destination.isEmpty() ? u" (image not loaded)"_s : u" (image not loaded: %1)"_s.arg(shortened(destination));
}

} // namespace evenhand
