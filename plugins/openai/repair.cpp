// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/openai/repair.h"

#include "plugins/http/jsonmembers.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

// Without these there is no request, or another one than was asked for.
bool isProtected(const QString &member)
{
    static const QStringList names{u"model"_s,  u"messages"_s, u"input"_s, u"instructions"_s,
                                   u"stream"_s, u"tools"_s,    u"store"_s};
    return names.contains(member);
}

// Members that nobody asked for: whatever a server has against one of them, the request goes on without it. Those whose
// names are words of their own are also recognised in the text of the refusal.
struct Unasked
{
    QLatin1StringView member;
    QLatin1StringView word;
};
constexpr std::array unasked = {
    Unasked{"stream_options"_L1, "stream_options"_L1},
    Unasked{"reasoning_format"_L1, "reasoning_format"_L1},
    Unasked{"reasoning.summary"_L1, "reasoning.summary"_L1},
    Unasked{"include"_L1, "ncrypted content"_L1},
};

// The member that a refusal's path leads to: the first step, or two of them within an object.
QString refusedPath(const QJsonObject &body, const QString &path)
{
    static const QRegularExpression step(u"[.\\[]"_s);
    const QString first = path.section(step, 0, 0);
    const QString second = path.mid(first.size() + 1).section(step, 0, 0);
    const QString both = first + u'.' + second;
    return path.mid(first.size(), 1) == "."_L1 && hasMember(body, both) ? both : first;
}

// "Use 'max_completion_tokens' instead."
QString suggestedMember(const QString &message)
{
    static const QRegularExpression suggestion(u"[Uu]se ['\"`](\\w+)['\"`] instead"_s);
    return suggestion.match(message).captured(1);
}

// The member that is not taken, where a refusal says that and names it in whatever way.
QString refusedMember(const QJsonObject &body, const HttpFailure &failure)
{
    static const QRegularExpression unrecognised(u"Unrecognized request arguments? supplied: (\\w+)"_s);
    const ProviderWords &words = failure.words;
    const bool refused =
        failure.outcome.error->code == ErrorCode::UnsupportedParameter || words.code == "unknown_parameter"_L1;
    if (refused && !words.param.isEmpty())
        return refusedPath(body, words.param);
    return unrecognised.match(words.message).captured(1);
}

std::optional<Repair> unaskedRepair(const QJsonObject &body, const ProviderWords &words)
{
    for (const Unasked &each : unasked) {
        const QString member(each.member);
        if (hasMember(body, member) && (words.param.startsWith(member) || words.message.contains(each.word)))
            return Repair{.member = member, .replacement = {}, .only = {}, .instead = {}};
    }
    return std::nullopt;
}

// A model that takes no schema may still write JSON. A schema that is wrong in itself is not met by that.
std::optional<Repair> formatRepair(const QJsonObject &body, const ProviderWords &words)
{
    for (const QLatin1StringView name : {"response_format"_L1, "text.format"_L1}) {
        const QString member(name);
        const bool schema = memberAt(body, member)["type"_L1].toString() == "json_schema"_L1;
        const bool named = words.param.startsWith(member) || words.message.contains(member)
                           || words.message.contains("json_schema"_L1);
        if (schema && named && !words.message.startsWith("Invalid schema"_L1))
            return Repair{
                .member = member, .replacement = {}, .only = {}, .instead = QJsonObject{{u"type"_s, u"json_object"_s}}};
    }
    return std::nullopt;
}

} // namespace

QString leftOutText(const QString &member, const QString &model)
{
    return u"“%1” was left out: %2 does not take it."_s.arg(member, model);
}

QString renamedText(const QString &member, const QString &sentMember)
{
    return u"“%1” was sent as “%2”, which is its name here."_s.arg(member, sentMember);
}

std::optional<Repair> findRepair(const QJsonObject &body, const HttpFailure &failure)
{
    if (failure.status != 400 && failure.status != 422)
        return std::nullopt;
    const ProviderWords &words = failure.words;
    if (const std::optional<Repair> repair = unaskedRepair(body, words))
        return repair;
    if (const std::optional<Repair> repair = formatRepair(body, words))
        return repair;
    const QString member = refusedMember(body, failure);
    if (!hasMember(body, member) || isProtected(member.section(u'.', 0, 0)))
        return std::nullopt;
    Repair repair{.member = member, .replacement = {}, .only = {}, .instead = {}};
    if (words.code == "unsupported_value"_L1)
        repair.only = memberAt(body, member);
    else
        repair.replacement = suggestedMember(words.message);
    return repair;
}

QStringList applyRepairs(const Repairs &repairs, const QString &model, QJsonObject &body)
{
    QStringList notices;
    for (const Repair &repair : repairs) {
        if (!hasMember(body, repair.member))
            continue;
        const QJsonValue value = memberAt(body, repair.member);
        if ((repair.only && *repair.only != value) || (repair.instead && *repair.instead == value))
            continue;
        if (repair.instead) {
            setMember(body, repair.member, *repair.instead);
            notices << u"“%1” was sent as %2: %3 does not take more."_s.arg(
                repair.member, (*repair.instead)["type"_L1].toString(), model);
            continue;
        }
        removeMember(body, repair.member);
        if (repair.replacement.isEmpty()) {
            notices << leftOutText(repair.member, model);
        } else {
            body[repair.replacement] = value;
            notices << renamedText(repair.member, repair.replacement);
        }
    }
    return notices;
}

} // namespace evenhand
