// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/bedrock/bedrockmodels.h"

#include "plugins/http/unreadable.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

FoundationModel readModel(const QJsonObject &json)
{
    FoundationModel model{.info = {.id = json["modelId"_L1].toString(), .name = json["modelName"_L1].toString()},
                          .onDemand = json["inferenceTypesSupported"_L1].toArray().contains(u"ON_DEMAND"_s)};
    for (const QJsonValue &input : json["inputModalities"_L1].toArray())
        model.info.inputs << input.toString().toLower();
    if (!model.info.inputs.isEmpty() && !model.info.inputs.contains("image"_L1))
        model.info.lacks << u"image"_s;
    if (json["modelLifecycle"_L1]["status"_L1].toString() == "LEGACY"_L1)
        model.info.note = u"legacy: AWS is going to remove it"_s;
    return model;
}

// A server that leaves out a member says nothing against the model.
bool streamsText(const QJsonObject &json)
{
    const QJsonValue outputs = json["outputModalities"_L1];
    return (!outputs.isArray() || outputs.toArray().contains(u"TEXT"_s))
           && json["responseStreamingSupported"_L1].toBool(true);
}

InferenceProfile readProfile(const QJsonObject &json)
{
    const bool own = json["type"_L1].toString() == "APPLICATION"_L1;
    InferenceProfile profile{
        .id = json[own ? "inferenceProfileArn"_L1 : "inferenceProfileId"_L1].toString(),
        .name = json["inferenceProfileName"_L1].toString(),
    };
    for (const QJsonValue &model : json["models"_L1].toArray()) {
        const QString arn = model["modelArn"_L1].toString();
        profile.model = arn.section(u'/', -1);
        if (const QString region = arn.section(u':', 3, 3); !region.isEmpty() && !profile.regions.contains(region))
            profile.regions.append(region);
    }
    profile.regions.sort();
    return profile;
}

QString noteOf(const InferenceProfile &profile)
{
    return profile.regions.isEmpty() ? u"inference profile"_s
                                     : u"inference profile, runs in %1"_s.arg(profile.regions.join(", "_L1));
}

} // namespace

Result<QMap<QString, FoundationModel>> parseFoundationModels(const QByteArray &body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document["modelSummaries"_L1].isArray())
        return unreadableList(body);
    QMap<QString, FoundationModel> models;
    for (const QJsonValue &value : document["modelSummaries"_L1].toArray()) {
        FoundationModel model = readModel(value.toObject());
        if (!model.info.id.isEmpty() && streamsText(value.toObject()))
            models.insert(model.info.id, std::move(model));
    }
    return models;
}

Result<ProfilePage> parseProfiles(const QByteArray &body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document["inferenceProfileSummaries"_L1].isArray())
        return unreadableList(body);
    ProfilePage page{.next = document["nextToken"_L1].toString()};
    for (const QJsonValue &value : document["inferenceProfileSummaries"_L1].toArray()) {
        const InferenceProfile profile = readProfile(value.toObject());
        if (!profile.id.isEmpty() && value["status"_L1].toString(u"ACTIVE"_s) == "ACTIVE"_L1)
            page.profiles.append(profile);
    }
    return page;
}

QList<ModelInfo> joinModels(const std::optional<QMap<QString, FoundationModel>> &models,
                            const QList<InferenceProfile> &profiles)
{
    const QMap<QString, FoundationModel> known = models.value_or(QMap<QString, FoundationModel>());
    QList<ModelInfo> joined;
    for (const FoundationModel &model : known) {
        if (model.onDemand)
            joined.append(model.info);
    }
    for (const InferenceProfile &profile : profiles) {
        if (models && !known.contains(profile.model))
            continue;
        ModelInfo info = known.value(profile.model).info;
        info.id = profile.id;
        info.name = profile.name;
        info.note = info.note.isEmpty() ? noteOf(profile) : u"%1; %2"_s.arg(noteOf(profile), info.note);
        joined.append(info);
    }
    std::ranges::sort(joined, {}, &ModelInfo::id);
    const auto twice = std::ranges::unique(joined, {}, &ModelInfo::id);
    joined.erase(twice.begin(), twice.end());
    return joined;
}

} // namespace evenhand
