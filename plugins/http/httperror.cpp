// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#include "plugins/http/httperror.h"

#include "plugins/http/httpheaders.h"
#include "plugins/http/rpcdetails.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

constexpr qsizetype longestWords = 2000;  // characters shown to a person
constexpr qsizetype longestDetail = 4096; // characters of a body kept for a log

// What providers call a failure in `code` or `type`, where it says more than the status.
struct NamedFailure
{
    QLatin1StringView name;
    ErrorCode code;
};
constexpr std::array namedFailures = {
    NamedFailure{"insufficient_quota"_L1, ErrorCode::Quota},
    NamedFailure{"billing_hard_limit_reached"_L1, ErrorCode::Quota},
    NamedFailure{"billing_not_active"_L1, ErrorCode::Quota},
    NamedFailure{"exceeded_current_quota_error"_L1, ErrorCode::Quota},
    NamedFailure{"insufficient_balance"_L1, ErrorCode::Quota},
    NamedFailure{"billing_error"_L1, ErrorCode::Quota},
    NamedFailure{"enforced_spend_limit_reached"_L1, ErrorCode::Quota},
    NamedFailure{"context_length_exceeded"_L1, ErrorCode::ContextLength},
    NamedFailure{"exceed_context_size_error"_L1, ErrorCode::ContextLength},
    NamedFailure{"content_filter"_L1, ErrorCode::ContentFilter},
    NamedFailure{"content_policy_violation"_L1, ErrorCode::ContentFilter},
    NamedFailure{"unsupported_parameter"_L1, ErrorCode::UnsupportedParameter},
    NamedFailure{"unsupported_value"_L1, ErrorCode::UnsupportedParameter},
    NamedFailure{"extra_forbidden"_L1, ErrorCode::UnsupportedParameter},
    NamedFailure{"invalid_api_key"_L1, ErrorCode::Auth},
    NamedFailure{"API_KEY_INVALID"_L1, ErrorCode::Auth},
    NamedFailure{"authentication_error"_L1, ErrorCode::Auth},
    NamedFailure{"permission_error"_L1, ErrorCode::Auth},
    NamedFailure{"rate_limit_exceeded"_L1, ErrorCode::RateLimit},
    NamedFailure{"rate_limit_error"_L1, ErrorCode::RateLimit},
    NamedFailure{"timeout_error"_L1, ErrorCode::Timeout},
    NamedFailure{"overloaded_error"_L1, ErrorCode::Overloaded},
    NamedFailure{"unavailable_error"_L1, ErrorCode::Overloaded},
    NamedFailure{"invalid_request_error"_L1, ErrorCode::BadRequest},
    NamedFailure{"not_found_error"_L1, ErrorCode::BadRequest},
    NamedFailure{"invalid_prompt"_L1, ErrorCode::BadRequest},
};

constexpr std::array contextPhrases = {"maximum context length"_L1, "context window"_L1,
                                       "context size"_L1,           "context length"_L1,
                                       "prompt is too long"_L1,     "maximum number of tokens allowed"_L1};

// Said with a status as if the server had failed, of an image that the model does not take.
constexpr std::array inputPhrases = {"input is not supported"_L1};

constexpr std::array parameterPhrases = {"extra inputs are not permitted"_L1, "cannot find field"_L1,
                                         "does not support thinking"_L1, "unrecognized request argument"_L1,
                                         "is not supported for this model"_L1};

constexpr std::array creditPhrases = {"credit balance is too low"_L1, "spend limit"_L1};

struct Sentence
{
    ErrorCode code;
    QLatin1StringView what; // without its full stop: the status may follow
    QLatin1StringView advice;
};
constexpr std::array sentences = {
    Sentence{ErrorCode::Auth, "The provider does not accept the channel's key for this"_L1,
             "Check the key and what it is allowed to do."_L1},
    Sentence{ErrorCode::Quota, "The account's credit or quota is used up"_L1,
             "Waiting does not help; look at the account with the provider."_L1},
    Sentence{ErrorCode::RateLimit, "The provider takes no more requests for now"_L1, "Try again later."_L1},
    Sentence{ErrorCode::Overloaded, "The provider has no capacity for now"_L1, "Try again later."_L1},
    Sentence{ErrorCode::Server, "The provider failed"_L1, "Trying again may help."_L1},
    Sentence{ErrorCode::ContextLength, "The prompt does not fit the model"_L1,
             "Shorten it, or choose a model with a longer context."_L1},
    Sentence{ErrorCode::ContentFilter, "The provider refused to process the request"_L1, ""_L1},
    Sentence{ErrorCode::UnsupportedParameter, "The model does not take one of the target's parameters"_L1,
             "Change it or leave it out."_L1},
    Sentence{ErrorCode::Timeout, "The provider took too long"_L1, "Trying again may help."_L1},
};

QString textOf(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    if (value.isDouble())
        return value.toVariant().toString();
    return {};
}

QString firstText(const QJsonObject &object, std::initializer_list<QLatin1StringView> keys)
{
    for (const QLatin1StringView key : keys) {
        if (const QString text = textOf(object.value(key)); !text.isEmpty())
            return text;
    }
    return {};
}

// [{"type", "loc": ["body", "member"], "msg"}, …]
ProviderWords readDetails(const QJsonArray &details)
{
    ProviderWords words;
    QStringList lines;
    for (const QJsonValue &detail : details) {
        const QJsonArray location = detail["loc"_L1].toArray();
        QStringList path;
        for (const QJsonValue &step : location)
            path << textOf(step);
        const QString message = textOf(detail["msg"_L1]);
        lines << (path.isEmpty() ? message : u"%1: %2"_s.arg(path.join(u'.'), message));
        if (words.type.isEmpty()) {
            words.type = textOf(detail["type"_L1]);
            words.param = path.isEmpty() ? QString() : path.last();
        }
    }
    words.message = lines.join("; "_L1);
    return words;
}

ProviderWords readPage(const QString &page)
{
    static const QRegularExpression title(u"<title[^<>]*>(.*?)(</title>|$)"_s,
                                          QRegularExpression::CaseInsensitiveOption
                                              | QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression tag(u"<(script|style).*?(</\\1>|$)|<[^<>]*>"_s,
                                        QRegularExpression::CaseInsensitiveOption
                                            | QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpressionMatch match = title.match(page);
    QString text = match.hasMatch() ? match.captured(1) : QString(page).replace(tag, u" "_s);
    return {.message = text.simplified(), .type = {}, .code = {}, .param = {}};
}

std::optional<ErrorCode> codeOfName(const QString &name)
{
    const auto found = std::ranges::find_if(namedFailures, [&](const NamedFailure &failure) {
        return name.compare(failure.name, Qt::CaseInsensitive) == 0;
    });
    return found == namedFailures.end() ? std::nullopt : std::optional(found->code);
}

ErrorCode codeOfStatus(int status)
{
    switch (status) {
    case 401:
    case 403:
        return ErrorCode::Auth;
    case 402:
        return ErrorCode::Quota;
    case 408:
    case 504:
    case 524: // a gateway's own
        return ErrorCode::Timeout;
    case 413:
        return ErrorCode::ContextLength;
    case 429:
        return ErrorCode::RateLimit;
    case 498: // no capacity in the tier that was asked for
    case 503:
    case 529:
        return ErrorCode::Overloaded;
    case 409: // a conflict passes
        return ErrorCode::Server;
    case 501:
        return ErrorCode::BadRequest;
    default:
        return status >= 400 && status < 500 ? ErrorCode::BadRequest : ErrorCode::Server;
    }
}

template<std::size_t N>
bool containsOne(const QString &message, const std::array<QLatin1StringView, N> &phrases)
{
    return std::ranges::any_of(phrases,
                               [&](QLatin1StringView phrase) { return message.contains(phrase, Qt::CaseInsensitive); });
}

// status is 0 when there was none.
ErrorCode classify(int status, const ProviderWords &words)
{
    if (status >= 500)
        return containsOne(words.message, inputPhrases) ? ErrorCode::BadRequest : codeOfStatus(status);
    if (status == 429 && words.type.contains("PerDay"_L1))
        return ErrorCode::Quota;
    std::optional<ErrorCode> named = codeOfName(words.code);
    if (!named)
        named = codeOfName(words.type);
    const ErrorCode code = named && (*named != ErrorCode::BadRequest || status == 0) ? *named : codeOfStatus(status);
    if (code != ErrorCode::BadRequest)
        return code;
    if (containsOne(words.message, creditPhrases))
        return ErrorCode::Quota;
    if (containsOne(words.message, parameterPhrases))
        return ErrorCode::UnsupportedParameter;
    return containsOne(words.message, contextPhrases) ? ErrorCode::ContextLength : code;
}

bool namesPermission(const ProviderWords &words)
{
    return words.type == "permission_error"_L1 || words.code == "permission_error"_L1;
}

std::optional<Step> stepOf(int status, ErrorCode code, const ProviderWords &words)
{
    if (status == 407)
        return Step::Connection; // the proxy wants to know who asks
    if (code == ErrorCode::Auth)
        return status == 403 || namesPermission(words) ? Step::Permission : Step::SignIn;
    const bool missing = status == 404 || words.message.contains("not found"_L1);
    const bool unknown = missing && words.message.contains("model"_L1, Qt::CaseInsensitive);
    return unknown || words.code == "model_not_found"_L1 ? std::optional(Step::Model) : std::nullopt;
}

bool isRetryable(ErrorCode code)
{
    return code == ErrorCode::RateLimit || code == ErrorCode::Overloaded || code == ErrorCode::Server
           || code == ErrorCode::Timeout;
}

Sentence sentenceOf(ErrorCode code, int status)
{
    const auto found = std::ranges::find(sentences, code, &Sentence::code);
    if (found != sentences.end())
        return *found;
    if (status == 404)
        return {code, "The provider does not have what was asked for"_L1,
                "Check the model's name and the channel's address."_L1};
    return {code, "The provider does not accept the request"_L1, ""_L1};
}

QString messageFor(ErrorCode code, int status, const QString &words)
{
    const Sentence sentence = sentenceOf(code, status);
    QString message = status > 0 ? u"%1 (HTTP %2)."_s.arg(sentence.what).arg(status) : sentence.what + u"."_s;
    if (!sentence.advice.isEmpty())
        message += u' ' + sentence.advice;
    if (!words.isEmpty())
        message += u" It says: %1"_s.arg(words);
    return message;
}

ChatOutcome outcomeFor(int status, const ProviderWords &words)
{
    const ErrorCode code = classify(status, words);
    return {.error = Error{.code = code,
                           .message = messageFor(code, status, words.message),
                           .detail = {},
                           .step = stepOf(status, code, words)},
            .retryable = isRetryable(code),
            .retryAfter = words.retryAfter};
}

} // namespace

ProviderWords readErrorObject(const QJsonValue &value)
{
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        return array.isEmpty() ? ProviderWords() : readErrorObject(array.first());
    }
    if (value.isString())
        return {.message = value.toString().left(longestWords), .type = {}, .code = {}, .param = {}};
    const QJsonObject object = value.toObject();
    if (object["error"_L1].isObject() || object["error"_L1].isArray())
        return readErrorObject(object["error"_L1]);
    if (object["detail"_L1].isArray())
        return readDetails(object["detail"_L1].toArray());
    QString code = firstText(object, {"code"_L1, "status"_L1});
    if (code.isEmpty())
        code = firstText(object["details"_L1].toObject(), {"error_code"_L1});
    const RpcDetails rpc = readRpcDetails(object["details"_L1].toArray());
    return {
        .message = firstText(object, {"message"_L1, "error"_L1, "detail"_L1, "msg"_L1}).left(longestWords),
        .type = rpc.reason.isEmpty() ? firstText(object, {"type"_L1}) : rpc.reason,
        .code = code,
        .param = firstText(object, {"param"_L1}),
        .retryAfter = rpc.retryAfter,
    };
}

ProviderWords readErrorBody(const QByteArray &body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (document.isObject())
        return readErrorObject(document.object());
    if (document.isArray())
        return readErrorObject(document.array());
    const QString text = QString::fromUtf8(body).trimmed();
    ProviderWords words = text.startsWith(u'<') ? readPage(text) : ProviderWords{.message = text};
    words.message.truncate(longestWords);
    return words;
}

HttpFailure httpFailure(int status, const QList<Header> &headers, const QByteArray &body, const QDateTime &now)
{
    HttpFailure failure{.status = status, .words = readErrorBody(body), .outcome = {}};
    failure.outcome = outcomeFor(status, failure.words);
    failure.outcome.error->detail = u"HTTP %1\n%2"_s.arg(status).arg(QString::fromUtf8(body.left(longestDetail)));
    failure.outcome.retryable = parseShouldRetry(headers).value_or(failure.outcome.retryable);
    if (const auto wait = parseRetryAfter(headers, now))
        failure.outcome.retryAfter = wait;
    return failure;
}

ChatOutcome streamFailure(const ProviderWords &words)
{
    bool numeric = false;
    const int status = words.code.toInt(&numeric);
    ChatOutcome outcome = outcomeFor(0, words);
    if (numeric && status >= 400 && status < 600)
        outcome = outcomeFor(status, words);
    return outcome;
}

Error redirectError(const QUrl &from, const QByteArray &location)
{
    const QUrl to = from.resolved(QUrl::fromEncoded(location));
    const QString place = to.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
    return {.code = ErrorCode::Network,
            .message =
                u"%1 sends the request on to %2. That is not followed, since the key would go there too. If it is the "
                "right place, make it the channel's address."_s.arg(from.host(), place),
            .detail = {}};
}

} // namespace evenhand
