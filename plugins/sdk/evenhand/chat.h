// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#pragma once

#include <evenhand/error.h>

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QStringList>
#include <QUrl>

#include <chrono>
#include <optional>
#include <variant>

namespace evenhand {

// ---- What is asked -------------------------------------------------------------------------------------------

enum class Role { System, User, Assistant, Tool };

struct Attachment
{
    QString name;
    QString mediaType; // "image/png", "application/pdf", …
    QByteArray data;

    bool operator==(const Attachment &) const = default;
};

struct ToolCall
{
    QString id;
    QString name;
    QString arguments; // JSON text exactly as the model wrote it; it may be incomplete or not JSON at all

    bool operator==(const ToolCall &) const = default;
};

struct Message
{
    Role role = Role::User;
    QString text;
    QList<Attachment> attachments; // of a user message
    QList<ToolCall> toolCalls;     // of an assistant message
    QString toolCallId;            // of a tool message: which call it answers
    // Of an assistant message: what the plugin asked to have back (ProviderState), unchanged. Only ever given to the
    // channel and model that it came from.
    QJsonObject state;

    bool operator==(const Message &) const = default;
};

struct Tool
{
    QString name;
    QString description;
    QJsonObject schema; // JSON Schema of the arguments

    bool operator==(const Tool &) const = default;
};

// What is not set is not sent, so the provider's own default holds. A plugin that cannot send one of them as it is, says
// so in a Notice: nothing is dropped or converted in silence.
struct Parameters
{
    std::optional<int> maxTokens; // visible text and reasoning together, as providers count
    std::optional<double> temperature;
    std::optional<double> topP;
    std::optional<qint64> seed;
    QStringList stop;
    QString effort; // of reasoning: "none", "minimal", "low", "medium", "high", "xhigh" or "max"; empty: not set
    QJsonObject extra; // members in the provider's own words, merged into the request as they are

    bool operator==(const Parameters &) const = default;
};

struct Limits
{
    std::chrono::milliseconds connect{10'000}; // until the request is written
    std::chrono::milliseconds idle{120'000};   // between any two bytes of the answer, comments included
    std::chrono::milliseconds total{600'000};
    qint64 maxBytes = 64 * 1024 * 1024; // of the answer as it came over the network

    bool operator==(const Limits &) const = default;
};

// The answer has to be JSON of this schema.
struct AnswerFormat
{
    QString name; // letters, digits, _ and -
    QJsonObject schema;

    bool operator==(const AnswerFormat &) const = default;
};

struct ChatRequest
{
    QString model;
    QList<Message> messages; // system messages first
    Parameters parameters;
    QList<Tool> tools;
    std::optional<AnswerFormat> format;
    Limits limits;

    bool operator==(const ChatRequest &) const = default;
};

// ---- What is answered ----------------------------------------------------------------------------------------

struct Header
{
    QByteArray name;
    QByteArray value;

    bool operator==(const Header &) const = default;
};

// Tokens in disjoint buckets: their sum is what the provider bills. A bucket that was not reported has no value,
// which is not the same as 0.
struct Usage
{
    struct CacheWrite
    {
        std::chrono::seconds lifetime{0}; // 0: the provider did not say
        qint64 tokens = 0;

        bool operator==(const CacheWrite &) const = default;
    };

    std::optional<qint64> inputFresh;
    std::optional<qint64> cacheRead;
    QList<CacheWrite> cacheWrites;
    std::optional<qint64> outputVisible;
    std::optional<qint64> reasoning;
    std::optional<qint64> audioInput;
    std::optional<qint64> audioOutput;

    // Sums over the reported buckets; no value when none of them was reported.
    EVENHAND_SDK_EXPORT std::optional<qint64> inputTotal() const;
    EVENHAND_SDK_EXPORT std::optional<qint64> outputTotal() const;

    bool operator==(const Usage &) const = default;
};

enum class StopReason {
    None,     // not known: the answer has not ended, or the provider did not say
    Stop,     // the model ended by itself or at a stop sequence
    Length,   // a token limit cut the answer
    ToolCall, // the model waits for the result of a tool
    Filtered, // refused or filtered, by the model or by the provider
    Paused,   // the provider's own tool loop wants to go on
    Failed,   // the provider ended the answer with an error
};

EVENHAND_SDK_EXPORT QString toString(StopReason reason);
EVENHAND_SDK_EXPORT std::optional<StopReason> stopReasonFromString(QStringView name);

// Moments of one request that are not output. Each is reported at most once, in this order, those that do not
// exist for a provider (no connection in a replay, a connection that is reused) are left out.
enum class Phase {
    Connecting,  // a new connection is being made: name, TCP, TLS
    RequestSent, // the request is written
    FirstByte,   // the head of the answer is here
};

struct PhaseReached
{
    Phase phase = Phase::Connecting;
    bool operator==(const PhaseReached &) const = default;
};

// The request as it went out, so that an answer can be traced to it. Values of secret headers and query members are
// replaced by the plugin ("…"); the program redacts once more before it stores or shows it.
struct RequestRecord
{
    QByteArray method;
    QUrl url;
    QList<Header> headers;
    QByteArray body;
    bool operator==(const RequestRecord &) const = default;
};

struct TextDelta
{
    QString text;
    bool operator==(const TextDelta &) const = default;
};

struct ReasoningDelta
{
    QString text;
    bool operator==(const ReasoningDelta &) const = default;
};

struct RefusalDelta
{
    QString text;
    bool operator==(const RefusalDelta &) const = default;
};

// A piece of one tool call. Pieces of the same call share the index; arguments are appended; id and name are set when
// they are not empty.
struct ToolCallDelta
{
    int index = 0;
    QString id;
    QString name;
    QString arguments;
    bool operator==(const ToolCallDelta &) const = default;
};

// The latest report replaces an earlier one.
struct UsageReport
{
    Usage usage;
    QJsonObject raw; // the provider's own usage object
    bool operator==(const UsageReport &) const = default;
};

// What the provider says of itself: claims, kept as such. Later reports fill what was empty.
struct Identity
{
    QString model; // as returned, which need not be what was asked for
    QString responseId;
    QString requestId;
    QString region;
    QString serviceTier;
    QString fingerprint;
    QList<Header> headers; // those that matter for later questions; never cookies or credentials
    bool operator==(const Identity &) const = default;
};

// Limits of the account as the answer's headers tell them. reset is the time from now.
struct RateLimits
{
    struct Bucket
    {
        std::optional<qint64> limit;
        std::optional<qint64> remaining;
        std::optional<std::chrono::milliseconds> reset;
        bool operator==(const Bucket &) const = default;
    };
    Bucket requests;
    Bucket tokens;
    bool operator==(const RateLimits &) const = default;
};

// Said to the person: a parameter that was renamed, converted or left out, a repeat without it, …
struct Notice
{
    QString text;
    bool operator==(const Notice &) const = default;
};

struct Stopped
{
    StopReason reason = StopReason::None;
    QString raw; // the provider's own word
    bool operator==(const Stopped &) const = default;
};

// What the provider needs to have back, unchanged, when the conversation goes on: signatures of reasoning, encrypted
// reasoning. It is kept with the answer and never shown as part of it. The latest one replaces an earlier one.
struct ProviderState
{
    QJsonObject state;
    bool operator==(const ProviderState &) const = default;
};

using ChatEvent = std::variant<PhaseReached, RequestRecord, TextDelta, ReasoningDelta, RefusalDelta, ToolCallDelta,
                               UsageReport, Identity, RateLimits, Notice, Stopped, ProviderState>;
using ChatEvents = QList<ChatEvent>;

// How a chat ended. Without an error it ended as the protocol says.
struct ChatOutcome
{
    std::optional<Error> error;
    bool retryable = false;                              // the same request may succeed later
    std::optional<std::chrono::milliseconds> retryAfter; // what the provider asked for

    bool operator==(const ChatOutcome &) const = default;
};

} // namespace evenhand

Q_DECLARE_METATYPE(evenhand::ChatEvents)
Q_DECLARE_METATYPE(evenhand::ChatOutcome)
