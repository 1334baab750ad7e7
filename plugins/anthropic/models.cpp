// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/anthropic/models.h"

#include "plugins/http/readjson.h"
#include "plugins/http/unreadable.h"

#include <QJsonArray>

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
    if (model["status"_L1]["value"_L1].toString() == "unloaded"_L1)
        return u"not loaded"_s;
    const QString lifecycle = model["lifecycle"_L1].toString();
    if (lifecycle == "retired"_L1)
        return u"retired"_s;
    if (const QString date = model["retires_at"_L1].toString().left(10); !date.isEmpty())
        return u"shuts down on %1"_s.arg(date);
    return lifecycle == "deprecated"_L1 ? lifecycle : QString();
}

// Other servers of this protocol list their models in their own words.
static ModelInfo infoOf(const QJsonObject &model)
{
    ModelInfo info{.id = model["id"_L1].toString(),
                   .name = model["display_name"_L1].toString(model["name"_L1].toString()),
                   .contextLength = firstCount(
                       {model["max_input_tokens"_L1], model["context_length"_L1], model["meta"_L1]["n_ctx_train"_L1]}),
                   .maxOutput = firstCount({model["max_tokens"_L1]}),
                   .inputs = {},
                   .features = {},
                   .note = noteOf(model)};
    for (const QJsonValue &input : model["architecture"_L1]["input_modalities"_L1].toArray())
        info.inputs << input.toString();
    if (!info.inputs.isEmpty() && !info.inputs.contains("image"_L1))
        info.lacks << u"image"_s;
    const QJsonObject capabilities = model["capabilities"_L1].toObject();
    if (capabilities.isEmpty())
        return info;
    const auto take = [&](QLatin1StringView capability, QStringList &list, const QString &word) {
        const QJsonValue supported = capabilities[capability]["supported"_L1];
        if (supported.isBool())
            (supported.toBool() ? list : info.lacks).append(word);
    };
    info.inputs = {u"text"_s};
    info.features = {u"tools"_s};
    take("image_input"_L1, info.inputs, u"image"_s);
    take("pdf_input"_L1, info.inputs, u"file"_s);
    take("thinking"_L1, info.features, u"reasoning"_s);
    take("structured_outputs"_L1, info.features, u"structured output"_s);
    return info;
}

Result<AnthropicModels> parseAnthropicModels(const QByteArray &body)
{
    const QJsonObject page = readJson(body).object();
    if (!page["data"_L1].isArray())
        return unreadableList(body);
    AnthropicModels result;
    for (const QJsonValue &value : page["data"_L1].toArray()) {
        const ModelInfo info = infoOf(value.toObject());
        if (info.id.isEmpty())
            continue;
        result.traits.insert(info.id, traitsOfEntry(value.toObject()));
        result.models.append(info);
    }
    if (page["has_more"_L1].toBool() && !result.models.isEmpty())
        result.after = page["last_id"_L1].toString(result.models.last().id);
    return result;
}

// A model's id is its name and, where it has one, its date.
Result<AnthropicModels> parseVertexModels(const QByteArray &body)
{
    const QJsonDocument page = readJson(body);
    if (!page.isObject() || page.object().contains("error"_L1))
        return unreadableList(body);
    AnthropicModels result{.models = {}, .traits = {}, .after = page["nextPageToken"_L1].toString()};
    for (const QJsonValue &model : page["publisherModels"_L1].toArray()) {
        const QString name = model["name"_L1].toString().section(u'/', -1);
        const QString date = model["versionId"_L1].toString();
        const bool dated = !date.isEmpty() && std::ranges::all_of(date, [](QChar c) { return c.isDigit(); });
        if (!name.isEmpty())
            result.models.append({.id = dated ? name + u'@' + date : name});
    }
    return result;
}

} // namespace evenhand
