// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/modeldoubts.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace evenhand {

// In the words of ModelInfo.
static QStringList neededBy(const PromptText &prompt)
{
    QStringList needed;
    for (const AttachmentRef &attachment : prompt.attachments) {
        for (const QString &kind : {u"image"_s, u"audio"_s}) {
            if (attachment.mediaType.startsWith(kind + u'/'))
                needed << kind;
        }
        if (attachment.mediaType == "application/pdf"_L1)
            needed << u"file"_s;
    }
    if (!prompt.tools.isEmpty())
        needed << u"tools"_s;
    if (prompt.format)
        needed << u"structured output"_s;
    needed.removeDuplicates();
    return needed;
}

void ModelDoubts::learn(ChannelId channel, const QList<ModelInfo> &models)
{
    QHash<QString, QStringList> &lacks = m_lacks[channel];
    lacks.clear();
    for (const ModelInfo &model : models) {
        if (!model.lacks.isEmpty())
            lacks.insert(model.id, model.lacks);
    }
}

QJsonObject ModelDoubts::toJson(const QList<Target> &targets) const
{
    QJsonObject json;
    for (const Target &target : targets) {
        const QString channel = target.channel.toString();
        const QStringList lacks = m_lacks.value(target.channel).value(target.model);
        if (lacks.isEmpty())
            continue;
        QJsonObject models = json.value(channel).toObject();
        models.insert(target.model, QJsonArray::fromStringList(lacks));
        json.insert(channel, models);
    }
    return json;
}

ModelDoubts ModelDoubts::fromJson(const QJsonObject &json)
{
    ModelDoubts doubts;
    for (auto channel = json.begin(); channel != json.end(); ++channel) {
        QList<ModelInfo> models;
        const QJsonObject lacking = channel->toObject();
        for (auto model = lacking.begin(); model != lacking.end(); ++model)
            models.append({.id = model.key(), .lacks = model->toVariant().toStringList()});
        doubts.learn(ChannelId::fromString(channel.key()), models);
    }
    return doubts;
}

QStringList ModelDoubts::about(const QList<Target> &targets, const PromptText &prompt) const
{
    const QHash<QString, QString> names{{u"image"_s, tr("images")},
                                        {u"audio"_s, tr("sound")},
                                        {u"file"_s, tr("PDF files")},
                                        {u"tools"_s, tr("tools")},
                                        {u"structured output"_s, tr("an answer format")}};
    const QStringList needed = neededBy(prompt);
    QStringList sentences;
    for (const Target &target : targets) {
        QStringList lacking;
        for (const QString &word : m_lacks.value(target.channel).value(target.model)) {
            if (needed.contains(word))
                lacking << names.value(word);
        }
        if (!lacking.isEmpty())
            sentences << tr("By its provider's list, %1 does not take: %2. It is sent all the same.")
                             .arg(target.model, lacking.join(", "_L1));
    }
    sentences.removeDuplicates();
    return sentences;
}

} // namespace evenhand
