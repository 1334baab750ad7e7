// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/text/block.h"

#include <QByteArray>
#include <QStringList>

#include <optional>

namespace evenhand {

// [label]: destination "title"
struct LinkDefinition
{
    QByteArray label; // as it was written, on one line
    LinkTarget target;
};

struct ReadDefinition
{
    LinkDefinition definition;
    qsizetype end = 0; // behind its last line
};

// The definition at the beginning of a paragraph, or of what is left of one.
std::optional<ReadDefinition> readDefinition(QByteArrayView text, qsizetype begin);

// The form in which labels are compared.
QString comparableLabel(QByteArrayView label);
// What in a text may be the label of a reference, in that form; once each.
QStringList labelsIn(QByteArrayView text);

} // namespace evenhand
