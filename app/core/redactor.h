// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <evenhand/chat.h>

#include <QMutex>

namespace evenhand {

// The one place that keeps secrets out of logs, errors, exports and stored requests: it knows every secret that was
// handed to a plugin and replaces it wherever it turns up, as it is, percent-encoded, escaped as in JSON, or in Base64
// at any place of what was encoded, and it hides the values of headers and query members that are known to carry
// credentials. Thread-safe.
class Redactor
{
public:
    static constexpr const char *mark = "[redacted]";

    // Secrets shorter than 6 bytes are not searched for: they would blank ordinary words.
    void addSecret(const QByteArray &secret);

    QString redact(const QString &text) const;
    QByteArray redact(const QByteArray &bytes) const;
    Error redact(const Error &error) const;
    RequestRecord redact(const RequestRecord &request) const;
    ChatEvent redact(const ChatEvent &event) const;

private:
    mutable QMutex m_mutex;
    QList<QByteArray> m_needles; // longest first
    QStringList m_textNeedles;   // the same
};

} // namespace evenhand
