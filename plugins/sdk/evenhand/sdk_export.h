// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#pragma once

#include <QtGlobal>

#if defined(EVENHAND_SDK_BUILD)
#define EVENHAND_SDK_EXPORT Q_DECL_EXPORT
#else
#define EVENHAND_SDK_EXPORT Q_DECL_IMPORT
#endif

// The SDK's own version. The major part is also part of every interface id; a plugin whose metadata
// names a higher minor version than the program's is refused.
#define EVENHAND_SDK_VERSION_MAJOR 1
#define EVENHAND_SDK_VERSION_MINOR 0
