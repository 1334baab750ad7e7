// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/run.h"

namespace evenhand {

// The most that the files of a run may have together; no provider takes much more in one request.
constexpr qint64 mostAttachedBytes = 32 * 1024 * 1024;

// A file as it is now, to be attached. Fails with InvalidInput and a sentence when it cannot be read, is empty or too large.
Result<AttachmentRef> attach(const QString &path);

// Reads what was attached. Fails with InvalidInput and a sentence when a file is gone or is not the same any more, or
// when the files are too large together; each file counts once. What was never sent is passed over.
Result<FileContents> readFiles(const QList<AttachmentRef> &files);

} // namespace evenhand
