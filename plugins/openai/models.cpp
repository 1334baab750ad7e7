// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/openai/models.h"

#include "plugins/http/unreadable.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace evenhand {

static std::optional<qint64> firstCount(std::initializer_list<QJsonValue> values)
{
    const auto found = std::ranges::find_if(values, [](const QJsonValue &value) { return value.toInteger() > 0; });
    return found == values.end() ? std::nullopt : std::optional(found->toInteger());
}

static QString noteOf(const QJsonObject &model)
{
    if (const QString date = model["shutdown_date"_L1].toString(); !date.isEmpty())
        return u"shuts down on %1"_s.arg(date);
    if (model["status"_L1]["value"_L1].toString() == "unloaded"_L1)
        return u"not loaded"_s;
    if (model.contains("active"_L1) && !model["active"_L1].toBool())
        return u"not active"_s;
    return {};
}

static bool isTrue(const QJsonValue &value)
{
    return value.toBool();
}

static QStringList inputsOf(const QJsonObject &model)
{
    QStringList inputs;
    for (const QJsonValue &input : model["architecture"_L1]["input_modalities"_L1].toArray())
        inputs << input.toString();
    if (inputs.isEmpty() && isTrue(model["capabilities"_L1]["vision"_L1]))
        inputs = {u"text"_s, u"image"_s};
    return inputs;
}

static QStringList featuresOf(const QJsonObject &model)
{
    const QJsonValue capabilities = model["capabilities"_L1];
    const QJsonArray parameters = model["supported_parameters"_L1].toArray();
    QStringList features;
    if (parameters.contains("tools"_L1) || isTrue(capabilities["function_calling"_L1]))
        features << u"tools"_s;
    if (parameters.contains("reasoning"_L1) || isTrue(capabilities["reasoning"_L1]))
        features << u"reasoning"_s;
    if (parameters.contains("structured_outputs"_L1))
        features << u"structured output"_s;
    return features;
}

// What a list does not name, it only denies where it names such things at all.
static QStringList lacksOf(const QJsonObject &model)
{
    const QJsonValue capabilities = model["capabilities"_L1];
    const QJsonValue inputs = model["architecture"_L1]["input_modalities"_L1];
    const QJsonValue parameters = model["supported_parameters"_L1];
    const auto denied = [&](QLatin1StringView capability) { return capabilities[capability] == QJsonValue(false); };
    const auto missing = [](const QJsonValue &list, QLatin1StringView word) {
        return list.isArray() && !list.toArray().contains(word);
    };
    QStringList lacks;
    if (denied("vision"_L1) || missing(inputs, "image"_L1))
        lacks << u"image"_s;
    if (denied("function_calling"_L1) || missing(parameters, "tools"_L1))
        lacks << u"tools"_s;
    if (missing(parameters, "structured_outputs"_L1) && missing(parameters, "response_format"_L1))
        lacks << u"structured output"_s;
    return lacks;
}

// Whether the list itself says that the model is for something else.
static bool isOfAnotherKind(const QJsonObject &model)
{
    const QJsonValue capabilities = model["capabilities"_L1];
    for (const QLatin1StringView chats : {"chat_completion"_L1, "completion_chat"_L1}) {
        if (capabilities[chats].isBool())
            return !capabilities[chats].toBool();
    }
    const QString type = model["type"_L1].toString();
    return type == "embedding"_L1 || type == "image"_L1 || type == "audio"_L1 || type == "rerank"_L1;
}

static ModelInfo parseModel(const QJsonObject &model)
{
    const QJsonValue provider = model["top_provider"_L1];
    return {
        .id = model["id"_L1].toString(),
        .name = model["name"_L1].toString(),
        .contextLength = firstCount({model["context_length"_L1], model["max_model_len"_L1], model["context_window"_L1],
                                     model["max_context_length"_L1], model["meta"_L1]["n_ctx_train"_L1]}),
        .maxOutput = firstCount({provider["max_completion_tokens"_L1], model["max_completion_tokens"_L1]}),
        .inputs = inputsOf(model),
        .features = featuresOf(model),
        .lacks = lacksOf(model),
        .note = noteOf(model),
    };
}

ModelList parseModels(const QByteArray &body, const Dialect &dialect)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    const QJsonValue data = document.isArray() ? QJsonValue(document.array()) : document["data"_L1];
    if (!data.isArray())
        return unreadableList(body);
    QList<ModelInfo> models;
    for (const QJsonValue &value : data.toArray()) {
        ModelInfo info = parseModel(value.toObject());
        const bool chats = !isOfAnotherKind(value.toObject()) && (!dialect.mixedModels || isChatModel(info.id));
        if (!info.id.isEmpty() && chats)
            models.append(std::move(info));
    }
    std::ranges::sort(models, {}, &ModelInfo::id);
    return models;
}

ModelList parseCatalogue(const QByteArray &body, const QString &deployment)
{
    ModelList models = parseModels(body, {});
    if (!models)
        return models;
    for (ModelInfo &model : *models)
        model.note = u"in the catalogue; enter the name of its deployment"_s;
    if (deployment.isEmpty())
        return models;
    models->removeIf([&](const ModelInfo &model) { return model.id == deployment; });
    models->append({.id = deployment, .name = {}, .note = u"the deployment in the channel's address"_s});
    std::ranges::sort(*models, {}, &ModelInfo::id);
    return models;
}

} // namespace evenhand
