// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/bedrock/bedrockerror.h"

#include "plugins/http/httpheaders.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

constexpr qsizetype longestWords = 2000;  // characters shown to a person
constexpr qsizetype longestDetail = 4096; // characters of a body kept for a log

// What a failure means, and what to do.
struct Meaning
{
    ErrorCode code = ErrorCode::BadRequest;
    std::optional<Step> step;
    bool retryable = false;
    QLatin1StringView what; // without its full stop: the status may follow
    QLatin1StringView advice;
};

constexpr Meaning throttled{ErrorCode::RateLimit,
                            {},
                            true,
                            "AWS takes no more requests of this account for now"_L1,
                            "Try again later, or ask AWS for a higher quota."_L1};
constexpr Meaning overloaded{
    ErrorCode::Overloaded, {}, true, "Bedrock has no capacity for now"_L1, "Try again later."_L1};
constexpr Meaning notReady{ErrorCode::Overloaded, {}, true, "The model is not ready yet"_L1, "Try again later."_L1};
constexpr Meaning failedInside{ErrorCode::Server, {}, true, "Bedrock failed"_L1, "Trying again may help."_L1};
constexpr Meaning modelFailed{ErrorCode::Server, {}, false, "The model failed on this request"_L1, ""_L1};
constexpr Meaning streamFailed{
    ErrorCode::Server, {}, true, "The model failed while it answered"_L1, "Trying again may help."_L1};
constexpr Meaning tookTooLong{ErrorCode::Timeout, {}, true, "The model took too long"_L1, "Trying again may help."_L1};
constexpr Meaning quotaReached{ErrorCode::Quota,
                               {},
                               false,
                               "A quota of the AWS account is used up"_L1,
                               "Waiting does not help; look at Service Quotas in the AWS console."_L1};
constexpr Meaning unknownKeys{ErrorCode::Auth, Step::SignIn, false, "AWS does not know the credentials"_L1,
                              "Check the key, or the profile that it comes from."_L1};
constexpr Meaning wrongSignature{ErrorCode::Auth, Step::SignIn, false, "AWS does not accept the signature"_L1,
                                 "Check the secret key, the region and the clock of this computer."_L1};
constexpr Meaning expired{ErrorCode::Auth, Step::SignIn, false, "The AWS credentials have expired"_L1,
                          "Renew them, for instance with aws sso login, then try again."_L1};
constexpr Meaning notAllowed{ErrorCode::Auth, Step::Permission, false,
                             "AWS does not allow these credentials to do this"_L1,
                             "They need the permission that AWS names, such as "
                             "bedrock:InvokeModelWithResponseStream."_L1};
constexpr Meaning noModelAccess{ErrorCode::Auth, Step::Model, false, "The AWS account has no access to this model"_L1,
                                "Ask for it in the Bedrock console of this region, under model access."_L1};
constexpr Meaning noSuchModel{ErrorCode::BadRequest, Step::Model, false, "There is no such model in this region"_L1,
                              "Check the model's name, or choose one from the channel's list."_L1};
constexpr Meaning needsProfile{
    ErrorCode::BadRequest, Step::Model, false, "This model cannot be called by its own name in this region"_L1,
    "Choose the inference profile for it from the channel's list; its name begins with a place, "
    "as in us. or global."_L1};
constexpr Meaning tooLong{ErrorCode::ContextLength,
                          {},
                          false,
                          "The prompt does not fit the model"_L1,
                          "Shorten it, or choose a model with a longer context."_L1};
constexpr Meaning unsupported{ErrorCode::UnsupportedParameter,
                              {},
                              false,
                              "The model does not take one of the target's parameters"_L1,
                              "Change it or leave it out."_L1};
constexpr Meaning notTaken{ErrorCode::BadRequest, {}, false, "Bedrock does not accept the request"_L1, ""_L1};

struct NamedMeaning
{
    QLatin1StringView type; // without "Exception" at its end
    const Meaning &meaning;
};
constexpr std::array meanings = {
    NamedMeaning{"Throttling"_L1, throttled},
    NamedMeaning{"TooManyRequests"_L1, throttled},
    NamedMeaning{"ServiceUnavailable"_L1, overloaded},
    NamedMeaning{"ModelNotReady"_L1, notReady},
    NamedMeaning{"InternalServer"_L1, failedInside},
    NamedMeaning{"InternalFailure"_L1, failedInside},
    NamedMeaning{"InternalError"_L1, failedInside},
    NamedMeaning{"ModelError"_L1, modelFailed},
    NamedMeaning{"ModelStreamError"_L1, streamFailed},
    NamedMeaning{"ModelTimeout"_L1, tookTooLong},
    NamedMeaning{"ServiceQuotaExceeded"_L1, quotaReached},
    NamedMeaning{"UnrecognizedClient"_L1, unknownKeys},
    NamedMeaning{"InvalidClientTokenId"_L1, unknownKeys},
    NamedMeaning{"MissingAuthenticationToken"_L1, unknownKeys},
    NamedMeaning{"InvalidSignature"_L1, wrongSignature},
    NamedMeaning{"SignatureDoesNotMatch"_L1, wrongSignature},
    NamedMeaning{"IncompleteSignature"_L1, wrongSignature},
    NamedMeaning{"RequestTimeTooSkewed"_L1, wrongSignature},
    NamedMeaning{"ExpiredToken"_L1, expired},
    NamedMeaning{"ResourceNotFound"_L1, noSuchModel},
    NamedMeaning{"Serialization"_L1, notTaken},
    NamedMeaning{"Conflict"_L1, notTaken},
    NamedMeaning{"UnknownOperation"_L1, notTaken},
};

bool speaksOf(const QString &message, const QString &pattern)
{
    return message.contains(QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption));
}

const Meaning &meaningOfDenial(const QString &message)
{
    if (speaksOf(message, u"access to the model|model access|aws-marketplace|specified model"_s))
        return noModelAccess;
    if (speaksOf(message, u"api key|bearer|authentication failed"_s))
        return unknownKeys;
    return notAllowed;
}

const Meaning &meaningOfValidation(const QString &message)
{
    if (speaksOf(message, u"on-demand throughput"_s))
        return needsProfile;
    if (speaksOf(message, u"model identifier is invalid|model id .*(invalid|not exist)"_s))
        return noSuchModel;
    if (speaksOf(message, u"too long|context (length|window|size|limit)|input length|"
                          "exceeds? the (model's )?maximum (number of )?input"_s))
        return tooLong;
    if (speaksOf(message, u"support|deprecated|not (permitted|allowed)|extraneous|extra inputs|cannot both"_s))
        return unsupported;
    return notTaken;
}

// Null for a type that is not known.
const Meaning *meaningOf(const ProviderWords &words)
{
    if (speaksOfExpiry(words))
        return &expired;
    QString type = words.type;
    if (type.endsWith("Exception"_L1))
        type.chop(9);
    if (type.compare("AccessDenied"_L1, Qt::CaseInsensitive) == 0)
        return &meaningOfDenial(words.message);
    if (type.compare("Validation"_L1, Qt::CaseInsensitive) == 0)
        return &meaningOfValidation(words.message);
    const auto found = std::ranges::find_if(
        meanings, [&](const NamedMeaning &named) { return type.compare(named.type, Qt::CaseInsensitive) == 0; });
    return found == meanings.end() ? nullptr : &found->meaning;
}

QString messageFor(const Meaning &meaning, int status, const QString &words)
{
    QString message = status > 0 ? u"%1 (HTTP %2)."_s.arg(meaning.what).arg(status) : meaning.what + u"."_s;
    if (!meaning.advice.isEmpty())
        message += u' ' + meaning.advice;
    if (!words.isEmpty())
        message += u" It says: %1"_s.arg(words);
    return message;
}

ChatOutcome outcomeFor(const Meaning &meaning, int status, const QString &words)
{
    return {.error = Error{.code = meaning.code,
                           .message = messageFor(meaning, status, words),
                           .detail = {},
                           .step = meaning.step},
            .retryable = meaning.retryable,
            .retryAfter = {}};
}

} // namespace

ProviderWords readBedrockError(const QList<Header> &headers, const QByteArray &body)
{
    const QJsonObject json = QJsonDocument::fromJson(body).object();
    ProviderWords words = readErrorBody(body);
    if (const QString message = json["Message"_L1].toString(); words.message.isEmpty())
        words.message = message.left(longestWords);
    if (const QString original = json["originalMessage"_L1].toString(); !original.isEmpty())
        words.message += u" (%1)"_s.arg(original.left(longestWords));
    const QString header = QString::fromUtf8(headerValue(headers, "x-amzn-errortype")).section(u':', 0, 0).trimmed();
    const QString member = json["__type"_L1].toString().section(u'#', -1);
    words.type = !header.isEmpty() ? header : !member.isEmpty() ? member : words.code;
    return words;
}

HttpFailure bedrockFailure(int status, const QList<Header> &headers, const QByteArray &body, const QDateTime &now)
{
    const ProviderWords words = readBedrockError(headers, body);
    const QJsonObject plain{{u"message"_s, words.message}, {u"code"_s, words.code}};
    HttpFailure failure = httpFailure(status, headers, QJsonDocument(plain).toJson(), now);
    failure.words = words;
    if (const Meaning *meaning = meaningOf(words)) {
        const ChatOutcome outcome = outcomeFor(*meaning, status, words.message);
        failure.outcome.error = outcome.error;
        failure.outcome.retryable = parseShouldRetry(headers).value_or(outcome.retryable);
    }
    failure.outcome.error->detail =
        u"HTTP %1 %2\n%3"_s.arg(QString::number(status), words.type, QString::fromUtf8(body.left(longestDetail)));
    return failure;
}

ChatOutcome bedrockStreamFailure(const ProviderWords &words)
{
    const Meaning *meaning = meaningOf(words);
    ChatOutcome outcome = meaning ? outcomeFor(*meaning, 0, words.message) : streamFailure(words);
    if (outcome.error->detail.isEmpty())
        outcome.error->detail = words.type;
    return outcome;
}

bool speaksOfTheSignature(const ProviderWords &words)
{
    return speaksOf(words.type, u"^(InvalidSignature|SignatureDoesNotMatch|RequestTimeTooSkewed|RequestExpired)"_s)
           || speaksOf(words.message, u"signature (expired|not yet current)"_s);
}

bool speaksOfExpiry(const ProviderWords &words)
{
    return speaksOf(words.type, u"^ExpiredToken"_s) || speaksOf(words.message, u"security token .*expired"_s);
}

} // namespace evenhand
