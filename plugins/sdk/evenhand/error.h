// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#pragma once

#include <evenhand/sdk_export.h>

#include <QMetaType>
#include <QString>

#include <expected>
#include <optional>

namespace evenhand {

// One set of codes for everything that can fail. The names of toString() are stable: they stand in workspaces,
// exports and JSON output.
enum class ErrorCode {
    // What a provider said, or what happened on the way to it.
    Auth,                 // the key is missing, wrong, expired or not allowed to do this
    Quota,                // credit or quota is used up; waiting does not help
    RateLimit,            // too many requests for now
    Overloaded,           // the provider has no capacity for now (503, 529, a model still loading)
    Server,               // any other failure inside the provider (5xx)
    ContextLength,        // the prompt does not fit the model
    ContentFilter,        // the provider refused to process the request
    UnsupportedParameter, // the model does not take a parameter or a value of it
    BadRequest,           // any other request that the provider does not accept, an unknown model included
    Network,              // no connection, a reset, a TLS failure, a redirect that was not followed
    Timeout,              // connect, idle or total time was exceeded
    Protocol,             // the answer is not what the protocol says, or ended before its end
    TooLarge,             // a size cap was passed
    Cancelled,            // stopped by the person
    // What this program found.
    InvalidInput, // a file, an option or a field that cannot be used as it is
    NotFound,     // something named does not exist
    InUse,        // another process has it
    Incompatible, // made by a newer version, or by another program
    Io,           // reading or writing failed
    Internal,     // a defect of this program or of a plugin
};

EVENHAND_SDK_EXPORT QString toString(ErrorCode code);
EVENHAND_SDK_EXPORT std::optional<ErrorCode> errorCodeFromString(QStringView name);

// The step on the way to an answer at which something failed.
enum class Step {
    Credentials, // they could not be read or fetched
    Name,        // the name server does not know the host
    Connection,  // TCP, or a proxy
    Security,    // TLS: certificate, protocol
    SignIn,      // the provider does not know the key
    Permission,  // it knows the key, which may not do this
    Model,       // the model does not exist, or this account has no access to it
};

EVENHAND_SDK_EXPORT QString toString(Step step);
EVENHAND_SDK_EXPORT std::optional<Step> stepFromString(QStringView name);

struct Error
{
    ErrorCode code = ErrorCode::Internal;
    QString message;          // for a person: what is wrong, what to do; the provider's own words where there are any
    QString detail;           // for a log: status, raw body, system error; without secrets
    std::optional<Step> step; // where it is known

    bool operator==(const Error &) const = default;
};

template<typename T>
using Result = std::expected<T, Error>;

} // namespace evenhand

Q_DECLARE_METATYPE(evenhand::Error)
