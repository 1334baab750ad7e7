// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/plugincatalog.h"

#include "app/engine/filesafety.h"
#include "app/engine/pluginborder.h"
#include "app/version.h"

#include <QCoreApplication>
#include <QDir>
#include <QLibrary>
#include <QMutexLocker>
#include <QPluginLoader>

using namespace Qt::StringLiterals;

namespace evenhand {

struct PluginCatalog::Entry
{
    PluginInfo info;
    ProviderPlugin *provider = nullptr;
    EvaluatorPlugin *evaluator = nullptr;
    std::unique_ptr<ProviderPlugin> builtIn;
    std::unique_ptr<EvaluatorPlugin> builtInEvaluator;

    void refuse(const QString &reason)
    {
        info.state = PluginInfo::State::Refused;
        info.reason = reason;
    }
    QString instantiate();
};

namespace {

QString safetyReason(const QString &path)
{
    const QString open = writableByOthers(path);
    if (open.isEmpty())
        return {};
    return u"Other users of this computer can change \"%1\"; take that right away (chmod go-w) and start again."_s.arg(
        QDir::toNativeSeparators(open));
}

} // namespace

PluginCatalog::PluginCatalog(const QStringList &folders)
{
    for (const QString &folder : folders) {
        for (const QFileInfo &file : QDir(folder).entryInfoList(QDir::Files, QDir::Name)) {
            if (QLibrary::isLibrary(file.fileName()))
                addFile(file.canonicalFilePath());
        }
    }
}

PluginCatalog::~PluginCatalog() = default;

void PluginCatalog::addFile(const QString &path)
{
    auto added = std::make_unique<Entry>();
    added->info = judgeMetaData(QPluginLoader(path).metaData());
    added->info.path = path;
    if (added->info.name.isEmpty())
        added->info.name = QFileInfo(path).completeBaseName();

    const Entry *taken = entry(added->info.id);
    const bool isTaken = taken && taken->info.state != PluginInfo::State::Refused;
    if (const QString reason = safetyReason(path); !reason.isEmpty())
        added->refuse(reason);
    else if (isTaken && added->info.state != PluginInfo::State::Refused)
        added->refuse(u"Its id \"%1\" is already taken by \"%2\"."_s.arg(taken->info.id, taken->info.path));
    m_entries.push_back(std::move(added));
}

void PluginCatalog::addBuiltIn(PluginInfo info, std::unique_ptr<ProviderPlugin> plugin)
{
    const QMutexLocker lock(&m_mutex);
    auto added = std::make_unique<Entry>();
    added->info = std::move(info);
    added->info.state = PluginInfo::State::Loaded;
    added->provider = plugin.get();
    added->builtIn = std::move(plugin);
    m_entries.insert(m_entries.begin(), std::move(added));
}

void PluginCatalog::addBuiltInEvaluator(PluginInfo info, std::unique_ptr<EvaluatorPlugin> plugin)
{
    const QMutexLocker lock(&m_mutex);
    auto added = std::make_unique<Entry>();
    added->info = std::move(info);
    added->info.kind = PluginInfo::Kind::Evaluator;
    added->info.state = PluginInfo::State::Loaded;
    added->evaluator = plugin.get();
    added->builtInEvaluator = std::move(plugin);
    m_entries.insert(m_entries.begin(), std::move(added));
}

QStringList PluginCatalog::standardFolders(const QString &approved)
{
    QStringList folders = {QDir::cleanPath(QCoreApplication::applicationDirPath() + u'/' + pluginFolderFromExecutable)};
    if (QDir::isAbsolutePath(approved))
        folders.append(approved);
    return folders;
}

QList<PluginInfo> PluginCatalog::plugins() const
{
    const QMutexLocker lock(&m_mutex);
    QList<PluginInfo> result;
    for (const std::unique_ptr<Entry> &each : m_entries)
        result.append(each->info);
    return result;
}

std::optional<PluginInfo> PluginCatalog::find(const QString &id) const
{
    const QMutexLocker lock(&m_mutex);
    const Entry *found = entry(id);
    return found ? std::optional(found->info) : std::nullopt;
}

PluginCatalog::Entry *PluginCatalog::entry(const QString &id) const
{
    Entry *refused = nullptr;
    for (const std::unique_ptr<Entry> &each : m_entries) {
        if (id.isEmpty() || each->info.id != id)
            continue;
        if (each->info.state != PluginInfo::State::Refused)
            return each.get();
        if (!refused)
            refused = each.get();
    }
    return refused;
}

QStringList PluginCatalog::usableIds() const
{
    QStringList ids;
    for (const std::unique_ptr<Entry> &each : m_entries) {
        if (each->info.state != PluginInfo::State::Refused && each->info.kind == PluginInfo::Kind::Provider)
            ids.append(each->info.id);
    }
    return ids;
}

void PluginCatalog::loadAll()
{
    const QMutexLocker lock(&m_mutex);
    for (const std::unique_ptr<Entry> &each : m_entries)
        std::ignore = load(*each); // the reason of a failure stays in the entry
}

// Runs code of the plugin for the first time. Returns why it cannot be used, if so.
QString PluginCatalog::Entry::instantiate()
{
    // Judged when it was found, and once more now.
    if (const QString unsafe = safetyReason(info.path); !unsafe.isEmpty())
        return unsafe;
    QPluginLoader loader(info.path);
    loader.setLoadHints(QLibrary::ResolveAllSymbolsHint | QLibrary::PreventUnloadHint);
    const Result<QObject *> root = callPlugin(info.id, [&] { return loader.instance(); });
    if (!root)
        return root.error().message;
    if (!*root)
        return u"It could not be loaded: %1"_s.arg(loader.errorString());
    provider = qobject_cast<ProviderPlugin *>(*root);
    evaluator = qobject_cast<EvaluatorPlugin *>(*root);
    const bool fits = info.kind == PluginInfo::Kind::Provider ? provider != nullptr : evaluator != nullptr;
    return fits ? QString() : u"Its root object does not implement the interface that its metadata names."_s;
}

Result<void> PluginCatalog::load(Entry &entry)
{
    if (entry.info.state == PluginInfo::State::Available) {
        const QString reason = entry.instantiate();
        if (reason.isEmpty())
            entry.info.state = PluginInfo::State::Loaded;
        else
            entry.refuse(reason);
    }
    if (entry.info.state == PluginInfo::State::Loaded)
        return {};
    return std::unexpected(
        Error{.code = ErrorCode::Incompatible,
              .message = u"The plugin \"%1\" cannot be used: %2"_s.arg(entry.info.id, entry.info.reason),
              .detail = entry.info.path});
}

Result<ProviderPlugin *> PluginCatalog::provider(const QString &id)
{
    const QMutexLocker lock(&m_mutex);
    Entry *found = entry(id);
    if (!found || found->info.kind != PluginInfo::Kind::Provider) {
        return std::unexpected(
            Error{.code = ErrorCode::NotFound,
                  .message = u"There is no provider plugin \"%1\"; there are: %2."_s.arg(id, usableIds().join(", "_L1)),
                  .detail = {}});
    }
    return load(*found).transform([found] { return found->provider; });
}

Result<QUrl> PluginCatalog::origin(const QString &id, const QJsonObject &settings)
{
    const QMutexLocker lock(&m_mutex);
    const Result<ProviderPlugin *> plugin = provider(id);
    if (!plugin)
        return std::unexpected(plugin.error());
    const Result<QJsonObject> complete = completeSettings(entry(id)->info, settings);
    if (!complete)
        return std::unexpected(complete.error());
    return callPlugin(id, [&] { return (*plugin)->origin(*complete); }).and_then([](Result<QUrl> origin) {
        return origin;
    });
}

Result<void> accepts(const LoadedEvaluator &evaluator, const QJsonObject &check)
{
    return callPlugin(evaluator.id, [&] { return evaluator.plugin->accepts(check); })
        .and_then([](const Result<void> &accepted) { return accepted; });
}

QList<LoadedEvaluator> PluginCatalog::evaluators()
{
    const QMutexLocker lock(&m_mutex);
    QList<LoadedEvaluator> loaded;
    for (const std::unique_ptr<Entry> &each : m_entries) {
        if (each->info.kind == PluginInfo::Kind::Evaluator && load(*each))
            loaded.append({.id = each->info.id, .version = each->info.version, .plugin = each->evaluator});
    }
    return loaded;
}

Result<void> PluginCatalog::acceptsCheck(const QJsonObject &check)
{
    Result<void> verdict = std::unexpected(
        Error{.code = ErrorCode::NotFound, .message = u"There is no plugin that judges checks."_s, .detail = {}});
    for (const LoadedEvaluator &evaluator : evaluators()) {
        verdict = accepts(evaluator, check);
        if (verdict || verdict.error().code != ErrorCode::NotFound)
            break;
    }
    return verdict;
}

} // namespace evenhand
