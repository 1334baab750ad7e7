// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/prompt.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>

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

// A suite as it was when it was saved. One that a run used is never changed.
struct SuiteVersion
{
    SuiteVersionId id;
    int number = 1;    // from 1
    QDateTime changed; // UTC
    Suite suite;

    bool operator==(const SuiteVersion &) const = default;
};

// A case as it is kept and exported: {"id", "name", "variables", "reference", "task_class", "tags", "attachments",
// "checks"}. Members that have no value are left out.
QJsonObject toJson(const SuiteCase &suiteCase);
SuiteCase suiteCaseFromJson(const QJsonObject &json);

} // namespace evenhand
