// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/unit/stubevaluator.h"

#include <stdexcept>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

using Manner = StubEvaluatorPlugin::Manner;

Scores scoresFor(const EvaluationRequest &request, Manner manner)
{
    if (manner == Manner::Fails)
        return std::unexpected(Error{.code = ErrorCode::Internal, .message = u"It cannot."_s, .detail = {}});
    if (manner == Manner::SaysTooMuch) {
        return QList<Score>{{.criterion = u"7"_s, .score = 1, .reason = u"another check"_s},
                            {.criterion = u"-1"_s, .score = 1, .reason = u"no check"_s},
                            {.criterion = u"clarity"_s, .score = 1, .reason = u"a criterion"_s},
                            {.criterion = u"0"_s, .answer = 1, .score = 1, .reason = u"another answer"_s},
                            {.criterion = u"0"_s, .score = 1.5, .reason = u"more than all"_s}};
    }
    QList<Score> scores;
    for (qsizetype i = 0; i < request.checks.size() && manner != Manner::SaysNothing; ++i) {
        const QJsonValue score = request.checks.at(i)["score"_L1];
        scores.append({.criterion = QString::number(i),
                       .score = score.isDouble() ? std::optional(score.toDouble()) : std::nullopt,
                       .reason = u"says %1"_s.arg(score.toVariant().toString())});
    }
    return scores;
}

class StubReply final : public EvaluationReply
{
    Q_OBJECT
public:
    StubReply(const EvaluationRequest &request, Manner manner)
    {
        if (manner != Manner::NeverAnswers)
            finish(scoresFor(request, manner));
    }

private:
    void abort() override {}
};

class StubEvaluator final : public Evaluator
{
    Q_OBJECT
public:
    StubEvaluator(Manner manner, StubLog &log)
        : m_manner(manner)
        , m_log(log)
    {
    }

    ~StubEvaluator() override { m_log.gone.release(); }

    EvaluationReply *evaluate(const EvaluationRequest &request) override
    {
        m_log.add(request);
        if (m_manner == Manner::Throws)
            throw std::runtime_error("a tantrum");
        if (m_manner == Manner::RepliesNothing)
            return nullptr;
        if (m_manner == Manner::Hangs) {
            m_log.hanging.release();
            m_log.release.acquire();
        }
        return new StubReply(request, m_manner);
    }

private:
    const Manner m_manner;
    StubLog &m_log;
};

} // namespace

void StubLog::add(const EvaluationRequest &request)
{
    const QMutexLocker lock(&m_mutex);
    m_requests.append(request);
}

QList<EvaluationRequest> StubLog::requests() const
{
    const QMutexLocker lock(&m_mutex);
    return m_requests;
}

StubEvaluatorPlugin::StubEvaluatorPlugin(QString type, Manner manner, StubLog &log)
    : m_type(std::move(type))
    , m_manner(manner)
    , m_log(log)
{
}

PluginInfo StubEvaluatorPlugin::info(const QString &id)
{
    PluginInfo info;
    info.id = id;
    info.version = u"1.2"_s;
    return info;
}

Result<std::unique_ptr<Evaluator>> StubEvaluatorPlugin::create(const QJsonObject &, const ProviderContext &)
{
    if (m_manner == Manner::ThrowsWhenMade)
        throw std::runtime_error("a tantrum");
    if (m_manner == Manner::MakesNothing)
        return nullptr;
    return std::make_unique<StubEvaluator>(m_manner, m_log);
}

Result<void> StubEvaluatorPlugin::accepts(const QJsonObject &check) const
{
    if (m_manner == Manner::ThrowsWhenAskedForACheck)
        throw std::runtime_error("a tantrum");
    if (check["type"_L1].toString() != m_type)
        return EvaluatorPlugin::accepts(check);
    if (check["odd"_L1].toBool())
        return std::unexpected(
            Error{.code = ErrorCode::InvalidInput, .message = u"\"odd\" is not known."_s, .detail = {}});
    return {};
}

} // namespace evenhand

#include "stubevaluator.moc"
