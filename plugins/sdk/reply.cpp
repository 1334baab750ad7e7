// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#include <evenhand/evaluator.h>
#include <evenhand/provider.h>
#include <evenhand/reply.h>

#include <QPointer>

#include <utility>

namespace evenhand {

static Error cancelledError()
{
    return {.code = ErrorCode::Cancelled, .message = QStringLiteral("Stopped."), .detail = {}};
}

Reply::Reply(QObject *parent)
    : QObject(parent)
{
    QMetaObject::invokeMethod(this, &Reply::open, Qt::QueuedConnection);
}

Reply::~Reply() = default;

void Reply::cancel()
{
    if (m_ended)
        return;
    m_ended = true;
    m_pending.clear();
    if (!m_finishing)
        abort();
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_finished = true;
            emitCancelled();
        },
        Qt::QueuedConnection);
}

void Reply::emitWhenOpen(std::function<void()> emission)
{
    if (m_ended || m_finishing)
        return;
    emitOrKeep(std::move(emission));
}

void Reply::emitOrKeep(std::function<void()> emission)
{
    if (m_open)
        emission();
    else
        m_pending.push_back(std::move(emission));
}

void Reply::finishWhenOpen(std::function<void()> emission)
{
    if (m_ended || m_finishing)
        return;
    m_finishing = true;
    emitOrKeep([this, emission = std::move(emission)] {
        m_ended = true;
        m_finished = true;
        emission();
    });
}

// Emissions that are asked for meanwhile line up behind those that wait. A receiver may cancel or delete the reply
// between any two of them.
void Reply::open()
{
    const QPointer<Reply> alive(this);
    while (!m_pending.empty()) {
        const std::function<void()> emission = std::move(m_pending.front());
        m_pending.pop_front();
        emission();
        if (!alive || m_ended)
            return;
    }
    m_open = true;
}

void ChatReply::deliver(ChatEvents batch)
{
    if (!batch.isEmpty())
        emitWhenOpen([this, batch = std::move(batch)] { emit events(batch); });
}

void ChatReply::finish(ChatOutcome outcome)
{
    finishWhenOpen([this, outcome = std::move(outcome)] { emit finished(outcome); });
}

void ChatReply::emitCancelled()
{
    emit finished(ChatOutcome{.error = cancelledError(), .retryable = false, .retryAfter = {}});
}

void ModelsReply::note(ModelsNotes notes)
{
    if (notes != ModelsNotes())
        emitWhenOpen([this, notes = std::move(notes)] { emit noted(notes); });
}

void ModelsReply::finish(ModelList models)
{
    finishWhenOpen([this, models = std::move(models)] { emit finished(models); });
}

void ModelsReply::emitCancelled()
{
    emit finished(std::unexpected(cancelledError()));
}

void EvaluationReply::finish(Scores scores)
{
    finishWhenOpen([this, scores = std::move(scores)] { emit finished(scores); });
}

void EvaluationReply::emitCancelled()
{
    emit finished(std::unexpected(cancelledError()));
}

ProviderPlugin::~ProviderPlugin() = default;
EvaluatorPlugin::~EvaluatorPlugin() = default;

Result<void> EvaluatorPlugin::accepts(const QJsonObject &check) const
{
    return std::unexpected(Error{
        .code = ErrorCode::NotFound,
        .message = QStringLiteral("There is no check \"%1\".").arg(check.value(QLatin1StringView("type")).toString()),
        .detail = {}});
}

} // namespace evenhand
