// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/gemini/geminimodels.h"

#include "plugins/http/readjson.h"
#include "plugins/http/unreadable.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace evenhand {

static Result<QJsonObject> readPage(const QByteArray &body, QLatin1StringView list)
{
    const QJsonDocument document = readJson(body);
    const QJsonObject page = document.object();
    // The list is left out when it is empty.
    if (document.isObject() && !page.contains("error"_L1) && (page[list].isArray() || page.isEmpty()))
        return page;
    return unreadableList(body);
}

static std::optional<qint64> positive(const QJsonValue &value)
{
    const qint64 number = value.toInteger();
    return number > 0 ? std::optional(number) : std::nullopt;
}

static ModelInfo infoOf(const QJsonObject &model)
{
    QString id = model["name"_L1].toString();
    if (id.startsWith("models/"_L1))
        id = id.sliced(7);
    ModelInfo info{.id = id,
                   .name = model["displayName"_L1].toString(),
                   .contextLength = positive(model["inputTokenLimit"_L1]),
                   .maxOutput = positive(model["outputTokenLimit"_L1]),
                   .inputs = {},
                   .features = {},
                   .note = {}};
    if (model["thinking"_L1].toBool())
        info.features.append(u"reasoning"_s);
    return info;
}

Result<GeminiModels> parseGeminiModels(const QByteArray &body)
{
    return readPage(body, "models"_L1).transform([](const QJsonObject &page) {
        GeminiModels result{.models = {}, .next = page["nextPageToken"_L1].toString()};
        for (const QJsonValue &model : page["models"_L1].toArray()) {
            const ModelInfo info = infoOf(model.toObject());
            const QJsonArray methods = model["supportedGenerationMethods"_L1].toArray();
            if (!info.id.isEmpty() && methods.contains(u"generateContent"_s))
                result.models.append(info);
        }
        return result;
    });
}

// "PUBLIC_PREVIEW"
static QString noteOf(const QString &launchStage)
{
    const QString stage = launchStage.toLower().replace(u'_', u' ');
    return stage == "ga"_L1 || stage.endsWith("unspecified"_L1) ? QString() : stage;
}

Result<GeminiModels> parseVertexModels(const QByteArray &body)
{
    return readPage(body, "publisherModels"_L1).transform([](const QJsonObject &page) {
        GeminiModels result{.models = {}, .next = page["nextPageToken"_L1].toString()};
        for (const QJsonValue &model : page["publisherModels"_L1].toArray()) {
            const QString id = model["name"_L1].toString().section(u'/', -1);
            if (id.startsWith("gemini-"_L1) && !id.contains("embedding"_L1))
                result.models.append({.id = id, .note = noteOf(model["launchStage"_L1].toString())});
        }
        return result;
    });
}

} // namespace evenhand
