// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/prompt.h"

#include <QJsonArray>

namespace evenhand {

// One question of a suite: what stands in the prompt's {{variables}}, and what a right answer is held against.
struct SuiteCase
{
    CaseId id;
    QString name;                     // empty: people call it by its number
    QMap<QString, QString> variables; // of the suite's columns; a missing one is empty
    QString reference;                // empty: there is none
    QString taskClass;                // "extraction", "reasoning", …; empty: not said
    QStringList tags;
    QList<AttachmentRef> attachments;
    QJsonArray checks; // what can be judged without a person: objects with "type"; kept as they are

    bool operator==(const SuiteCase &) const = default;
};

// A named set of cases.
struct Suite
{
    SuiteId id;
    QString name;
    QString description;
    QStringList columns;              // names of the variables, in the order in which they are shown
    std::optional<PromptText> prompt; // the prompt that the cases were made for; a run may bring another one
    QList<SuiteCase> cases;

    bool operator==(const Suite &) const = default;
};

} // namespace evenhand
