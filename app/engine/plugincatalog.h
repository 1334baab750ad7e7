// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <evenhand/provider.h>

#include <QMutex>
#include <QPluginLoader>

#include <memory>
#include <vector>

namespace evenhand {

// One settings field, as the plugin's metadata describes it. The app draws the form from these.
struct PluginField
{
    enum class Type { Text, Url, Secret, Choice, Flag, Integer, Folder };

    QString key;
    QString label;
    QString help;
    QString placeholder;
    Type type = Type::Text;
    bool required = false;
    QJsonValue defaultValue;
    QStringList choices;  // of Type::Choice
    QString environment;  // of Type::Secret: the variable people usually keep it in

    bool operator==(const PluginField &) const = default;
};

// A ready-made set of values for the form.
struct PluginPreset
{
    QString name;
    QJsonObject settings;
    QString operatorName;
    QString jurisdiction;
    QString region;
    QString environment; // usual variable of the key
    bool local = false;  // a server on this machine: may be looked for when the program is new here

    bool operator==(const PluginPreset &) const = default;
};

struct PluginInfo
{
    enum class Kind { Provider, Evaluator };
    enum class State {
        Available, // judged by its metadata; no code of it has run
        Loaded,
        Refused,   // see reason
    };

    QString path;
    QString id;
    QString name;
    QString version;
    QString vendor;
    QString description;
    Kind kind = Kind::Provider;
    State state = State::Available;
    QString reason; // why it was refused: one sentence for a person
    QList<PluginField> fields;
    QList<PluginPreset> presets;

    const PluginField *secretField() const; // the first one, or null
    bool operator==(const PluginInfo &) const = default;
};

// Finds plugins, judges them by their metadata before any code of them runs, and loads them at first use. Thread-safe.
// A file is refused when its interface id, SDK version or plugin id does not fit, when its id is taken, or when the
// file or a parent folder can be written by others than its owner and root.
class PluginCatalog
{
public:
    // Folders are searched in this order and not below; the first plugin with an id wins.
    explicit PluginCatalog(const QStringList &folders);
    ~PluginCatalog();
    Q_DISABLE_COPY_MOVE(PluginCatalog)

    // The plugin folder beside the executable (install or build tree), then the one the person approved, if any.
    // Never the working directory, never QT_PLUGIN_PATH.
    static QStringList standardFolders(const QString &approved = {});

    QList<PluginInfo> plugins() const;
    std::optional<PluginInfo> find(const QString &id) const;

    // Loads what can be loaded, so that plugins() says Loaded or Refused for each.
    void loadAll();
    Result<ProviderPlugin *> provider(const QString &id);

    // ProviderPlugin::origin() of the named plugin, with exceptions caught and unknown or missing fields reported.
    Result<QUrl> origin(const QString &id, const QJsonObject &settings);

private:
    struct Entry;
    Entry *entry(const QString &id);
    Result<QObject *> load(Entry &entry);

    mutable QRecursiveMutex m_mutex;
    std::vector<std::unique_ptr<Entry>> m_entries;
};

} // namespace evenhand
