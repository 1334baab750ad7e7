// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/reuse.h"

#include "app/core/json.h"
#include "app/service/runservice.h"
#include "app/store/runstore.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

QByteArray compact(const QJsonObject &json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

// What all questions to a target have in common.
QByteArray targetKey(const RunTarget &target, const PromptText &prompt)
{
    const Channel &channel = target.channel;
    const PromptText offered{.tools = prompt.tools, .toolResults = prompt.toolResults, .format = prompt.format};
    return compact({{u"channel"_s, channel.id.toString()},
                    {u"plugin"_s, channel.plugin},
                    {u"origin"_s, originText(channel.origin)},
                    {u"settings"_s, channel.settings},
                    {u"model"_s, target.target.model},
                    {u"parameters"_s, toJson(target.target.parameters)},
                    {u"offered"_s, toJson(offered)}});
}

// Newest first.
Result<QList<EarlierRun>> earlierRuns(Database &db, const RunSpec &spec, const QDateTime &before)
{
    QList<EarlierRun> all;
    for (const RunTarget &target : spec.targets) {
        const Result<QList<EarlierRun>> runs =
            EarlierAnswers::runs(db, target.channel.id, target.target.model, before, runsLookedThrough);
        if (!runs)
            return runs;
        all += *runs;
    }
    const auto order = [](const EarlierRun &run) { return std::tuple(run.created, run.id); };
    std::ranges::sort(all, std::ranges::greater(), order);
    all.erase(std::ranges::unique(all).begin(), all.end());
    return all;
}

// Cells that wait for an answer, by what they ask; the next one last.
class Askers
{
public:
    Askers(const RunSpec &spec, const QList<CellSpec> &cells)
    {
        const QuestionKeys keys(spec);
        for (qsizetype i = cells.size() - 1; i >= 0; --i)
            m_cells[keys.of(cells.at(i).caseIndex, cells.at(i).target)].append(cells.at(i).id);
    }

    bool isEmpty() const { return m_cells.isEmpty(); }
    bool contains(const QByteArray &key) const { return m_cells.contains(key); }
    CellId take(const QByteArray &key)
    {
        const auto cells = m_cells.find(key);
        const CellId cell = cells->takeLast();
        if (cells->isEmpty())
            m_cells.erase(cells);
        return cell;
    }

private:
    QHash<QByteArray, QList<CellId>> m_cells;
};

} // namespace

QuestionKeys::QuestionKeys(const RunSpec &spec)
    : m_spec(spec)
{
    for (const AttachmentRef &file : attachedFiles(spec))
        m_standIns.insert(file.sha256, file.sha256.toLatin1());
    for (const RunTarget &target : spec.targets)
        m_targets.append(targetKey(target, spec.prompt));
}

QByteArray QuestionKeys::of(int caseIndex, int target) const
{
    const ChatRequest request = chatRequest(m_spec, caseIndex, target, m_standIns);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(m_targets.at(target));
    hash.addData(QJsonDocument(toJson(request.messages)).toJson(QJsonDocument::Compact));
    return hash.result();
}

Result<QHash<CellId, EarlierAnswer>> answersToTake(Database &db, const RunSpec &spec, const QDateTime &created,
                                                   const QList<CellSpec> &cells)
{
    const Result<QList<EarlierRun>> runs = earlierRuns(db, spec, created);
    if (!runs)
        return std::unexpected(runs.error());
    const Result<QList<AttemptId>> before = EarlierAnswers::taken(db, spec.id);
    if (!before)
        return std::unexpected(before.error());
    QSet<AttemptId> taken(before->begin(), before->end());
    Askers askers(spec, cells);
    QHash<CellId, EarlierAnswer> found;
    for (const EarlierRun &run : *runs) {
        if (askers.isEmpty())
            break;
        const Result<Run> head = RunStore::head(db, run.id);
        if (!head)
            return std::unexpected(head.error());
        const Result<QList<EarlierAnswer>> answers = EarlierAnswers::ofRun(db, run.id);
        if (!answers)
            return std::unexpected(answers.error());
        const QuestionKeys keys(head->spec);
        for (const EarlierAnswer &answer : *answers) {
            const QByteArray key = keys.of(answer.caseIndex, answer.target);
            if (!askers.contains(key) || taken.contains(answer.original))
                continue;
            taken.insert(answer.original);
            found.insert(askers.take(key), answer);
        }
    }
    return found;
}

Cell withAnswerOf(const Attempt &stored, const CellSpec &cell)
{
    Attempt copy{.id = AttemptId::createOrdered(),
                 .number = cell.firstAttempt,
                 .state = LaneState::Done,
                 .identity = stored.identity,
                 .answer = stored.answer,
                 .copyOf = stored.copyOf.value_or(stored.id)};
    for (const Round &round : stored.rounds)
        copy.rounds.append({.identity = round.identity, .answer = round.answer, .results = round.results});
    return {.id = cell.id,
            .caseIndex = cell.caseIndex,
            .target = cell.target,
            .repeat = cell.repeat,
            .state = LaneState::Done,
            .attempts = {copy}};
}

} // namespace evenhand
