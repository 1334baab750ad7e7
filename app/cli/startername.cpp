// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/startername.h"

#include "app/cli/console.h"
#include "app/files/suggestion.h"
#include "app/suites/starters.h"

namespace evenhand::cli {

bool namesStarter(const QString &name)
{
    return name.startsWith(starterPrefix);
}

OrExit<Suite> starterNamed(const QString &name)
{
    const QString id = name.sliced(starterPrefix.size());
    const Result<Suite> suite = starters::suite(id);
    if (!suite)
        return std::unexpected(fail(BadInput, suite.error().message + didYouMean(id, starters::ids())));
    return *suite;
}

} // namespace evenhand::cli
