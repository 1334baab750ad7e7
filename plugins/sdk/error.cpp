// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#include <evenhand/error.h>

#include <evenhand/enumnames.h>

namespace evenhand {

static constexpr EnumName<ErrorCode> errorCodeNames[] = {
    {ErrorCode::Auth, "auth"},
    {ErrorCode::Quota, "quota"},
    {ErrorCode::RateLimit, "rate_limit"},
    {ErrorCode::Overloaded, "overloaded"},
    {ErrorCode::Server, "server"},
    {ErrorCode::ContextLength, "context_length"},
    {ErrorCode::ContentFilter, "content_filter"},
    {ErrorCode::UnsupportedParameter, "unsupported_parameter"},
    {ErrorCode::BadRequest, "bad_request"},
    {ErrorCode::Network, "network"},
    {ErrorCode::Timeout, "timeout"},
    {ErrorCode::Protocol, "protocol"},
    {ErrorCode::TooLarge, "too_large"},
    {ErrorCode::Cancelled, "cancelled"},
    {ErrorCode::InvalidInput, "invalid_input"},
    {ErrorCode::NotFound, "not_found"},
    {ErrorCode::InUse, "in_use"},
    {ErrorCode::Incompatible, "incompatible"},
    {ErrorCode::Io, "io"},
    {ErrorCode::Internal, "internal"},
};

QString toString(ErrorCode code)
{
    return enumToString(errorCodeNames, code);
}

std::optional<ErrorCode> errorCodeFromString(QStringView name)
{
    return enumFromString(errorCodeNames, name);
}

static constexpr EnumName<Step> stepNames[] = {
    {Step::Credentials, "credentials"},
    {Step::Name, "name"},
    {Step::Connection, "connection"},
    {Step::Security, "security"},
    {Step::SignIn, "sign_in"},
    {Step::Permission, "permission"},
    {Step::Model, "model"},
};

QString toString(Step step)
{
    return enumToString(stepNames, step);
}

std::optional<Step> stepFromString(QStringView name)
{
    return enumFromString(stepNames, name);
}

} // namespace evenhand
