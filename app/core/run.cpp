// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/core/run.h"

#include <numeric>

namespace evenhand {

static QList<Attachment> attachments(const QList<AttachmentRef> &references, const FileContents &files)
{
    QList<Attachment> result;
    for (const AttachmentRef &file : references) {
        if (file.sha256.isEmpty())
            continue;
        result.append({.name = file.name(), .mediaType = file.mediaType, .data = files.value(file.sha256)});
    }
    return result;
}

namespace {

// https://prng.di.unimi.it/splitmix64.c
class SplitMix64
{
public:
    explicit SplitMix64(quint64 seed)
        : m_state(seed)
    {
    }

    quint64 next()
    {
        quint64 z = m_state += 0x9e3779b97f4a7c15;
        z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
        z = (z ^ z >> 27) * 0x94d049bb133111eb;
        return z ^ z >> 31;
    }

    // Every number below the bound is equally likely: what would favour some is drawn again.
    quint64 below(quint64 bound)
    {
        const quint64 favoured = (0 - bound) % bound;
        for (;;) {
            if (const quint64 number = next(); number >= favoured)
                return number % bound;
        }
    }

private:
    quint64 m_state;
};

// The standard library's own shuffle differs from one library to the next.
void shuffle(QList<int> &list, SplitMix64 &random)
{
    for (qsizetype left = list.size(); left > 1; --left)
        list.swapItemsAt(left - 1, qsizetype(random.below(quint64(left))));
}

QList<int> firstNumbers(qsizetype count)
{
    QList<int> numbers(count);
    std::iota(numbers.begin(), numbers.end(), 0);
    return numbers;
}

} // namespace

QList<CellSpec> planCells(const RunSpec &spec)
{
    QList<CellSpec> cells;
    cells.reserve(spec.repeats * spec.caseCount() * spec.targets.size());
    QList<int> cases = firstNumbers(spec.caseCount());
    QList<int> targets = firstNumbers(spec.targets.size());
    SplitMix64 random(quint64(spec.seed.value_or(0)));
    for (int repeat = 0; repeat < spec.repeats; ++repeat) {
        if (spec.seed)
            shuffle(cases, random);
        for (const int caseIndex : std::as_const(cases)) {
            if (spec.seed)
                shuffle(targets, random);
            for (const int target : std::as_const(targets))
                cells.append({.id = CellId::createOrdered(),
                              .caseIndex = caseIndex,
                              .target = target,
                              .repeat = repeat,
                              .firstAttempt = 1});
        }
    }
    return cells;
}

PromptText promptOf(const RunSpec &spec, int caseIndex)
{
    PromptText prompt = spec.prompt;
    if (!spec.suite)
        return prompt;
    const SuiteCase &asked = spec.suite->cases.at(caseIndex);
    for (const QString &column : spec.suite->columns)
        prompt.variables.insert(column, {});
    prompt.variables.insert(asked.variables);
    prompt.attachments += asked.attachments;
    return prompt;
}

ChatRequest chatRequest(const RunSpec &spec, int caseIndex, int target, const FileContents &files)
{
    const RunTarget &column = spec.targets.at(target);
    const PromptText text = promptOf(spec, caseIndex);
    const RenderedPrompt prompt = render(text);

    ChatRequest request{.model = column.target.model,
                        .messages = {},
                        .parameters = column.target.parameters,
                        .tools = spec.prompt.tools,
                        .format = spec.prompt.format,
                        .limits = column.channel.limits};
    if (!prompt.system.isEmpty())
        request.messages.append({.role = Role::System, .text = prompt.system});
    const qsizetype first = request.messages.size();
    request.messages += column.history;
    for (const auto &[index, references] : column.historyFiles.asKeyValueRange())
        request.messages[first + index].attachments = attachments(references, files);
    request.messages.append(
        {.role = Role::User, .text = prompt.user, .attachments = attachments(text.attachments, files)});
    return request;
}

QList<AttachmentRef> sentFiles(const RunSpec &spec, int caseIndex, int target)
{
    QList<AttachmentRef> files;
    for (const QList<AttachmentRef> &earlier : spec.targets.at(target).historyFiles)
        files += earlier;
    files += promptOf(spec, caseIndex).attachments;
    files.removeIf([](const AttachmentRef &file) { return file.sha256.isEmpty(); });
    return files;
}

void interrupt(Cell &cell)
{
    if (isFinal(cell.state))
        return;
    cell.state = LaneState::Interrupted;
    if (!cell.attempts.isEmpty() && !isFinal(cell.attempts.last().state))
        cell.attempts.last().state = LaneState::Interrupted;
}

} // namespace evenhand
