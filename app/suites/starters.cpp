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

static Result<Suite> read(const QString &path)
{
    initialiseResources();
    QFile file(u":/evenhand/suites/"_s + path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(
            Error{.code = ErrorCode::NotFound, .message = file.errorString(), .detail = file.fileName()});
    return readSuiteYaml(file.readAll()).transform([](const SuiteImport &import) { return import.suite; });
}

Result<Suite> suite(const QString &id)
{
    if (id == generated)
        return needleSuite({});
    if (ids().contains(id))
        return read(id + u".yaml"_s);
    return std::unexpected(
        Error{.code = ErrorCode::NotFound,
              .message = u"There is no starter suite \"%1\"; there are: %2."_s.arg(id, ids().join(", "_L1)),
              .detail = {}});
}

Result<Suite> sample()
{
    return read(u"sample/retries.yaml"_s);
}

static QList<Summary> readSummaries()
{
    QList<Summary> all;
    for (const QString &id : ids()) {
        if (const Result<Suite> starter = suite(id))
            all.append(
                {.id = id, .name = starter->name, .description = starter->description, .cases = starter->cases.size()});
    }
    return all;
}

const QList<Summary> &summaries()
{
    static const QList<Summary> all = readSummaries();
    return all;
}

} // namespace evenhand::starters
