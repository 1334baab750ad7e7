// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/channeltest.h"

#include <QHostAddress>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace evenhand {

static constexpr auto soon = 15min; // time enough to renew by hand

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

static QString timeText(const QDateTime &time, const QDateTime &now)
{
    const QDateTime local = time.toLocalTime();
    const bool today = local.date() == now.toLocalTime().date();
    return local.toString(today ? u"HH:mm"_s : u"yyyy-MM-dd HH:mm"_s);
}

CredentialLine credentialLine(const CredentialInfo &credential, const QDateTime &now)
{
    const bool renewed = credential.renewal.isEmpty();
    const QString advice = renewed ? QString() : u' ' + credential.renewal;
    if (!credential.expires)
        return {.text = u"Authorised by %1.%2"_s.arg(credential.origin, advice)};
    const QString time = timeText(*credential.expires, now);
    if (*credential.expires <= now)
        return {.text = u"Authorised by %1, which expired at %2.%3"_s.arg(credential.origin, time, advice),
                .urgent = !renewed};
    if (renewed)
        return {.text = u"Authorised by %1, valid until %2 and renewed before."_s.arg(credential.origin, time)};
    if (*credential.expires - now > soon)
        return {.text = u"Authorised by %1, valid until %2."_s.arg(credential.origin, time)};
    return {.text = u"Authorised by %1, valid only until %2.%3"_s.arg(credential.origin, time, advice), .urgent = true};
}

} // namespace evenhand
