// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: LGPL-3.0-or-later

#pragma once

#include <evenhand/provider.h>

#include <QJsonArray>

namespace evenhand {

struct Criterion
{
    QString id;
    QString question; // what is judged, in words a rater understands
    int minimum = 0;
    int maximum = 1;

    bool operator==(const Criterion &) const = default;
};

// What an evaluator gets to see of an answer.
struct JudgedAnswer
{
    QString text;
    QString refusal;           // what the provider marked as one; empty: it did not
    QList<ToolCall> toolCalls; // all of them, oldest first; those that were followed by recorded results as well
    StopReason stop = StopReason::None;

    bool operator==(const JudgedAnswer &) const = default;
};

struct EvaluationRequest
{
    QList<Message> prompt;       // what the targets were asked, without attached files
    QList<JudgedAnswer> answers; // one to score; two to compare, in the order shown
    QString reference;           // empty: there is none
    QList<Criterion> criteria;
    QJsonArray checks;                  // of the case; each has a "type"
    QList<Tool> tools;                  // that were offered
    std::optional<AnswerFormat> format; // that was asked for

    bool operator==(const EvaluationRequest &) const = default;
};

// What an evaluator says of answer `answer` under one criterion or check; 1 is a check that was passed, 0 one that was not.
// No score means that it could not tell; it is not the criterion's minimum.
struct Score
{
    QString criterion; // its id; of a check its place from 0, such as "2"
    int answer = 0;
    std::optional<double> score;
    QString reason;

    bool operator==(const Score &) const = default;
};

using Scores = Result<QList<Score>>;

class EVENHAND_SDK_EXPORT EvaluationReply : public Reply
{
    Q_OBJECT
public:
    using Reply::Reply;

signals:
    void finished(const evenhand::Scores &scores);

protected:
    void finish(Scores scores);
    void emitCancelled() override;
};

class EVENHAND_SDK_EXPORT Evaluator : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual EvaluationReply *evaluate(const EvaluationRequest &request) = 0;
};

// The root object of an evaluator plugin.
class EVENHAND_SDK_EXPORT EvaluatorPlugin
{
public:
    EvaluatorPlugin() = default;
    virtual ~EvaluatorPlugin();
    Q_DISABLE_COPY_MOVE(EvaluatorPlugin)

    // Called in the thread in which the evaluator will live. Where only checks are judged the context has no network and no
    // secrets: they are judged on this machine.
    virtual Result<std::unique_ptr<Evaluator>> create(const QJsonObject &settings, const ProviderContext &context) = 0;

    // Whether its evaluators can judge such a check. NotFound when its type is not one of theirs, InvalidInput with a
    // sentence when it cannot be understood.
    virtual Result<void> accepts(const QJsonObject &check) const;
};

} // namespace evenhand

#define EvenhandEvaluatorPlugin_iid "org.evenhand.EvaluatorPlugin/1"
Q_DECLARE_INTERFACE(evenhand::EvaluatorPlugin, EvenhandEvaluatorPlugin_iid)
Q_DECLARE_METATYPE(evenhand::Scores)
