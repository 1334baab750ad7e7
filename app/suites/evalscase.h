// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/suites/suiteimport.h"

#include <QJsonObject>

// Samples as OpenAI's evals have them: {"input": …, "ideal": …}.
namespace evenhand::evals {

bool isSample(const QJsonObject &object);

// The last message is the variable "input", what stands before it as system message is "system". InvalidInput with a
// sentence when there are other messages: a case is one question.
Result<SuiteCase> readSample(const QJsonObject &object);

// The prompt that puts such a case together again.
PromptText prompt(const QList<SuiteCase> &cases);

} // namespace evenhand::evals
