// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/engine/plugininfo.h"

#include <evenhand/evaluator.h>

#include <QMutex>

#include <memory>
#include <vector>

namespace evenhand {

// An evaluator plugin that is in use. It lives as long as the program; a built-in one as long as the catalogue.
struct LoadedEvaluator
{
    QString id;
    QString version;
    EvaluatorPlugin *plugin = nullptr;
};

// EvaluatorPlugin::accepts(), with exceptions caught.
Result<void> accepts(const LoadedEvaluator &evaluator, const QJsonObject &check);

// Finds plugins, judges them by their metadata before any code of them runs, and loads them at first use. Thread-safe.
// A file is refused when its interface id, SDK version or plugin id does not fit, when its id is taken, or when the
// file or a folder above can be written by others than its owner and root (see filesafety.h).
class PluginCatalog
{
public:
    // Folders are searched in this order and not below; the first plugin with an id wins.
    explicit PluginCatalog(const QStringList &folders);
    ~PluginCatalog(); // plugins stay in memory: objects of theirs may be left
    Q_DISABLE_COPY_MOVE(PluginCatalog)

    // A plugin that is part of the program and needs no file. It wins over files with the same id.
    void addBuiltIn(PluginInfo info, std::unique_ptr<ProviderPlugin> plugin);
    void addBuiltInEvaluator(PluginInfo info, std::unique_ptr<EvaluatorPlugin> plugin);

    // The plugin folder beside the executable (install or build tree), then the one the person approved, if any.
    // Never the working directory, never QT_PLUGIN_PATH; an approved folder that is not absolute is left out.
    static QStringList standardFolders(const QString &approved = {});

    QList<PluginInfo> plugins() const;
    // Of two files with the same id the one that is used; a refused one only when there is no other.
    std::optional<PluginInfo> find(const QString &id) const;

    // Loads what can be loaded, so that plugins() says Loaded or Refused for each.
    void loadAll();
    // The returned object lives as long as the program. Fails with NotFound or Incompatible.
    Result<ProviderPlugin *> provider(const QString &id);

    // ProviderPlugin::origin() of the named plugin, with exceptions caught and unknown or missing fields reported.
    Result<QUrl> origin(const QString &id, const QJsonObject &settings);

    // All that can be loaded.
    QList<LoadedEvaluator> evaluators();
    // Whether any evaluator can judge such a check; why the one that knows its type cannot, otherwise.
    Result<void> acceptsCheck(const QJsonObject &check);

private:
    struct Entry;
    void addFile(const QString &path);
    Entry *entry(const QString &id) const;
    Result<void> load(Entry &entry);
    QStringList usableIds() const;

    mutable QRecursiveMutex m_mutex;
    std::vector<std::unique_ptr<Entry>> m_entries;
};

} // namespace evenhand
