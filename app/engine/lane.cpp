// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/lane.h"

#include "app/core/redactor.h"
#include "app/engine/fitting.h"
#include "app/engine/pluginborder.h"
#include "app/engine/providerhost.h"

#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace evenhand {
namespace {

qint64 sizeOf(std::initializer_list<QStringView> texts)
{
    qint64 size = 0;
    for (const QStringView text : texts)
        size += text.size();
    return size;
}

// Of a piece of output; no value for other events.
struct OutputSize
{
    using Size = std::optional<qint64>;

    Size operator()(const TextDelta &delta) const { return delta.text.size(); }
    Size operator()(const ReasoningDelta &delta) const { return delta.text.size(); }
    Size operator()(const RefusalDelta &delta) const { return delta.text.size(); }
    Size operator()(const ToolCallDelta &delta) const { return sizeOf({delta.id, delta.name, delta.arguments}); }
    Size operator()(const auto &) const { return std::nullopt; }
};

QString inSeconds(milliseconds time)
{
    return u"%1 s"_s.arg(std::chrono::ceil<std::chrono::seconds>(time).count());
}

} // namespace

Lane::Lane(const CellSpec &cell, const Channel &channel, const ChatRequest &request, const RecordedResults &recorded,
           const Tools &tools, QObject *parent)
    : QObject(parent)
    , m_cell(cell)
    , m_channel(channel)
    , m_tools(tools)
    , m_laneStart(tools.clock->now())
    , m_loop(request, recorded)
{
    for (QTimer *timer : {&m_pause, &m_total}) {
        timer->setSingleShot(true);
        timer->setTimerType(Qt::PreciseTimer);
    }
    connect(&m_total, &QTimer::timeout, this, &Lane::onTotalTimeout);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        m_phase = Phase::Ready;
        emit wantsTurn();
    });
}

Lane::~Lane()
{
    releaseReply();
}

LaneEvent Lane::queued(milliseconds wait) const
{
    const WaitReason reason = wait > milliseconds(0) ? WaitReason::Pacing : WaitReason::None;
    return event(LaneStateChanged{.state = LaneState::Queued, .reason = reason, .wait = wait, .message = {}});
}

void Lane::held(milliseconds wait, const QString &why)
{
    const LaneState state = m_made == 0 ? LaneState::Queued : LaneState::Waiting;
    emit events({event(LaneStateChanged{.state = state, .reason = WaitReason::Pacing, .wait = wait, .message = why})});
}

void Lane::startRequest(const Result<std::shared_ptr<ProviderHost>> &provider)
{
    m_phase = Phase::Request;
    m_hurried = false;
    m_delivered = false;
    const QDateTime started = m_tools.clock->utc();
    m_requestStart = m_tools.clock->now();
    QStringList notices;
    const Result<ChatReply *> reply =
        provider.and_then([&](const std::shared_ptr<ProviderHost> &host) { return ask(*host, notices); });

    LaneEvents first{begun(started)};
    for (const QString &notice : std::as_const(notices))
        first.append(event(LaneOutput{.event = Notice{notice}, .since = Duration(0)}));
    if (reply) {
        m_provider = *provider;
        listen(*reply);
        first.append(event(
            LaneStateChanged{.state = LaneState::Waiting, .reason = WaitReason::Answer, .wait = {}, .message = {}}));
    }
    emit events(first);
    emit requestBegun();
    if (!reply)
        endAttempt({.error = reply.error(), .retryable = false, .retryAfter = {}}, m_tools.clock->now());
}

LaneEvent Lane::begun(const QDateTime &started)
{
    if (std::optional<RoundStarted> round = std::exchange(m_round, {})) {
        round->queue = std::chrono::duration_cast<Duration>(m_requestStart - m_roundEnd);
        return event(*round);
    }
    ++m_made;
    m_size = 0;
    return event(AttemptStarted{.id = AttemptId::createOrdered(),
                                .number = m_cell.firstAttempt + m_made - 1,
                                .most = mostNumber(),
                                .started = started,
                                .queue = std::chrono::duration_cast<Duration>(m_requestStart - m_laneStart)});
}

Result<ChatReply *> Lane::ask(ProviderHost &provider, QStringList &notices)
{
    const Result<Capabilities> capabilities = provider.capabilities();
    if (!capabilities)
        return std::unexpected(capabilities.error());
    const FittedRequest fit = fitted(m_loop.request(), *capabilities);
    if (m_loop.isFirst())
        notices = fit.notices;
    return provider.chat(fit.request);
}

void Lane::listen(ChatReply *reply)
{
    m_reply = reply;
    connect(reply, &ChatReply::events, this, &Lane::onEvents);
    connect(reply, &ChatReply::finished, this, &Lane::onFinished);
    connect(reply, &QObject::destroyed, this, &Lane::onReplyLost);
    m_total.start(m_loop.request().limits.total);
}

void Lane::hurry()
{
    if (m_made == 0 || m_phase == Phase::Request || m_phase == Phase::Ended)
        return;
    m_pause.stop();
    m_phase = Phase::Ready;
    m_hurried = true;
    emit wantsTurn();
}

void Lane::cancel()
{
    const Clock::Moment now = m_tools.clock->now();
    if (m_phase == Phase::Ended)
        return;
    LaneEvents last;
    const bool underWay = isUnderWay();
    if (underWay || m_round) {
        last.append(
            event(AttemptEnded{.state = LaneState::Cancelled,
                               .error = Error{.code = ErrorCode::Cancelled, .message = u"Stopped."_s, .detail = {}},
                               .total = m_round ? m_round->total : since(now)}));
    }
    last.append(event(LaneStateChanged{.state = LaneState::Cancelled, .reason = {}, .wait = {}, .message = {}}));
    m_pause.stop();
    releaseReply();
    m_phase = Phase::Ended;
    emit events(last);
    if (underWay)
        emit requestEnded({.error = Error{.code = ErrorCode::Cancelled, .message = {}}});
    emit ended();
}

void Lane::withdraw()
{
    if (m_phase == Phase::Request || m_phase == Phase::Ended)
        return;
    LaneEvents last;
    if (m_round)
        last.append(event(AttemptEnded{.state = LaneState::Interrupted, .error = {}, .total = m_round->total}));
    last.append(event(LaneStateChanged{.state = LaneState::Interrupted, .reason = {}, .wait = {}, .message = {}}));
    m_pause.stop();
    m_phase = Phase::Ended;
    emit events(last);
    emit ended();
}

void Lane::onEvents(const ChatEvents &batch)
{
    const Clock::Moment now = m_tools.clock->now();
    m_loop.add(batch);
    LaneEvents out;
    for (const ChatEvent &each : batch) {
        const std::optional<qint64> size = std::visit(OutputSize{}, each);
        if (size == 0)
            continue;
        if (size && !std::exchange(m_delivered, true)) {
            out.append(event(LaneStateChanged{.state = LaneState::Streaming, .reason = {}, .wait = {}, .message = {}}));
        }
        m_size += size.value_or(0);
        const auto *record = std::get_if<RequestRecord>(&each);
        const ChatEvent kept = record ? ChatEvent(withoutFiles(*record, m_loop.request())) : each;
        out.append(event(LaneOutput{.event = m_tools.redactor.redact(kept), .since = since(now)}));
    }
    if (!out.isEmpty())
        emit events(out);
    obeyRateLimits(batch, now);
    if (m_size > m_loop.request().limits.maxBytes) {
        const Error error{.code = ErrorCode::TooLarge,
                          .message =
                              u"The answer is larger than the %1 bytes that channel \"%2\" takes; the rest was left."_s
                                  .arg(m_loop.request().limits.maxBytes)
                                  .arg(m_channel.name),
                          .detail = {}};
        endAttempt({.error = error, .retryable = false, .retryAfter = {}}, now);
    }
}

void Lane::onFinished(const ChatOutcome &outcome)
{
    const Clock::Moment now = m_tools.clock->now();
    if (outcome.error || !goOn(now))
        endAttempt(outcome, now);
}

// With the recorded results of what the model called, if there are any.
bool Lane::goOn(Clock::Moment now)
{
    const ToolLoop::Step step = m_loop.next();
    if (!step.notice.isEmpty()) {
        const ChatEvent notice = m_tools.redactor.redact(ChatEvent(Notice{step.notice}));
        emit events({event(LaneOutput{.event = notice, .since = since(now)})});
    }
    if (step.results.isEmpty())
        return false;
    releaseReply();
    m_phase = Phase::Ready;
    m_roundEnd = now;
    m_round = RoundStarted{.results = step.results, .total = since(now), .queue = {}};
    for (ToolResult &result : m_round->results)
        result.text = m_tools.redactor.redact(result.text);
    emit events({event(LaneStateChanged{.state = LaneState::Waiting, .reason = {}, .wait = {}, .message = {}})});
    emit requestEnded({});
    emit wantsTurn();
    return true;
}

void Lane::onTotalTimeout()
{
    const Error error{.code = ErrorCode::Timeout,
                      .message =
                          u"The answer was not complete after %1, the longest time that channel \"%2\" gives it."_s.arg(
                              inSeconds(m_loop.request().limits.total), m_channel.name),
                      .detail = {}};
    endAttempt({.error = error, .retryable = false, .retryAfter = {}}, m_tools.clock->now());
}

void Lane::onReplyLost()
{
    m_reply = nullptr;
    endAttempt({.error = pluginDefect(m_channel.plugin, u"it dropped a request without an end."_s),
                .retryable = false,
                .retryAfter = {}},
               m_tools.clock->now());
}

void Lane::releaseReply()
{
    m_total.stop();
    if (ChatReply *reply = std::exchange(m_reply, nullptr)) {
        disconnect(reply, nullptr, this, nullptr);
        std::ignore = callPlugin(m_channel.plugin, [reply] { reply->cancel(); }); // the lane goes on in any case
        reply->deleteLater();
    }
    m_provider.reset();
}

void Lane::endAttempt(const ChatOutcome &outcome, Clock::Moment now)
{
    releaseReply();
    const ChatOutcome result = judged(outcome);
    const LaneState state = result.error ? LaneState::Failed : LaneState::Done;
    LaneEvents last = {event(AttemptEnded{.state = state, .error = result.error, .total = since(now)})};
    if (result.retryable) {
        const LaneStateChanged pause = pauseAfter(result);
        m_phase = Phase::Pause;
        m_pause.start(pause.wait);
        last.append(event(pause));
    } else {
        m_phase = Phase::Ended;
        last.append(event(LaneStateChanged{
            .state = state, .reason = {}, .wait = {}, .message = result.error ? result.error->message : QString()}));
    }
    emit events(last);
    obeyRetryAfter(result, now);
    emit requestEnded(outcome);
    if (m_phase == Phase::Ended)
        emit ended();
}

ChatOutcome Lane::judged(const ChatOutcome &outcome) const
{
    if (!outcome.error)
        return {};
    ChatOutcome result = outcome;
    result.error = m_tools.redactor.redact(*outcome.error);
    result.retryable = outcome.retryable && (!m_delivered || m_tools.retry.afterOutput) && m_loop.isFirst() &&
                       m_made < m_tools.retry.mostAttempts;
    if (result.retryable && outcome.retryAfter > m_tools.retry.longestRetryAfter) {
        result.retryable = false;
        result.error->message += u" The provider asks to wait %1, which is longer than this program waits by itself; "
                                 "try again then."_s.arg(inSeconds(*outcome.retryAfter));
    }
    return result;
}

LaneStateChanged Lane::pauseAfter(const ChatOutcome &outcome) const
{
    return {.state = LaneState::Waiting,
            .reason = outcome.retryAfter ? WaitReason::RetryAfter : WaitReason::Backoff,
            .wait = outcome.retryAfter.value_or(
                backoff(m_tools.retry, m_made, QRandomGenerator::global()->generateDouble())),
            .message = outcome.error->message};
}

void Lane::obeyRateLimits(const ChatEvents &batch, Clock::Moment now)
{
    for (const ChatEvent &each : batch) {
        const auto *limits = std::get_if<RateLimits>(&each);
        const std::optional<Clock::Moment> until =
            limits ? Pacing::usedUpUntil(*limits, now, m_tools.retry.longestRetryAfter) : std::nullopt;
        if (until)
            emit channelHeld(*until, u"The provider's rate limit is used up for now."_s);
    }
}

void Lane::obeyRetryAfter(const ChatOutcome &outcome, Clock::Moment now)
{
    if (outcome.retryAfter && outcome.error && outcome.error->code == ErrorCode::RateLimit)
        emit channelHeld(now + std::min(*outcome.retryAfter, m_tools.retry.longestRetryAfter), outcome.error->message);
}

} // namespace evenhand
