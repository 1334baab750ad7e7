// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/anthropic/messagesrepair.h"

#include "plugins/http/jsonmembers.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

// How a refusal names a member. In the order in which members are given up: of two that exclude each other, the first.
struct Named
{
    QLatin1StringView word;
    QLatin1StringView member;
};
constexpr std::array named = {
    Named{"top_k"_L1, "top_k"_L1},
    Named{"top_p"_L1, "top_p"_L1},
    Named{"temperature"_L1, "temperature"_L1},
    Named{"thinking"_L1, "thinking"_L1},
    Named{"budget_tokens"_L1, "thinking"_L1},
    Named{"effort"_L1, "output_config.effort"_L1},
    Named{"output_config.format"_L1, "output_config.format"_L1},
    Named{"output_config"_L1, "output_config"_L1},
    Named{"stop_sequences"_L1, "stop_sequences"_L1},
};

// Without these there is no request, or another one than was asked for.
bool isProtected(const QString &member)
{
    static const QStringList names{u"model"_s,  u"messages"_s,   u"system"_s,           u"tools"_s,
                                   u"stream"_s, u"max_tokens"_s, u"anthropic_version"_s};
    return names.contains(member);
}

bool namesWord(const QString &message, QLatin1StringView word)
{
    const QRegularExpression whole(u"(?<!\\w)%1(?!\\w)"_s.arg(QRegularExpression::escape(word)));
    return whole.match(message).hasMatch();
}

// "max_tokens: 70000 > 64000, which is the maximum …"
std::optional<int> namedLimit(const QString &message)
{
    static const QRegularExpression limit(u"max_tokens: \\d+ > (\\d+)"_s);
    const int most = limit.match(message).captured(1).toInt();
    return most > 0 ? std::optional(most) : std::nullopt;
}

} // namespace

std::optional<MessagesRepair> findMessagesRepair(const QJsonObject &body, const HttpFailure &failure)
{
    const QString &message = failure.words.message;
    // A message's own faults may speak of thinking as well.
    if ((failure.status != 400 && failure.status != 422) || message.startsWith("messages"_L1))
        return std::nullopt;
    if (const std::optional<int> most = namedLimit(message))
        return MessagesRepair{.member = u"max_tokens"_s, .value = *most};
    for (const Named &each : named) {
        if (hasMember(body, QString(each.member)) && namesWord(message, each.word))
            return MessagesRepair{.member = each.member};
    }
    // "name: Extra inputs are not permitted"
    const QString first = message.section(u':', 0, 0);
    if (body.contains(first) && !isProtected(first))
        return MessagesRepair{.member = first};
    return std::nullopt;
}

QString applyRepair(const MessagesRepair &repair, const QString &model, QJsonObject &body)
{
    if (!hasMember(body, repair.member))
        return {};
    if (!repair.value.isUndefined()) {
        const int most = repair.value.toInt();
        if (body[repair.member].toInt() <= most)
            return {};
        body[repair.member] = most;
        return u"“%1” was sent as %2, the most that %3 takes."_s.arg(repair.member).arg(most).arg(model);
    }
    removeMember(body, repair.member);
    return u"“%1” was left out: %2 does not take it."_s.arg(repair.member, model);
}

} // namespace evenhand
