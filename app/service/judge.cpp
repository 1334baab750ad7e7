// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/judge.h"

#include "app/engine/pluginborder.h"
#include "app/store/runstore.h"
#include "app/version.h"

#include <QLoggingCategory>
#include <QThread>

#include <cmath>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

Q_LOGGING_CATEGORY(lcEvaluator, "evenhand.evaluator")

// Nothing is given to an evaluator of checks that it could send anything with.
ProviderContext offline()
{
    const auto noSecret = [](const QString &, const QUrl &) -> Result<QByteArray> {
        return std::unexpected(
            Error{.code = ErrorCode::Auth, .message = u"Checks are judged without a key."_s, .detail = {}});
    };
    return {.network = nullptr,
            .secret = noSecret,
            .userAgent = "Evenhand/" + QByteArray(programVersion.data(), programVersion.size()),
            .log = &lcEvaluator()};
}

// Why none of the evaluators takes the check. One that knows the type knows better than those that do not.
QString refusalOf(const QList<LoadedEvaluator> &evaluators, const QJsonObject &check)
{
    QString reason = u"There is no plugin that judges checks."_s;
    for (const LoadedEvaluator &evaluator : evaluators) {
        const Result<void> accepted = accepts(evaluator, check);
        if (!accepted)
            reason = accepted.error().message;
        if (!accepted && accepted.error().code != ErrorCode::NotFound)
            break;
    }
    return reason;
}

// A score of a check that was asked about, from 0 to 1.
std::optional<CheckScore> checkScore(const Score &score, const LoadedEvaluator &evaluator, const QList<int> &places)
{
    bool isNumber = false;
    const int asked = score.criterion.toInt(&isNumber);
    if (!isNumber || score.answer != 0 || asked < 0 || asked >= places.size())
        return std::nullopt;
    const bool isUsable = score.score && *score.score >= 0 && *score.score <= 1;
    return CheckScore{.evaluator = evaluator.id,
                      .version = evaluator.version,
                      .check = places.at(asked),
                      .score = isUsable ? score.score : std::nullopt,
                      .reason = score.reason};
}

} // namespace

JudgedAnswer judgedAnswer(const Attempt &attempt)
{
    QList<ToolCall> calls;
    for (const Round &round : attempt.rounds)
        calls += round.answer.toolCalls;
    return {.text = attempt.answer.text,
            .refusal = attempt.answer.refusal,
            .toolCalls = calls + attempt.answer.toolCalls,
            .stop = attempt.answer.stop};
}

EvaluationRequest evaluationRequest(const RunSpec &spec, const Cell &cell)
{
    EvaluationRequest request{.prompt = chatRequest(spec, cell.caseIndex, cell.target, {}).messages,
                              .answers = {judgedAnswer(*cell.last())},
                              .reference = spec.suite ? spec.suite->cases.at(cell.caseIndex).reference : QString(),
                              .criteria = {},
                              .checks = {},
                              .tools = spec.prompt.tools,
                              .format = spec.prompt.format};
    for (Message &message : request.prompt)
        message.attachments.clear();
    return request;
}

Judge::Judge(QString workspace, QString slow)
    : m_workspace(std::move(workspace))
    , m_slow(std::move(slow))
{
}

Judge::~Judge()
{
    delete m_reply; // before its evaluator
}

Result<void> Judge::open()
{
    if (m_db)
        return {};
    return Database::open(m_workspace, Database::Access::ReadOnly).transform([this](std::unique_ptr<Database> db) {
        m_db = std::move(db);
    });
}

Result<void> Judge::read(RunId run)
{
    if (m_spec && m_spec->id == run)
        return {};
    return open().and_then([&] { return RunStore::head(*m_db, run); }).transform([this](const Run &head) {
        m_spec = head.spec;
    });
}

// ---- What is to be judged ------------------------------------------------------------------------------------

void Judge::look(RunId run, const Evaluators &evaluators)
{
    const Result<QList<CellId>> cells = read(run).and_then([&] { return cellsToJudge(run, evaluators); });
    emit found(cells.value_or(QList<CellId>()));
}

Result<QList<CellId>> Judge::cellsToJudge(RunId run, const Evaluators &evaluators)
{
    Result<QList<CellId>> cells = ScoreStore::unjudged(*m_db, run);
    const Result<QList<UnknownCheck>> unknown = ScoreStore::unknownChecks(*m_db, run);
    if (!cells || !unknown)
        return cells;
    QHash<std::pair<int, int>, bool> known;
    for (const UnknownCheck &of : *unknown) {
        const QJsonObject check = m_spec->suite->cases.at(of.caseIndex).checks.at(of.check).toObject();
        const auto isKnown = [&](const LoadedEvaluator &evaluator) { return accepts(evaluator, check).has_value(); };
        const std::pair<int, int> place(of.caseIndex, of.check);
        if (!known.contains(place))
            known.insert(place, std::ranges::any_of(evaluators, isKnown));
        if (known.value(place) && (cells->isEmpty() || cells->last() != of.cell))
            cells->append(of.cell);
    }
    return cells;
}

// ---- One answer ----------------------------------------------------------------------------------------------

void Judge::judge(RunId run, CellId id, const Evaluators &evaluators)
{
    const Result<Cell> cell = read(run).and_then([&] { return RunStore::cell(*m_db, id); });
    const bool hasAnswer = cell && cell->state == LaneState::Done && cell->last() && m_spec->suite;
    const QJsonArray checks = hasAnswer ? m_spec->suite->cases.at(cell->caseIndex).checks : QJsonArray();
    if (checks.isEmpty()) {
        emit ended();
        return;
    }
    emit begun(cell->last()->id);
    m_request = evaluationRequest(*m_spec, *cell);
    plan(checks, evaluators);
    next();
}

void Judge::plan(const QJsonArray &checks, const Evaluators &evaluators)
{
    QList<CheckScore> unknown;
    for (int place = 0; place < int(checks.size()); ++place)
        unknown.append({.evaluator = {}, .version = {}, .check = place, .score = {}, .reason = m_slow});
    emit told(unknown);
    unknown.clear();

    QList<Step> steps;
    for (const LoadedEvaluator &evaluator : evaluators)
        steps.append({.evaluator = evaluator, .places = {}, .checks = {}});
    for (int place = 0; place < int(checks.size()); ++place) {
        const QJsonObject check = checks.at(place).toObject();
        bool isKnown = false;
        for (Step &step : steps) {
            if (!accepts(step.evaluator, check))
                continue;
            step.places.append(place);
            step.checks.append(check);
            isKnown = true;
        }
        if (!isKnown) {
            unknown.append(
                {.evaluator = {}, .version = {}, .check = place, .score = {}, .reason = refusalOf(evaluators, check)});
        }
    }
    steps.removeIf([](const Step &step) { return step.places.isEmpty(); });
    m_steps = steps;
    emit told(unknown);
}

void Judge::next()
{
    while (!m_steps.isEmpty() && !QThread::currentThread()->isInterruptionRequested()) {
        const Step &step = m_steps.first();
        tellOpen(step, m_slow);
        const Result<EvaluationReply *> reply = evaluate(step);
        if (reply) {
            m_reply = *reply;
            connect(m_reply, &EvaluationReply::finished, this, &Judge::take);
            return;
        }
        tellOpen(step, reply.error().message);
        m_steps.removeFirst();
    }
    emit ended();
}

Result<EvaluationReply *> Judge::evaluate(const Step &step)
{
    m_request.checks = step.checks;
    return evaluatorOf(step.evaluator)
        .and_then([&](Evaluator *evaluator) {
            return callPlugin(step.evaluator.id, [&] { return evaluator->evaluate(m_request); });
        })
        .and_then([&](EvaluationReply *reply) -> Result<EvaluationReply *> {
            if (reply)
                return reply;
            return std::unexpected(pluginDefect(step.evaluator.id, u"it made no reply."_s));
        });
}

Result<Evaluator *> Judge::evaluatorOf(const LoadedEvaluator &plugin)
{
    if (const auto made = m_evaluators.find(plugin.id); made != m_evaluators.end())
        return made->second.get();
    Result<std::unique_ptr<Evaluator>> evaluator =
        callPlugin(plugin.id, [&] {
            return plugin.plugin->create({}, offline());
        }).and_then([](Result<std::unique_ptr<Evaluator>> created) { return created; });
    if (!evaluator)
        return std::unexpected(evaluator.error());
    if (!*evaluator)
        return std::unexpected(pluginDefect(plugin.id, u"it made no evaluator."_s));
    return m_evaluators.emplace(plugin.id, std::move(*evaluator)).first->second.get();
}

void Judge::take(const Scores &scores)
{
    std::exchange(m_reply, nullptr)->deleteLater();
    const Step step = m_steps.takeFirst();
    tellOpen(step, scores ? u"The plugin \"%1\" said nothing of it."_s.arg(step.evaluator.id) : scores.error().message);
    QList<CheckScore> usable;
    for (const Score &score : scores.value_or(QList<Score>())) {
        if (const std::optional<CheckScore> one = checkScore(score, step.evaluator, step.places))
            usable.append(*one);
    }
    emit told(usable);
    next();
}

void Judge::tellOpen(const Step &step, const QString &reason)
{
    QList<CheckScore> open;
    for (const int place : step.places) {
        open.append({.evaluator = step.evaluator.id,
                     .version = step.evaluator.version,
                     .check = place,
                     .score = {},
                     .reason = reason});
    }
    emit told(open);
}

} // namespace evenhand
