// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFlags>
#include <QString>
#include <QUrl>

namespace evenhand {

// What is to be known of an address before it is opened.
struct LinkJudgement
{
    enum Refusal {
        None,
        Relative,   // it does not say where
        Scheme,     // neither http, https nor mailto
        Malformed,  // programs would disagree about where it leads
        Attachment, // a mail that asks for more than text
    };
    enum Warning {
        ForeignLetters = 1 << 0, // the host's name is not written in ASCII
        UserName = 1 << 1,       // before the host, where it can look like one
        OtherHost = 1 << 2,      // the text of the link names another
    };
    Q_DECLARE_FLAGS(Warnings, Warning)

    Refusal refusal = None;
    Warnings warnings;
    QUrl url;             // what to open; empty when refused
    QString scheme;       // in small letters; empty: there is none
    QString host;         // as it is asked for in the network, with an unusual port; of a mail its first recipient
    QString writtenHost;  // as it reads, where it has ForeignLetters
    QString userName;     // of UserName
    QString promisedHost; // of OtherHost

    bool operator==(const LinkJudgement &) const = default;
};
Q_DECLARE_OPERATORS_FOR_FLAGS(LinkJudgement::Warnings)

// `destination`: as the model wrote it. `visibleText`: what the link reads, if it is known.
LinkJudgement judgeLink(const QString &destination, const QString &visibleText = {});

} // namespace evenhand
