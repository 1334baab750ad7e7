// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/lineupfile.h"

#include "app/engine/plugincatalog.h"
#include "app/files/suggestion.h"

#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace evenhand::cli {
namespace {

constexpr qint64 mostConcurrent = 1000;
constexpr double longestTimeout = 24 * 60 * 60;

const QString keyShorthand = u"key"_s;

const QStringList targetKeys = {u"channel"_s, u"model"_s, u"max_tokens"_s, u"temperature"_s, u"top_p"_s,
                                u"seed"_s,    u"stop"_s,  u"effort"_s,     u"extra"_s};
const QStringList channelKeys = {u"plugin"_s, u"operator"_s,       u"jurisdiction"_s,
                                 u"region"_s, u"max_concurrent"_s, u"timeouts"_s};

QStringList fieldKeys(const PluginInfo &plugin)
{
    QStringList keys;
    for (const PluginField &field : plugin.fields)
        keys.append(field.key);
    return keys;
}

// One channel of the file.
class ChannelReader
{
public:
    ChannelReader(YamlReader &reader, PluginCatalog &plugins)
        : m_reader(reader)
        , m_plugins(plugins)
    {
    }

    Channel read(const YamlEntry &channel)
    {
        m_channel.id = ChannelId::create();
        m_channel.name = channel.key;
        m_line = channel.line;
        const qsizetype before = m_reader.mistakes().size();
        if (!findPlugin(channel))
            return m_channel;
        QStringList known = channelKeys + fieldKeys(*m_plugin);
        if (m_plugin->secretField() && !known.contains(keyShorthand))
            known.append(keyShorthand);
        const QString what = u"A channel of the plugin \"%1\""_s.arg(m_plugin->id);
        for (const YamlEntry &entry : m_reader.entries(channel.value, m_line, what, known))
            take(entry);
        requireFields();
        if (m_reader.mistakes().size() == before)
            findOrigin();
        return m_channel;
    }

private:
    bool findPlugin(const YamlEntry &channel)
    {
        const YAML::Node node = channel.value.IsMap() ? channel.value["plugin"] : YAML::Node();
        if (!node.IsDefined() || !node.IsScalar()) {
            m_reader.mistake(
                m_line,
                u"The channel \"%1\" does not say which plugin it uses, as in \"plugin: replay\"."_s.arg(channel.key));
            return false;
        }
        const QString id = QString::fromStdString(node.Scalar());
        m_channel.plugin = id;
        m_plugin = m_plugins.find(id);
        if (m_plugin && m_plugin->kind == PluginInfo::Kind::Provider && m_plugin->state != PluginInfo::State::Refused)
            return true;
        m_reader.mistake(lineOf(node, m_line),
                         m_plugin && m_plugin->state == PluginInfo::State::Refused
                             ? u"The plugin \"%1\" was refused: %2"_s.arg(id, m_plugin->reason)
                             : u"There is no provider plugin \"%1\"."_s.arg(id) + suggestPlugin(id));
        return false;
    }

    QString suggestPlugin(const QString &id) const
    {
        QStringList ids;
        for (const PluginInfo &plugin : m_plugins.plugins()) {
            if (plugin.kind == PluginInfo::Kind::Provider && plugin.state != PluginInfo::State::Refused)
                ids.append(plugin.id);
        }
        const QString suggestion = didYouMean(id, ids);
        return suggestion.isEmpty() ? u" There are: %1."_s.arg(ids.join(", "_L1)) : suggestion;
    }

    void take(const YamlEntry &entry)
    {
        const PluginField *field = m_plugin->field(entry.key);
        if (!field && entry.key == keyShorthand)
            field = m_plugin->secretField();
        if (field) {
            m_mentioned.insert(field->key);
            takeField(*field, entry);
        }
        if (entry.key == "operator"_L1)
            m_channel.operatorName = m_reader.text(entry).value_or(QString());
        else if (entry.key == "jurisdiction"_L1)
            m_channel.jurisdiction = m_reader.text(entry).value_or(QString());
        else if (entry.key == "region"_L1)
            m_channel.region = m_reader.text(entry).value_or(QString());
        else if (entry.key == "max_concurrent"_L1)
            m_channel.maxConcurrent = int(m_reader.integer(entry, 1, mostConcurrent).value_or(1));
        else if (entry.key == "timeouts"_L1)
            takeTimeouts(entry);
    }

    void takeField(const PluginField &field, const YamlEntry &entry)
    {
        if (field.type == PluginField::Type::Secret)
            return takeCredential(field, entry);
        if (field.type == PluginField::Type::Url)
            m_addressLine = entry.line;
        if (const QJsonValue value = fieldValue(field, entry); !value.isUndefined())
            m_channel.settings.insert(field.key, value);
    }

    QJsonValue fieldValue(const PluginField &field, const YamlEntry &entry)
    {
        const auto toValue = [](const auto &value) { return QJsonValue(value); };
        switch (field.type) {
        case PluginField::Type::Flag:
            return m_reader.flag(entry).transform(toValue).value_or(QJsonValue::Undefined);
        case PluginField::Type::Integer:
            return m_reader.integer(entry, std::numeric_limits<qint64>::min(), std::numeric_limits<qint64>::max())
                .transform(toValue)
                .value_or(QJsonValue::Undefined);
        default:
            break;
        }
        const std::optional<QString> text = m_reader.text(entry);
        if (text && field.type == PluginField::Type::Choice && !field.choices.contains(*text)) {
            m_reader.mistake(entry.line, u"\"%1\" must be one of: %2."_s.arg(entry.key, field.choices.join(", "_L1)));
        }
        return text.transform(toValue).value_or(QJsonValue::Undefined);
    }

    void takeCredential(const PluginField &field, const YamlEntry &entry)
    {
        if (m_channel.credentials.contains(field.key)) {
            m_reader.mistake(entry.line,
                             u"The key is given twice, as \"%1\" and as \"%2\"."_s.arg(keyShorthand, field.key));
            return;
        }
        const std::optional<QString> text = m_reader.text(entry);
        if (!text)
            return;
        if (const Result<CredentialRef> reference = CredentialRef::fromString(*text))
            m_channel.credentials.insert(field.key, *reference);
        else
            m_reader.mistake(entry.line, reference.error().message);
    }

    // In seconds.
    void takeTimeouts(const YamlEntry &timeouts)
    {
        const QStringList known = {u"connect"_s, u"idle"_s, u"total"_s};
        for (const YamlEntry &entry : m_reader.entries(timeouts.value, timeouts.line, u"\"timeouts\""_s, known)) {
            const std::optional<double> seconds = m_reader.number(entry, 0.001, longestTimeout);
            const std::chrono::milliseconds time(qint64(seconds.value_or(1) * 1000));
            if (entry.key == "connect"_L1)
                m_channel.limits.connect = time;
            else if (entry.key == "idle"_L1)
                m_channel.limits.idle = time;
            else
                m_channel.limits.total = time;
        }
    }

    void requireFields()
    {
        for (const PluginField &field : m_plugin->fields) {
            const bool isSecret = field.type == PluginField::Type::Secret;
            if (!field.required || !field.defaultValue.isUndefined() || m_mentioned.contains(field.key)
                || !applies(*m_plugin, field, m_channel.settings))
                continue;
            const QString how = isSecret ? u" Say where its key is, as in \"key: env:%1\"."_s.arg(
                                               field.environment.isEmpty() ? u"NAME"_s : field.environment)
                                         : QString();
            m_reader.mistake(m_line, u"The channel \"%1\" has no \"%2\", which the plugin \"%3\" needs."_s.arg(
                                         m_channel.name, isSecret ? keyShorthand : field.key, m_plugin->id)
                                         + how);
        }
    }

    void findOrigin()
    {
        const Result<QUrl> origin = m_plugins.origin(m_plugin->id, m_channel.settings);
        if (origin)
            m_channel.origin = *origin;
        else
            m_reader.mistake(m_addressLine > 0 ? m_addressLine : m_line, origin.error().message);
    }

    YamlReader &m_reader;
    PluginCatalog &m_plugins;
    std::optional<PluginInfo> m_plugin;
    Channel m_channel;
    QSet<QString> m_mentioned; // fields; a value that could not be taken was told already
    int m_line = 0;
    int m_addressLine = 0;
};

// The whole file.
class FileReader
{
public:
    explicit FileReader(PluginCatalog &plugins)
        : m_plugins(plugins)
    {
    }

    LineupFile read(const QByteArray &yaml)
    {
        const YAML::Node root = m_reader.parse(yaml);
        if (m_reader.mistakes().isEmpty())
            readRoot(root);
        m_file.mistakes = m_reader.mistakes();
        return m_file;
    }

private:
    void readRoot(const YAML::Node &root)
    {
        const QStringList known = {u"channels"_s, u"targets"_s};
        bool hasTargets = false;
        for (const YamlEntry &entry : m_reader.entries(root, 1, u"A lineup file"_s, known)) {
            if (entry.key == "channels"_L1) {
                for (const YamlEntry &channel : m_reader.entries(entry.value, entry.line, u"\"channels\""_s))
                    m_file.channels.append(ChannelReader(m_reader, m_plugins).read(channel));
            } else {
                hasTargets = true;
                readTargets(entry);
            }
        }
        if (!hasTargets && root.IsMap())
            m_reader.mistake(1, u"The file has no \"targets\": the list of models to ask."_s);
    }

    void readTargets(const YamlEntry &targets)
    {
        if (!targets.value.IsSequence() || targets.value.size() == 0) {
            m_reader.mistake(targets.line, u"\"targets\" must be a list with at least one target."_s);
            return;
        }
        for (const YAML::Node &node : targets.value)
            readTarget(node, lineOf(node, targets.line));
        if (m_file.targets.size() > maxTargets) {
            m_reader.mistake(
                m_file.targets.at(maxTargets).line,
                u"There are %1 targets; at most %2 are compared at once."_s.arg(m_file.targets.size()).arg(maxTargets));
        }
    }

    void readTarget(const YAML::Node &node, int line)
    {
        FileTarget result{.channel = {}, .target = {.id = TargetId::create()}, .line = line};
        QStringList missing = {u"channel"_s, u"model"_s};
        for (const YamlEntry &entry : m_reader.entries(node, line, u"A target"_s, targetKeys)) {
            missing.removeOne(entry.key);
            take(entry, result);
        }
        for (const QString &key : std::as_const(missing)) {
            if (node.IsMap())
                m_reader.mistake(line, u"A target has no \"%1\"."_s.arg(key));
        }
        refuseDuplicate(result);
        m_file.targets.append(result);
    }

    void take(const YamlEntry &entry, FileTarget &target)
    {
        Parameters &parameters = target.target.parameters;
        if (entry.key == "channel"_L1)
            target.channel = m_reader.text(entry).value_or(QString());
        else if (entry.key == "model"_L1)
            target.target.model = m_reader.text(entry).value_or(QString());
        else if (entry.key == "max_tokens"_L1)
            parameters.maxTokens = int(m_reader.integer(entry, 1, std::numeric_limits<int>::max()).value_or(1));
        else if (entry.key == "temperature"_L1)
            parameters.temperature = m_reader.number(entry, 0, 10);
        else if (entry.key == "top_p"_L1)
            parameters.topP = m_reader.number(entry, 0, 1);
        else if (entry.key == "seed"_L1)
            parameters.seed =
                m_reader.integer(entry, std::numeric_limits<qint64>::min(), std::numeric_limits<qint64>::max());
        else if (entry.key == "stop"_L1)
            parameters.stop = m_reader.texts(entry).value_or(QStringList());
        else if (entry.key == "effort"_L1)
            parameters.effort = effort(entry);
        else
            parameters.extra = m_reader.object(entry).value_or(QJsonObject());
    }

    QString effort(const YamlEntry &entry)
    {
        const QString name = m_reader.text(entry).value_or(QString());
        if (!name.isEmpty() && !effortNames().contains(name))
            m_reader.mistake(entry.line, u"\"%1\" must be one of: %2."_s.arg(entry.key, effortNames().join(", "_L1)));
        return name;
    }

    void refuseDuplicate(const FileTarget &target)
    {
        const auto same = std::ranges::find_if(m_file.targets, [&](const FileTarget &earlier) {
            return earlier.channel == target.channel && earlier.target.model == target.target.model
                   && earlier.target.parameters == target.target.parameters;
        });
        if (same != m_file.targets.end() && !target.channel.isEmpty() && !target.target.model.isEmpty()) {
            m_reader.mistake(
                target.line,
                u"This target is the same as the one in line %1; use --repeat to ask more than once."_s.arg(
                    same->line));
        }
    }

    PluginCatalog &m_plugins;
    YamlReader m_reader{u"a lineup"_s, mostLineupMebibytes};
    LineupFile m_file;
};

} // namespace

const Channel *LineupFile::channel(const QString &name) const
{
    const auto found = std::ranges::find(channels, name, &Channel::name);
    return found == channels.end() ? nullptr : &*found;
}

bool LineupFile::needsWorkspace() const
{
    return std::ranges::any_of(
        targets, [this](const FileTarget &target) { return !target.channel.isEmpty() && !channel(target.channel); });
}

LineupFile parseLineupFile(const QByteArray &yaml, PluginCatalog &plugins)
{
    return FileReader(plugins).read(yaml);
}

void checkChannels(LineupFile &file, const QStringList &ofWorkspace)
{
    QStringList names = ofWorkspace;
    for (const Channel &channel : file.channels)
        names.append(channel.name);
    for (const FileTarget &target : std::as_const(file.targets)) {
        if (target.channel.isEmpty() || names.contains(target.channel))
            continue;
        const QString reason =
            u"There is no channel \"%1\", neither in this file nor in the workspace."_s.arg(target.channel);
        file.mistakes.append({.line = target.line, .reason = reason + didYouMean(target.channel, names)});
    }
    std::ranges::stable_sort(file.mistakes, {}, &FileMistake::line);
}

void checkEnvironment(LineupFile &file)
{
    for (const FileTarget &target : std::as_const(file.targets)) {
        const Channel *channel = file.channel(target.channel);
        if (!channel)
            continue;
        for (const CredentialRef &key : channel->credentials) {
            if (key.kind != CredentialRef::Kind::Environment || !qEnvironmentVariableIsEmpty(key.name.toLocal8Bit()))
                continue;
            file.mistakes.append(
                {.line = target.line,
                 .reason = u"The key of channel \"%1\" is in the environment variable %2, which is not "
                           "set. Set it and start again."_s.arg(channel->name, key.name)});
        }
    }
    std::ranges::stable_sort(file.mistakes, {}, &FileMistake::line);
}

} // namespace evenhand::cli
