// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/suites/suiteimport.h"

namespace evenhand {

// What must hold of a suite however it was read: a line for each case, variables that have columns, problems with words,
// nothing beyond the limits. Empty when it does.
QString faultOf(const SuiteImport &import);

// How the cases that were read back differ from those that were written, ids aside. Empty when they do not.
QString differenceOf(const Suite &written, const SuiteImport &back);

} // namespace evenhand
