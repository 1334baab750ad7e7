// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/core/suite.h"

#include "app/core/json.h"
#include "app/core/jsonmembers.h"

using namespace Qt::StringLiterals;

namespace evenhand {

using jsonmembers::put;

// Variables and files have the form that they have in a prompt.
QJsonObject toJson(const SuiteCase &suiteCase)
{
    QJsonObject json = toJson(PromptText{.variables = suiteCase.variables, .attachments = suiteCase.attachments});
    put(json, "id"_L1, suiteCase.id.isNull() ? QString() : suiteCase.id.toString());
    put(json, "name"_L1, suiteCase.name);
    put(json, "reference"_L1, suiteCase.reference);
    put(json, "task_class"_L1, suiteCase.taskClass);
    put(json, "tags"_L1, QJsonArray::fromStringList(suiteCase.tags));
    put(json, "checks"_L1, suiteCase.checks);
    return json;
}

SuiteCase suiteCaseFromJson(const QJsonObject &json)
{
    const PromptText input = promptFromJson(json);
    return {.id = CaseId::fromString(json["id"_L1].toString()),
            .name = json["name"_L1].toString(),
            .variables = input.variables,
            .reference = json["reference"_L1].toString(),
            .taskClass = json["task_class"_L1].toString(),
            .tags = QVariant(json["tags"_L1].toArray().toVariantList()).toStringList(),
            .attachments = input.attachments,
            .checks = json["checks"_L1].toArray()};
}

} // namespace evenhand
