// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/core/run.h"

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

QList<CellSpec> planCells(const RunSpec &spec)
{
    QList<CellSpec> cells;
    cells.reserve(spec.repeats * spec.targets.size());
    for (int repeat = 0; repeat < spec.repeats; ++repeat) {
        for (int target = 0; target < int(spec.targets.size()); ++target)
            cells.append({.id = CellId::create(), .target = target, .repeat = repeat, .firstAttempt = 1});
    }
    return cells;
}

ChatRequest chatRequest(const RunSpec &spec, int target, const FileContents &files)
{
    const RunTarget &column = spec.targets.at(target);
    const RenderedPrompt prompt = render(spec.prompt);

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
        {.role = Role::User, .text = prompt.user, .attachments = attachments(spec.prompt.attachments, files)});
    return request;
}

QList<AttachmentRef> sentFiles(const RunSpec &spec, int target)
{
    QList<AttachmentRef> files;
    for (const QList<AttachmentRef> &earlier : spec.targets.at(target).historyFiles)
        files += earlier;
    files += spec.prompt.attachments;
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
