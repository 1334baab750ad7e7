// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/suites/starters.h"

#include "app/suites/needle.h"
#include "app/suites/suiteyaml.h"

#include <QFile>

using namespace Qt::StringLiterals;

// Outside of any namespace, as the macro wants it.
static void initialiseResources()
{
    Q_INIT_RESOURCE(suites);
}

namespace evenhand::starters {

const QString generated = u"long-context"_s;

QStringList ids()
{
    return {u"reasoning"_s, generated,   u"tool-use"_s,         u"extraction"_s,     u"summarising"_s,
            u"code"_s,      u"safety"_s, u"indian-languages"_s, u"indian-english"_s, u"latency"_s};
}

Result<Suite> suite(const QString &id)
{
    if (id == generated)
        return needleSuite({});
    initialiseResources();
    QFile file(u":/evenhand/suites/%1.yaml"_s.arg(id));
    if (!ids().contains(id) || !file.open(QIODevice::ReadOnly)) {
        return std::unexpected(
            Error{.code = ErrorCode::NotFound,
                  .message = u"There is no starter suite \"%1\"; there are: %2."_s.arg(id, ids().join(", "_L1)),
                  .detail = {}});
    }
    return readSuiteYaml(file.readAll()).transform([](const SuiteImport &import) { return import.suite; });
}

} // namespace evenhand::starters
