// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/channel.h"

#include <evenhand/provider.h>

namespace evenhand {

// How far a channel that was asked for its models came, step by step.
struct TestedStep
{
    enum class State {
        Passed,
        Failed,
        NotReached,
    };

    Step step = Step::Credentials;
    State state = State::NotReached;

    bool operator==(const TestedStep &) const = default;
};

// In the order in which a request takes them, without those that the channel does not need: a key that it does not name, a name for an address of
// figures, TLS for http, all of them where nothing leaves the machine. Empty also when an error does not tell where it
// happened.
QList<TestedStep> testedSteps(const Channel &channel, const ModelList &models);

// What a person should know of the credentials that were used: where they come from, and when they end.
struct CredentialLine
{
    QString text;
    bool urgent = false; // they have ended or will soon, and nothing renews them by itself

    bool operator==(const CredentialLine &) const = default;
};
CredentialLine credentialLine(const CredentialInfo &credential, const QDateTime &now);

} // namespace evenhand
