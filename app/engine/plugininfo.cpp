// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/plugininfo.h"

#include <evenhand/enumnames.h>
#include <evenhand/evaluator.h>
#include <evenhand/provider.h>

#include <QJsonArray>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr EnumName<PluginField::Type> fieldTypes[] = {
    {PluginField::Type::Text, "text"},     {PluginField::Type::Url, "url"},   {PluginField::Type::Secret, "secret"},
    {PluginField::Type::Choice, "choice"}, {PluginField::Type::Flag, "flag"}, {PluginField::Type::Integer, "integer"},
    {PluginField::Type::Folder, "folder"}, {PluginField::Type::File, "file"},
};

constexpr EnumName<PluginInfo::Kind> kinds[] = {
    {PluginInfo::Kind::Provider, "provider"},
    {PluginInfo::Kind::Evaluator, "evaluator"},
};

bool isValueOf(const PluginField &field, const QJsonValue &value)
{
    switch (field.type) {
    case PluginField::Type::Flag:
        return value.isBool();
    case PluginField::Type::Integer:
        return value.isDouble() && double(value.toInteger()) == value.toDouble();
    case PluginField::Type::Choice:
        return field.choices.contains(value.toString());
    case PluginField::Type::Secret:
        return false;
    case PluginField::Type::Text:
    case PluginField::Type::Url:
    case PluginField::Type::Folder:
    case PluginField::Type::File:
        return value.isString();
    }
    Q_UNREACHABLE_RETURN(false);
}

QString expectation(const PluginField &field)
{
    switch (field.type) {
    case PluginField::Type::Flag:
        return u"true or false"_s;
    case PluginField::Type::Integer:
        return u"a whole number"_s;
    case PluginField::Type::Choice:
        return u"one of "_s + field.choices.join(", "_L1);
    default:
        return u"text"_s;
    }
}

QStringList texts(const QJsonValue &list)
{
    QStringList result;
    for (const QJsonValue text : list.toArray())
        result.append(text.toString());
    return result;
}

// other: one of the fields before, or null.
bool isCondition(const PluginField *other, const QStringList &values)
{
    if (!other)
        return false;
    if (other->type == PluginField::Type::Choice)
        return std::ranges::all_of(values, [&](const QString &value) { return other->choices.contains(value); });
    return other->type == PluginField::Type::Text || other->type == PluginField::Type::Url;
}

bool holds(const PluginField &other, const QStringList &values, const QJsonValue &value)
{
    const QString text = (value.isUndefined() ? other.defaultValue : value).toString().trimmed();
    if (values.isEmpty())
        return !text.isEmpty();
    return std::ranges::any_of(values, [&](const QString &wanted) {
        return other.type == PluginField::Type::Choice ? text == wanted : text.startsWith(wanted, Qt::CaseInsensitive);
    });
}

// Reads a plugin's metadata; the first thing that is wrong is the reason.
class MetaDataReader
{
public:
    PluginInfo read(const QJsonObject &metaData)
    {
        readInterface(metaData.value("IID"_L1).toString());
        const QJsonObject own = metaData.value("MetaData"_L1).toObject();
        readIdentity(own);
        readSdkVersion(own.value("sdk"_L1).toString());
        for (const QJsonValue field : own.value("settings"_L1).toArray())
            readField(field.toObject());
        for (const QJsonValue preset : own.value("presets"_L1).toArray())
            readPreset(preset.toObject());
        for (const QJsonValue rule : own.value("prices"_L1).toArray())
            readPriceRule(rule.toObject());
        return m_info;
    }

private:
    void refuse(const QString &reason)
    {
        if (m_info.state == PluginInfo::State::Refused)
            return;
        m_info.state = PluginInfo::State::Refused;
        m_info.reason = reason;
    }

    void readInterface(const QString &iid)
    {
        if (iid == QLatin1StringView(EvenhandProviderPlugin_iid))
            m_info.kind = PluginInfo::Kind::Provider;
        else if (iid == QLatin1StringView(EvenhandEvaluatorPlugin_iid))
            m_info.kind = PluginInfo::Kind::Evaluator;
        else if (iid.startsWith("org.evenhand."_L1))
            refuse(
                u"It was made for the interface \"%1\", which this version of the program does not have."_s.arg(iid));
        else
            refuse(u"It is not a plugin for this program."_s);
    }

    void readIdentity(const QJsonObject &own)
    {
        static const QRegularExpression valid(u"^[a-z][a-z0-9-]*\\z"_s);
        m_info.id = own.value("id"_L1).toString();
        m_info.name = own.value("name"_L1).toString();
        m_info.version = own.value("version"_L1).toString();
        m_info.vendor = own.value("vendor"_L1).toString();
        m_info.description = own.value("description"_L1).toString();
        if (!valid.match(m_info.id).hasMatch()) {
            refuse(
                u"Its metadata has no usable \"id\": a lower-case letter, then lower-case letters, digits and hyphens."_s);
        } else if (m_info.name.isEmpty() || m_info.version.isEmpty()) {
            refuse(u"Its metadata lacks \"name\" or \"version\"."_s);
        } else if (own.value("kind"_L1).toString() != enumToString(kinds, m_info.kind)) {
            refuse(u"Its metadata says kind \"%1\", but its interface is that of kind \"%2\"."_s.arg(
                own.value("kind"_L1).toString(), enumToString(kinds, m_info.kind)));
        }
    }

    void readSdkVersion(const QString &version)
    {
        static const QRegularExpression valid(u"^(\\d{1,4})\\.(\\d{1,4})\\z"_s);
        const QRegularExpressionMatch match = valid.match(version);
        if (!match.hasMatch()) {
            refuse(u"Its metadata does not say for which version of the SDK it was built (\"sdk\": \"1.0\")."_s);
        } else if (match.captured(1).toInt() != EVENHAND_SDK_VERSION_MAJOR
                   || match.captured(2).toInt() > EVENHAND_SDK_VERSION_MINOR) {
            refuse(u"It was built for version %1 of the SDK; this program has %2.%3."_s.arg(version)
                       .arg(EVENHAND_SDK_VERSION_MAJOR)
                       .arg(EVENHAND_SDK_VERSION_MINOR));
        }
    }

    void readField(const QJsonObject &json)
    {
        PluginField field;
        field.key = json.value("key"_L1).toString();
        field.label = json.value("label"_L1).toString();
        field.help = json.value("help"_L1).toString();
        field.placeholder = json.value("placeholder"_L1).toString();
        field.required = json.value("required"_L1).toBool();
        field.defaultValue = json.value("default"_L1);
        field.environment = json.value("environment"_L1).toString();
        field.more = json.value("more"_L1).toBool();
        const QJsonObject when = json.value("when"_L1).toObject();
        for (auto condition = when.begin(); condition != when.end(); ++condition)
            field.when.insert(condition.key(), texts(condition.value()));
        field.choices = texts(json.value("choices"_L1));

        const std::optional<PluginField::Type> type = enumFromString(fieldTypes, json.value("type"_L1).toString());
        if (field.key.isEmpty() || field.label.isEmpty())
            return refuse(u"One of its settings lacks \"key\" or \"label\"."_s);
        if (m_info.field(field.key))
            return refuse(u"It has two settings named \"%1\"."_s.arg(field.key));
        if (!type)
            return refuse(u"The type of its setting \"%1\" is not one that this program knows."_s.arg(field.key));
        field.type = *type;
        if (!field.defaultValue.isUndefined() && !isValueOf(field, field.defaultValue))
            return refuse(u"The default of its setting \"%1\" is not a value of its type."_s.arg(field.key));
        for (const auto &[key, values] : field.when.asKeyValueRange()) {
            if (!isCondition(m_info.field(key), values))
                return refuse(u"Its setting \"%1\" depends on \"%2\" in a way that cannot be."_s.arg(field.key, key));
        }
        m_info.fields.append(field);
    }

    void readPreset(const QJsonObject &json)
    {
        PluginPreset preset;
        preset.name = json.value("name"_L1).toString();
        preset.settings = json.value("settings"_L1).toObject();
        preset.operatorName = json.value("operator"_L1).toString();
        preset.jurisdiction = json.value("jurisdiction"_L1).toString();
        preset.region = json.value("region"_L1).toString();
        preset.environment = json.value("environment"_L1).toString();
        preset.local = json.value("local"_L1).toBool();
        if (preset.name.isEmpty())
            return refuse(u"One of its presets has no \"name\"."_s);
        for (const QString &key : preset.settings.keys()) {
            const PluginField *field = m_info.field(key);
            if (!field || !isValueOf(*field, preset.settings.value(key)))
                return refuse(u"Its preset \"%1\" has no usable value for \"%2\"."_s.arg(preset.name, key));
        }
        m_info.presets.append(preset);
    }

    void readPriceRule(const QJsonObject &json)
    {
        PluginPriceRule rule{.kind = json.value("kind"_L1).toString(),
                             .host = json.value("host"_L1).toString(),
                             .settings = json.value("settings"_L1).toObject(),
                             .region = json.value("region"_L1).toString(),
                             .tier = json.value("tier"_L1).toString(),
                             .tiers = {}};
        const QJsonObject tiers = json.value("tiers"_L1).toObject();
        for (auto it = tiers.begin(); it != tiers.end(); ++it) {
            if (!it.value().isString())
                return refuse(
                    u"Its rule for prices \"%1\" has no text for the tier \"%2\"."_s.arg(rule.kind, it.key()));
            rule.tiers.insert(it.key().toLower(), it.value().toString());
        }
        if (rule.kind.isEmpty())
            return refuse(u"One of its rules for prices has no \"kind\"."_s);
        QStringList fields = rule.settings.keys();
        if (rule.region != "*"_L1)
            fields.append(rule.region);
        fields.append(rule.tier);
        for (const QString &key : std::as_const(fields)) {
            if (!key.isEmpty() && !m_info.field(key))
                return refuse(u"Its rule for prices \"%1\" names the setting \"%2\", which it does not have."_s.arg(
                    rule.kind, key));
        }
        m_info.prices.append(rule);
    }

    PluginInfo m_info;
};

Error invalid(const QString &message)
{
    return {.code = ErrorCode::InvalidInput, .message = message, .detail = {}};
}

// What is wrong with one member of settings, if anything.
std::optional<Error> judgeSetting(const PluginInfo &plugin, const QString &key, const QJsonValue &value)
{
    const PluginField *field = plugin.field(key);
    if (!field) {
        QStringList known;
        for (const PluginField &each : plugin.fields)
            known.append(each.key);
        return invalid(
            u"The plugin \"%1\" has no setting \"%2\"; it has: %3."_s.arg(plugin.id, key, known.join(", "_L1)));
    }
    if (field->type == PluginField::Type::Secret)
        return invalid(
            u"\"%1\" is a key: it is kept in the keychain or an environment variable, not in the settings."_s.arg(key));
    if (!isValueOf(*field, value))
        return invalid(u"The setting \"%1\" of plugin \"%2\" must be %3."_s.arg(key, plugin.id, expectation(*field)));
    return std::nullopt;
}

bool isEmpty(const QJsonValue &value)
{
    return value.isUndefined() || value.isNull() || (value.isString() && value.toString().isEmpty());
}

} // namespace

const PluginField *PluginInfo::field(const QString &key) const
{
    const auto found = std::ranges::find(fields, key, &PluginField::key);
    return found == fields.end() ? nullptr : &*found;
}

const PluginField *PluginInfo::secretField() const
{
    const auto found = std::ranges::find(fields, PluginField::Type::Secret, &PluginField::type);
    return found == fields.end() ? nullptr : &*found;
}

PluginInfo judgeMetaData(const QJsonObject &metaData)
{
    return MetaDataReader().read(metaData);
}

bool applies(const PluginInfo &plugin, const PluginField &field, const QJsonObject &settings)
{
    return std::ranges::all_of(field.when.asKeyValueRange(), [&](const auto &condition) {
        const PluginField *other = plugin.field(condition.first);
        return other && holds(*other, condition.second, settings.value(condition.first))
               && applies(plugin, *other, settings);
    });
}

Result<QJsonObject> completeSettings(const PluginInfo &plugin, const QJsonObject &settings)
{
    QJsonObject complete;
    for (auto it = settings.begin(); it != settings.end(); ++it) {
        if (isEmpty(it.value()) && plugin.field(it.key()))
            continue;
        if (const std::optional<Error> error = judgeSetting(plugin, it.key(), it.value()))
            return std::unexpected(*error);
        complete.insert(it.key(), it.value());
    }
    for (const PluginField &field : plugin.fields) {
        if (complete.contains(field.key) || field.type == PluginField::Type::Secret)
            continue;
        if (!field.defaultValue.isUndefined())
            complete.insert(field.key, field.defaultValue);
        else if (field.required && applies(plugin, field, complete))
            return std::unexpected(
                invalid(u"The plugin \"%1\" needs the setting \"%2\" (%3)."_s.arg(plugin.id, field.key, field.label)));
    }
    return complete;
}

} // namespace evenhand
