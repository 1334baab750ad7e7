// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/ids.h"

#include <evenhand/chat.h>

#include <QMap>

namespace evenhand {

// A file that was attached, kept by reference: its bytes are read when it is sent, and have to be the same then.
struct AttachmentRef
{
    QString path;
    QString mediaType; // judged by the content
    qint64 size = 0;   // bytes, when it was attached
    QString sha256; // of the content then, in hexadecimal digits; empty: listed by an earlier version, and never sent

    QString name() const { return path.sliced(path.lastIndexOf(u'/') + 1); }

    bool operator==(const AttachmentRef &) const = default;
};

// What a tool is said to have answered, by its name: the same to every call and every target. Nothing is ever run.
using RecordedResults = QMap<QString, QString>;

// What the person wrote: templates with {{variables}}.
struct PromptText
{
    QString system; // empty: no system message is sent
    QString user;
    QMap<QString, QString> variables;
    QList<AttachmentRef> attachments;
    QList<Tool> tools;                  // offered to every target; their calls are shown
    RecordedResults toolResults;        // of tools that have one; they are sent back
    std::optional<AnswerFormat> format; // what every answer has to be

    bool operator==(const PromptText &) const = default;
};

// The names between {{ and }}, in order of first appearance in the system part, then the user part. Names are letters,
// digits, "_", "-" and "."; white space around them is ignored; everything else between braces is plain text.
QStringList variableNames(const PromptText &prompt);

struct RenderedPrompt
{
    QString system;
    QString user;
    QStringList missing; // variables that have no value; they are left as they were written

    bool operator==(const RenderedPrompt &) const = default;
};

// Replaces once; what a value contains is not expanded again.
RenderedPrompt render(const PromptText &prompt);

struct PromptVersion
{
    PromptVersionId id;
    PromptId prompt;
    int number = 1;
    PromptText text;

    bool operator==(const PromptVersion &) const = default;
};

struct Prompt
{
    PromptId id;
    QString name;
    int latest = 0; // number of the newest version

    bool operator==(const Prompt &) const = default;
};

} // namespace evenhand
