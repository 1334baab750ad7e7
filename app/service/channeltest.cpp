// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/channeltest.h"

#include <QHostAddress>

namespace evenhand {

static QList<Step> stepsOf(const Channel &channel, std::optional<Step> failed)
{
    QList<Step> steps{Step::Credentials, Step::Name,       Step::Connection, Step::Security,
                      Step::SignIn,      Step::Permission, Step::Model};
    if (channel.credentials.isEmpty() && failed != Step::Credentials)
        steps.removeOne(Step::Credentials);
    if (!QHostAddress(channel.origin.host()).isNull())
        steps.removeOne(Step::Name);
    if (channel.origin.scheme() != QLatin1StringView("https"))
        steps.removeOne(Step::Security);
    return channel.origin.isEmpty() ? QList<Step>() : steps;
}

// The provider said this itself, so the way to it is not to blame; how far it looked into the request is not known.
static bool comesFromProvider(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Quota:
    case ErrorCode::RateLimit:
    case ErrorCode::Overloaded:
    case ErrorCode::Server:
    case ErrorCode::ContextLength:
    case ErrorCode::ContentFilter:
    case ErrorCode::UnsupportedParameter:
    case ErrorCode::BadRequest:
    case ErrorCode::Protocol:
    case ErrorCode::TooLarge:
        return true;
    default:
        return false;
    }
}

// The last step that an error without one tells to have been passed.
static std::optional<Step> lastPassed(const Error &error)
{
    return comesFromProvider(error.code) ? std::optional(Step::Security) : std::nullopt;
}

// Nothing was sent: what this step needs, a password of the proxy or a file of authorities, is missing here.
static bool lacksSomethingHere(const Error &error)
{
    const bool wasTried = error.code == ErrorCode::Network || error.code == ErrorCode::Timeout;
    return !wasTried && (error.step == Step::Connection || error.step == Step::Security);
}

QList<TestedStep> testedSteps(const Channel &channel, const ModelList &models)
{
    using State = TestedStep::State;
    const std::optional<Step> failed = models ? std::nullopt : models.error().step;
    const std::optional<Step> passed = models ? Step::Model : failed ? std::nullopt : lastPassed(models.error());
    if (!failed && !passed)
        return {};
    const bool nothingSent = !models && lacksSomethingHere(models.error());
    QList<TestedStep> result;
    for (const Step step : stepsOf(channel, failed)) {
        const bool isPassed = failed ? step < *failed && !nothingSent : step <= *passed;
        const State state = isPassed ? State::Passed : step == failed ? State::Failed : State::NotReached;
        result.append({.step = step, .state = state});
    }
    return result;
}

} // namespace evenhand
