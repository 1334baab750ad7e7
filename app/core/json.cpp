// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/core/json.h"
#include "app/core/jsonmembers.h"
#include "app/core/prompttools.h"

#include <evenhand/enumnames.h>

using namespace Qt::StringLiterals;

namespace evenhand {

using namespace jsonmembers;

namespace {

constexpr EnumName<Role> roleNames[] = {
    {Role::System, "system"},
    {Role::User, "user"},
    {Role::Assistant, "assistant"},
    {Role::Tool, "tool"},
};

QStringList strings(const QJsonValue &array)
{
    QStringList result;
    for (const QJsonValue &value : array.toArray())
        result.append(value.toString());
    return result;
}

QJsonArray toJson(const QList<Attachment> &attachments)
{
    QJsonArray json;
    for (const Attachment &attachment : attachments) {
        QJsonObject object;
        put(object, "name"_L1, attachment.name);
        put(object, "media_type"_L1, attachment.mediaType);
        put(object, "data_base64"_L1, QString::fromLatin1(attachment.data.toBase64()));
        json.append(object);
    }
    return json;
}

QList<Attachment> attachmentsFromJson(const QJsonValue &json)
{
    QList<Attachment> attachments;
    for (const QJsonValue &object : json.toArray()) {
        attachments.append({.name = object["name"_L1].toString(),
                            .mediaType = object["media_type"_L1].toString(),
                            .data = QByteArray::fromBase64(object["data_base64"_L1].toString().toLatin1())});
    }
    return attachments;
}

QJsonArray toJson(const QList<AttachmentRef> &files)
{
    QJsonArray json;
    for (const AttachmentRef &file : files) {
        QJsonObject object{{"path"_L1, file.path}, {"media_type"_L1, file.mediaType}, {"size"_L1, file.size}};
        put(object, "sha256"_L1, file.sha256);
        json.append(object);
    }
    return json;
}

QList<AttachmentRef> filesFromJson(const QJsonValue &json)
{
    QList<AttachmentRef> files;
    for (const QJsonValue &object : json.toArray()) {
        files.append({.path = object["path"_L1].toString(),
                      .mediaType = object["media_type"_L1].toString(),
                      .size = object["size"_L1].toInteger(),
                      .sha256 = object["sha256"_L1].toString()});
    }
    return files;
}

Result<QMap<QString, CredentialRef>> credentialsFromJson(const QJsonObject &json)
{
    QMap<QString, CredentialRef> credentials;
    for (auto it = json.begin(); it != json.end(); ++it) {
        const Result<CredentialRef> reference = CredentialRef::fromString(it.value().toString());
        if (!reference)
            return std::unexpected(reference.error());
        credentials.insert(it.key(), *reference);
    }
    return credentials;
}

} // namespace

QJsonObject toJson(const Parameters &parameters)
{
    QJsonObject json;
    put(json, "max_tokens"_L1, parameters.maxTokens);
    put(json, "temperature"_L1, parameters.temperature);
    put(json, "top_p"_L1, parameters.topP);
    put(json, "seed"_L1, parameters.seed);
    put(json, "stop"_L1, QJsonArray::fromStringList(parameters.stop));
    put(json, "effort"_L1, parameters.effort);
    put(json, "extra"_L1, parameters.extra);
    return json;
}

Parameters parametersFromJson(const QJsonObject &json)
{
    return {.maxTokens = integer(json["max_tokens"_L1]).transform([](qint64 tokens) { return int(tokens); }),
            .temperature = number(json["temperature"_L1]),
            .topP = number(json["top_p"_L1]),
            .seed = integer(json["seed"_L1]),
            .stop = strings(json["stop"_L1]),
            .effort = json["effort"_L1].toString(),
            .extra = json["extra"_L1].toObject()};
}

QJsonObject toJson(const Limits &limits)
{
    QJsonObject json;
    put(json, "connect_ms"_L1, limits.connect);
    put(json, "idle_ms"_L1, limits.idle);
    put(json, "total_ms"_L1, limits.total);
    json.insert("max_bytes"_L1, limits.maxBytes);
    return json;
}

Limits limitsFromJson(const QJsonObject &json)
{
    const Limits defaults;
    return {.connect = duration(json["connect_ms"_L1], defaults.connect),
            .idle = duration(json["idle_ms"_L1], defaults.idle),
            .total = duration(json["total_ms"_L1], defaults.total),
            .maxBytes = json["max_bytes"_L1].toInteger(defaults.maxBytes)};
}

QJsonObject toJson(const Channel &channel)
{
    QJsonObject credentials;
    for (const auto &[field, reference] : channel.credentials.asKeyValueRange())
        credentials.insert(field, reference.toString());

    QJsonObject json;
    put(json, "id"_L1, channel.id.toString());
    put(json, "name"_L1, channel.name);
    put(json, "plugin"_L1, channel.plugin);
    put(json, "settings"_L1, channel.settings);
    put(json, "credentials"_L1, credentials);
    put(json, "origin"_L1, text(channel.origin));
    put(json, "operator"_L1, channel.operatorName);
    put(json, "jurisdiction"_L1, channel.jurisdiction);
    put(json, "region"_L1, channel.region);
    json.insert("max_concurrent"_L1, channel.maxConcurrent);
    put(json, "min_interval_ms"_L1, channel.minInterval);
    json.insert("limits"_L1, toJson(channel.limits));
    return json;
}

Result<Channel> channelFromJson(const QJsonObject &json)
{
    const Result<QMap<QString, CredentialRef>> credentials = credentialsFromJson(json["credentials"_L1].toObject());
    if (!credentials)
        return std::unexpected(credentials.error());
    const Channel defaults;
    return Channel{.id = ChannelId::fromString(json["id"_L1].toString()),
                   .name = json["name"_L1].toString(),
                   .plugin = json["plugin"_L1].toString(),
                   .settings = json["settings"_L1].toObject(),
                   .credentials = *credentials,
                   .origin = url(json["origin"_L1]),
                   .operatorName = json["operator"_L1].toString(),
                   .jurisdiction = json["jurisdiction"_L1].toString(),
                   .region = json["region"_L1].toString(),
                   .maxConcurrent = json["max_concurrent"_L1].toInt(defaults.maxConcurrent),
                   .minInterval = duration(json["min_interval_ms"_L1], defaults.minInterval),
                   .limits = limitsFromJson(json["limits"_L1].toObject())};
}

QJsonObject toJson(const Target &target)
{
    QJsonObject json;
    put(json, "id"_L1, target.id.toString());
    put(json, "channel"_L1, target.channel.toString());
    put(json, "model"_L1, target.model);
    put(json, "parameters"_L1, toJson(target.parameters));
    return json;
}

Target targetFromJson(const QJsonObject &json)
{
    return {.id = TargetId::fromString(json["id"_L1].toString()),
            .channel = ChannelId::fromString(json["channel"_L1].toString()),
            .model = json["model"_L1].toString(),
            .parameters = parametersFromJson(json["parameters"_L1].toObject())};
}

QJsonObject toJson(const PromptText &prompt)
{
    QJsonObject variables;
    for (const auto &[name, value] : prompt.variables.asKeyValueRange())
        variables.insert(name, value);

    QJsonObject json;
    put(json, "system"_L1, prompt.system);
    put(json, "user"_L1, prompt.user);
    put(json, "variables"_L1, variables);
    put(json, "attachments"_L1, toJson(prompt.attachments));
    put(json, "tools"_L1, toJson(ToolSet{.tools = prompt.tools, .results = prompt.toolResults}));
    if (prompt.format)
        json.insert("format"_L1, QJsonObject{{"name"_L1, prompt.format->name}, {"schema"_L1, prompt.format->schema}});
    return json;
}

PromptText promptFromJson(const QJsonObject &json)
{
    const ToolSet set = toolsFromJson(json["tools"_L1].toArray());
    PromptText prompt{.system = json["system"_L1].toString(),
                      .user = json["user"_L1].toString(),
                      .variables = {},
                      .attachments = filesFromJson(json["attachments"_L1]),
                      .tools = set.tools,
                      .toolResults = set.results};
    if (const QJsonValue format = json["format"_L1]; format.isObject())
        prompt.format = {.name = format["name"_L1].toString(), .schema = format["schema"_L1].toObject()};
    const QJsonObject variables = json["variables"_L1].toObject();
    for (auto it = variables.begin(); it != variables.end(); ++it)
        prompt.variables.insert(it.key(), it.value().toString());
    return prompt;
}

QJsonArray toJson(const QList<Message> &messages)
{
    QJsonArray json;
    for (const Message &message : messages) {
        QJsonObject object{{"role"_L1, enumToString(roleNames, message.role)}};
        put(object, "text"_L1, message.text);
        put(object, "attachments"_L1, toJson(message.attachments));
        put(object, "tool_calls"_L1, toJson(message.toolCalls));
        put(object, "tool_call_id"_L1, message.toolCallId);
        put(object, "state"_L1, message.state);
        json.append(object);
    }
    return json;
}

QList<Message> messagesFromJson(const QJsonArray &json)
{
    QList<Message> messages;
    for (const QJsonValue &object : json) {
        messages.append({.role = enumFromString(roleNames, object["role"_L1].toString()).value_or(Role::User),
                         .text = object["text"_L1].toString(),
                         .attachments = attachmentsFromJson(object["attachments"_L1]),
                         .toolCalls = toolCallsFromJson(object["tool_calls"_L1].toArray()),
                         .toolCallId = object["tool_call_id"_L1].toString(),
                         .state = object["state"_L1].toObject()});
    }
    return messages;
}

QJsonArray historyToJson(const RunTarget &target)
{
    QJsonArray json = toJson(target.history);
    for (const auto &[index, files] : target.historyFiles.asKeyValueRange()) {
        QJsonObject message = json.at(index).toObject();
        put(message, "files"_L1, toJson(files));
        json.replace(index, message);
    }
    return json;
}

void setHistory(RunTarget &target, const QJsonArray &json)
{
    target.history = messagesFromJson(json);
    for (int i = 0; i < int(json.size()); ++i) {
        if (const QList<AttachmentRef> files = filesFromJson(json.at(i)["files"_L1]); !files.isEmpty())
            target.historyFiles.insert(i, files);
    }
}

QJsonArray toJson(const QList<ToolCall> &calls)
{
    QJsonArray json;
    for (const ToolCall &call : calls) {
        QJsonObject object;
        put(object, "id"_L1, call.id);
        put(object, "name"_L1, call.name);
        put(object, "arguments"_L1, call.arguments);
        json.append(object);
    }
    return json;
}

QList<ToolCall> toolCallsFromJson(const QJsonArray &json)
{
    QList<ToolCall> calls;
    for (const QJsonValue &object : json) {
        calls.append({.id = object["id"_L1].toString(),
                      .name = object["name"_L1].toString(),
                      .arguments = object["arguments"_L1].toString()});
    }
    return calls;
}

} // namespace evenhand
