// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/openai/attachmentdata.h"

using namespace Qt::StringLiterals;

namespace evenhand {

QString dataUrl(const Attachment &attachment)
{
    return u"data:%1;base64,%2"_s.arg(attachment.mediaType, QString::fromLatin1(attachment.data.toBase64()));
}

QString audioFormat(const Attachment &attachment)
{
    const QString &type = attachment.mediaType;
    if (type == "audio/wav"_L1 || type == "audio/x-wav"_L1 || type == "audio/vnd.wave"_L1)
        return u"wav"_s;
    return type == "audio/mpeg"_L1 || type == "audio/mp3"_L1 ? u"mp3"_s : QString();
}

} // namespace evenhand
