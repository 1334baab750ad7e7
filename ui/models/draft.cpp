// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/draft.h"

#include "app/core/json.h"

using namespace Qt::StringLiterals;

namespace evenhand {

QJsonObject toJson(const Draft &draft)
{
    QJsonArray targets;
    for (const Target &target : draft.lineup.targets)
        targets.append(toJson(target));
    return {{u"lineup"_s, draft.lineup.id.toString()},
            {u"lineup_name"_s, draft.lineup.name},
            {u"targets"_s, targets},
            {u"prompt"_s, toJson(draft.prompt)},
            {u"repeats"_s, draft.repeats},
            {u"conversation"_s, draft.conversation.toString()},
            {u"run"_s, draft.run.toString()},
            {u"scroll_together"_s, draft.scrollTogether},
            {u"doubts"_s, draft.doubts.toJson(draft.lineup.targets)}};
}

Draft draftFromJson(const QJsonObject &json)
{
    Draft draft;
    draft.lineup.id = LineupId::fromString(json["lineup"_L1].toString());
    draft.lineup.name = json["lineup_name"_L1].toString();
    const QJsonArray targets = json["targets"_L1].toArray();
    for (const QJsonValue &target : targets)
        draft.lineup.targets.append(targetFromJson(target.toObject()));
    draft.prompt = promptFromJson(json["prompt"_L1].toObject());
    draft.repeats = std::max(1, json["repeats"_L1].toInt(1));
    draft.conversation = ConversationId::fromString(json["conversation"_L1].toString());
    draft.run = RunId::fromString(json["run"_L1].toString());
    draft.scrollTogether = json["scroll_together"_L1].toBool();
    draft.doubts = ModelDoubts::fromJson(json["doubts"_L1].toObject());
    return draft;
}

} // namespace evenhand
