// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/suiteimporter.h"

#include "app/engine/plugincatalog.h"
#include "app/service/attachments.h"

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

Result<void> attachAll(QList<AttachmentRef> &files)
{
    for (AttachmentRef &file : files) {
        const Result<AttachmentRef> attached = attach(file.path);
        if (!attached)
            return std::unexpected(attached.error());
        file = *attached;
    }
    return {};
}

} // namespace

Result<void> acceptChecks(const QJsonArray &checks, PluginCatalog &plugins)
{
    for (const QJsonValue &check : checks) {
        if (const Result<void> accepted = plugins.acceptsCheck(check.toObject()); !accepted)
            return accepted;
    }
    return {};
}

Result<SuiteImport> importSuite(const QString &path, const ReadOptions &options, PluginCatalog &plugins)
{
    return readSuiteFile(path, options).transform([&](SuiteImport import) {
        keepAccepted(import, u"attachments"_s, [](SuiteCase &one) { return attachAll(one.attachments); });
        keepAccepted(import, u"checks"_s, [&](const SuiteCase &one) { return acceptChecks(one.checks, plugins); });
        if (import.suite.prompt) {
            if (const Result<void> attached = attachAll(import.suite.prompt->attachments); !attached)
                import.problems.append({.line = 0, .column = u"prompt"_s, .reason = attached.error().message});
        }
        return import;
    });
}

} // namespace evenhand
