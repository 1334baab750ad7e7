// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <evenhand/provider.h>

#include <QRegularExpression>

namespace evenhand::replay {

// Stands where a recording says "usage" without numbers: the pieces that were played are counted.
struct CountedUsage
{};

// One entry of an answer. A ChatOutcome ends it with an error.
struct Step
{
    std::optional<std::chrono::milliseconds> at; // since the request; no value: as soon as the step before is over
    std::variant<ChatEvent, CountedUsage, ChatOutcome> what;
    double tokensPerSecond = 0; // of text of any kind; 0: in one piece
};

struct RecordedAnswer
{
    QList<QRegularExpression>
        prompts;       // searched in the last user message; none: every prompt that no other answer takes
    int request = 1;   // 2: the one that brings the results of the tools which the first answer called, and so on
    QList<Step> steps; // the last one is Stopped or an error, and no other
};

// The answers of one model, as README.md describes the file.
struct Recording
{
    ModelInfo model;
    QList<RecordedAnswer> answers;

    // Of those to this request since the prompt: the first answer that knows the prompt, then the one for every prompt; null
    // when there is neither.
    const RecordedAnswer *answerTo(const QString &prompt, int request = 1) const;
};

// Fails with ErrorCode::InvalidInput and says where the mistake is; name stands for the file in that sentence.
Result<Recording> parseRecording(const QByteArray &json, const QString &name);

} // namespace evenhand::replay
