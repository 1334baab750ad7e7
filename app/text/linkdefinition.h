// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QStringList>

#include <optional>

namespace evenhand {

// [label]: destination "title", as it was written, on one line.
struct LinkDefinition
{
    QByteArray label;
    QByteArray destination; // with its <> where it has them
    QByteArray title;       // with its quotes; empty: none

    // Longer ones are shown, but nothing refers to them: each reference would repeat them.
    static constexpr qsizetype longest = 1024; // bytes
    bool isUsable() const { return destination.size() + title.size() <= longest; }
    QByteArray line() const;
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
