// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/ollama/ollamamodels.h"

#include "plugins/http/readjson.h"
#include "plugins/http/unreadable.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace evenhand {

static const QString notLoaded = u"not loaded"_s;

// A model may be a name for one that runs elsewhere: then the prompt leaves the machine.
static QString noteOf(const QJsonObject &model)
{
    const QString host = QUrl(model["remote_host"_L1].toString()).host();
    return host.isEmpty() ? notLoaded : u"runs at %1"_s.arg(host);
}

static QString idOf(const QJsonObject &model)
{
    return model["model"_L1].toString(model["name"_L1].toString());
}

ModelList parseOllamaTags(const QByteArray &body)
{
    const QJsonValue list = readJson(body)["models"_L1];
    if (!list.isArray())
        return unreadableList(body);
    QList<ModelInfo> models;
    for (const QJsonValue &value : list.toArray()) {
        const QJsonObject model = value.toObject();
        if (const QString id = idOf(model); !id.isEmpty())
            models.append({.id = id, .note = noteOf(model)});
    }
    std::ranges::sort(models, {}, &ModelInfo::id);
    return models;
}

void noteLoadedModels(const QByteArray &body, QList<ModelInfo> &models)
{
    for (const QJsonValue &value : readJson(body)["models"_L1].toArray()) {
        const auto found = std::ranges::find(models, idOf(value.toObject()), &ModelInfo::id);
        if (found == models.end() || found->note != notLoaded)
            continue;
        const qint64 context = value["context_length"_L1].toInteger();
        found->note = context > 0 ? u"loaded, for %1 tokens"_s.arg(context) : u"loaded"_s;
    }
}

bool addOllamaDetails(const QByteArray &body, ModelInfo &model)
{
    const QJsonObject details = readJson(body).object();
    const QJsonObject info = details["model_info"_L1].toObject();
    const QString architecture = info["general.architecture"_L1].toString();
    if (const qint64 length = info[architecture + ".context_length"_L1].toInteger(); length > 0)
        model.contextLength = length;
    if (!details["capabilities"_L1].isArray())
        return true;
    const QJsonArray capabilities = details["capabilities"_L1].toArray();
    const auto take = [&](const QString &capability, QStringList &list, const QString &word) {
        (capabilities.contains(capability) ? list : model.lacks).append(word);
    };
    model.inputs = {u"text"_s};
    model.lacks = {u"file"_s}; // the protocol has no place for one
    take(u"vision"_s, model.inputs, u"image"_s);
    take(u"tools"_s, model.features, u"tools"_s);
    take(u"thinking"_s, model.features, u"reasoning"_s);
    model.features.append(u"structured output"_s);
    return capabilities.contains(u"completion"_s);
}

} // namespace evenhand
