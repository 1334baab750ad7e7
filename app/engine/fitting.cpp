// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/fitting.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr qsizetype mostKeptBytes = 1024; // of an attachment within a request record

void fitAttachments(FittedRequest &fit, const Capabilities &capabilities)
{
    for (Message &message : fit.request.messages) {
        message.attachments.removeIf([&](const Attachment &attachment) {
            const bool isImage = attachment.mediaType.startsWith("image/"_L1);
            if (isImage ? capabilities.images : capabilities.documents)
                return false;
            fit.notices.append(u"“%1” was not sent: this channel takes no %2."_s.arg(
                attachment.name, isImage ? u"images"_s : u"documents"_s));
            return true;
        });
    }
}

QByteArray standIn(const QByteArray &content)
{
    return "[" + QByteArray::number(content.size()) + " bytes, SHA-256 "
           + QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex() + "]";
}

} // namespace

FittedRequest fitted(const ChatRequest &request, const Capabilities &capabilities)
{
    FittedRequest fit{.request = request, .notices = {}};
    fitAttachments(fit, capabilities);
    if (!capabilities.toolCalls && !fit.request.tools.isEmpty()) {
        fit.request.tools.clear();
        fit.notices.append(u"The tools were not sent: this channel takes none."_s);
    }
    if (!capabilities.structuredOutput && fit.request.format) {
        fit.request.format.reset();
        fit.notices.append(u"The answer format was not sent: this channel takes none."_s);
    }
    return fit;
}

RequestRecord withoutFiles(const RequestRecord &record, const ChatRequest &request)
{
    RequestRecord result = record;
    for (const Message &message : request.messages) {
        for (const Attachment &attachment : message.attachments) {
            if (attachment.data.size() > mostKeptBytes)
                result.body.replace(attachment.data.toBase64(), standIn(attachment.data));
        }
    }
    return result;
}

} // namespace evenhand
