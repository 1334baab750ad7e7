// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/replay/recording.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace evenhand::replay {
namespace {

constexpr auto format = "evenhand-recording/1"_L1;
constexpr double mostTokensPerSecond = 100'000;
constexpr double greatestNumber = 1e9; // also as milliseconds: eleven days

bool endsAnswer(const Step &step)
{
    const auto *event = std::get_if<ChatEvent>(&step.what);
    return std::holds_alternative<ChatOutcome>(step.what) || (event && std::holds_alternative<Stopped>(*event));
}

// Reads on after a mistake with what it has; the first mistake is the one that is told.
class Parser
{
public:
    QString mistake;

    Recording recording(const QJsonObject &json)
    {
        allowOnly(json, {"format"_L1, "model"_L1, "name"_L1, "note"_L1, "answers"_L1});
        require(json.value("format"_L1).toString() == format, u"\"format\" must be \"%1\""_s.arg(format));
        return {.model = {.id = requiredText(json, "model"_L1),
                          .name = optionalText(json, "name"_L1),
                          .inputs = {u"text"_s},
                          .note = optionalText(json, "note"_L1)},
                .answers = eachOf(json, "answers"_L1, "answer"_L1, &Parser::answer)};
    }

    bool require(bool condition, const QString &reason)
    {
        if (!condition && mistake.isEmpty())
            mistake = reason;
        return condition;
    }

private:
    // Runs parse for each object of a list and says in which one a mistake is.
    template<typename T>
    QList<T> eachOf(const QJsonObject &json, QLatin1StringView member, QLatin1StringView word,
                    T (Parser::*parse)(const QJsonObject &))
    {
        const QJsonArray list = json.value(member).toArray();
        require(!list.isEmpty(), u"\"%1\" is missing or empty"_s.arg(member));
        QList<T> result;
        for (qsizetype i = 0; i < list.size() && mistake.isEmpty(); ++i) {
            result.append((this->*parse)(list.at(i).toObject()));
            if (!mistake.isEmpty())
                mistake = u"%1 %2: %3"_s.arg(word).arg(i + 1).arg(mistake);
        }
        return result;
    }

    RecordedAnswer answer(const QJsonObject &json)
    {
        allowOnly(json, {"prompts"_L1, "request"_L1, "events"_L1});
        RecordedAnswer result{.prompts = patterns(json.value("prompts"_L1).toArray()),
                              .request = int(optionalCount(json, "request"_L1).value_or(1)),
                              .steps = eachOf(json, "events"_L1, "event"_L1, &Parser::step)};
        const bool endsOnce = std::ranges::count_if(result.steps, endsAnswer) == 1 && endsAnswer(result.steps.last());
        require(endsOnce, u"it must end with one \"stop\" or \"error\""_s);
        return result;
    }

    QList<QRegularExpression> patterns(const QJsonArray &json)
    {
        QList<QRegularExpression> result;
        for (const QJsonValue &pattern : json) {
            const QRegularExpression expression(pattern.toString(),
                                                QRegularExpression::CaseInsensitiveOption
                                                    | QRegularExpression::DotMatchesEverythingOption);
            require(!pattern.toString().isEmpty() && expression.isValid(),
                    u"\"%1\" is not a pattern: %2"_s.arg(pattern.toString(), expression.errorString()));
            result.append(expression);
        }
        return result;
    }

    Step step(const QJsonObject &json)
    {
        allowOnly(json, {"at_ms"_L1, "kind"_L1, "text"_L1, "tokens_per_second"_L1, "index"_L1, "id"_L1, "name"_L1,
                         "arguments"_L1, "reason"_L1, "raw"_L1, "code"_L1, "message"_L1, "detail"_L1, "retryable"_L1,
                         "retry_after_ms"_L1, "tokens"_L1});
        const double rate = optionalNumber(json, "tokens_per_second"_L1).value_or(0);
        require(rate <= mostTokensPerSecond, u"\"tokens_per_second\" is too high"_s);
        return {.at = optionalTime(json, "at_ms"_L1), .what = whatOf(json), .tokensPerSecond = rate};
    }

    decltype(Step::what) whatOf(const QJsonObject &json)
    {
        const QString kind = requiredText(json, "kind"_L1);
        if (kind == "text"_L1)
            return TextDelta{requiredText(json, "text"_L1)};
        if (kind == "reasoning"_L1)
            return ReasoningDelta{requiredText(json, "text"_L1)};
        if (kind == "refusal"_L1)
            return RefusalDelta{requiredText(json, "text"_L1)};
        if (kind == "notice"_L1)
            return Notice{requiredText(json, "text"_L1)};
        if (kind == "tool_call"_L1)
            return toolCall(json);
        if (kind == "stop"_L1)
            return stopped(json);
        if (kind == "error"_L1)
            return failure(json);
        require(kind == "usage"_L1, u"\"%1\" is not a kind of event"_s.arg(kind));
        if (json.contains("tokens"_L1))
            return usage(json.value("tokens"_L1).toObject());
        return CountedUsage{};
    }

    ToolCallDelta toolCall(const QJsonObject &json)
    {
        const QJsonValue arguments = json.value("arguments"_L1);
        return {.index = int(optionalCount(json, "index"_L1).value_or(0)),
                .id = optionalText(json, "id"_L1),
                .name = requiredText(json, "name"_L1),
                .arguments = arguments.isObject()
                                 ? QString::fromUtf8(QJsonDocument(arguments.toObject()).toJson(QJsonDocument::Compact))
                                 : optionalText(json, "arguments"_L1)};
    }

    Stopped stopped(const QJsonObject &json)
    {
        const QString name = requiredText(json, "reason"_L1);
        const std::optional<StopReason> reason = stopReasonFromString(name);
        require(reason.has_value(), u"\"%1\" is not a reason to stop"_s.arg(name));
        const QString raw = optionalText(json, "raw"_L1);
        return {.reason = reason.value_or(StopReason::None), .raw = raw.isEmpty() ? name : raw};
    }

    ChatOutcome failure(const QJsonObject &json)
    {
        const QString name = requiredText(json, "code"_L1);
        const std::optional<ErrorCode> code = errorCodeFromString(name);
        require(code.has_value(), u"\"%1\" is not an error code"_s.arg(name));
        return {.error = Error{.code = code.value_or(ErrorCode::Internal),
                               .message = requiredText(json, "message"_L1),
                               .detail = optionalText(json, "detail"_L1)},
                .retryable = json.value("retryable"_L1).toBool(),
                .retryAfter = optionalTime(json, "retry_after_ms"_L1)};
    }

    UsageReport usage(const QJsonObject &numbers)
    {
        allowOnly(numbers, {"input_fresh"_L1, "cache_read"_L1, "output_visible"_L1, "reasoning"_L1});
        return {.usage = {.inputFresh = optionalCount(numbers, "input_fresh"_L1),
                          .cacheRead = optionalCount(numbers, "cache_read"_L1),
                          .outputVisible = optionalCount(numbers, "output_visible"_L1),
                          .reasoning = optionalCount(numbers, "reasoning"_L1)},
                .raw = numbers};
    }

    void allowOnly(const QJsonObject &json, std::initializer_list<QLatin1StringView> members)
    {
        for (const QString &key : json.keys())
            require(std::ranges::contains(members, key), u"\"%1\" is not known here"_s.arg(key));
    }

    QString requiredText(const QJsonObject &json, QLatin1StringView member)
    {
        const QString text = optionalText(json, member);
        require(!text.isEmpty(), u"\"%1\" is missing"_s.arg(member));
        return text;
    }

    // A text is a string, or a list of lines.
    QString optionalText(const QJsonObject &json, QLatin1StringView member)
    {
        const QJsonValue value = json.value(member);
        if (value.isUndefined() || value.isString())
            return value.toString();
        require(value.isArray(), u"\"%1\" must be a string or a list of lines"_s.arg(member));
        QStringList lines;
        for (const QJsonValue &line : value.toArray()) {
            require(line.isString(), u"\"%1\" has a line that is not a string"_s.arg(member));
            lines.append(line.toString());
        }
        return lines.join(u'\n');
    }

    std::optional<double> optionalNumber(const QJsonObject &json, QLatin1StringView member)
    {
        const QJsonValue value = json.value(member);
        if (value.isUndefined())
            return std::nullopt;
        const bool fits = value.isDouble() && value.toDouble() >= 0 && value.toDouble() <= greatestNumber;
        return require(fits, u"\"%1\" must be a number from 0 on"_s.arg(member)) ? value.toDouble() : 0;
    }

    std::optional<qint64> optionalCount(const QJsonObject &json, QLatin1StringView member)
    {
        return optionalNumber(json, member).transform([](double number) { return qint64(number); });
    }

    std::optional<std::chrono::milliseconds> optionalTime(const QJsonObject &json, QLatin1StringView member)
    {
        return optionalCount(json, member).transform([](qint64 count) { return std::chrono::milliseconds(count); });
    }
};

} // namespace

const RecordedAnswer *Recording::answerTo(const QString &prompt, int request) const
{
    const auto knows = [&](const RecordedAnswer &candidate) {
        return candidate.request == request
               && std::ranges::any_of(candidate.prompts, [&](const QRegularExpression &pattern) {
                      return pattern.match(prompt).hasMatch();
                  });
    };
    const auto takesAny = [&](const RecordedAnswer &candidate) {
        return candidate.request == request && candidate.prompts.isEmpty();
    };
    auto found = std::ranges::find_if(answers, knows);
    if (found == answers.end())
        found = std::ranges::find_if(answers, takesAny);
    return found == answers.end() ? nullptr : &*found;
}

Result<Recording> parseRecording(const QByteArray &json, const QString &name)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    const auto line = json.first(std::clamp<qsizetype>(error.offset, 0, json.size())).count('\n') + 1;
    Parser parser;
    parser.require(error.error == QJsonParseError::NoError,
                   u"line %1 is not JSON (%2)"_s.arg(line).arg(error.errorString()));
    Recording result = parser.recording(document.object());
    if (parser.mistake.isEmpty())
        return result;
    return std::unexpected(Error{.code = ErrorCode::InvalidInput,
                                 .message = u"The recording “%1” cannot be used: %2."_s.arg(name, parser.mistake),
                                 .detail = {}});
}

} // namespace evenhand::replay
