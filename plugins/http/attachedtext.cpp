// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#include "plugins/http/attachedtext.h"

#include <QMimeDatabase>

using namespace Qt::StringLiterals;

namespace evenhand {

bool isText(const Attachment &attachment)
{
    return attachment.mediaType.startsWith("text/"_L1)
           || QMimeDatabase().mimeTypeForName(attachment.mediaType).inherits(u"text/plain"_s);
}

QString attachedText(const Attachment &attachment)
{
    return u"%1:\n\n%2"_s.arg(attachment.name, QString::fromUtf8(attachment.data));
}

QString attachedTextNotice(const Attachment &attachment)
{
    return u"“%1” was sent as a part of the prompt's text."_s.arg(attachment.name);
}

} // namespace evenhand
