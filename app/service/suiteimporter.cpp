// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/suiteimporter.h"

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

Result<SuiteImport> importSuite(const QString &path, const ReadOptions &options)
{
    return readSuiteFile(path, options).transform([](SuiteImport import) {
        QList<SuiteCase> usable;
        for (SuiteCase &one : import.suite.cases) {
            if (const Result<void> attached = attachAll(one.attachments))
                usable.append(one);
            else
                import.problems.append({.line = 0, .column = u"attachments"_s, .reason = attached.error().message});
        }
        import.suite.cases = usable;
        if (import.suite.prompt) {
            if (const Result<void> attached = attachAll(import.suite.prompt->attachments); !attached)
                import.problems.append({.line = 0, .column = u"prompt"_s, .reason = attached.error().message});
        }
        return import;
    });
}

} // namespace evenhand
